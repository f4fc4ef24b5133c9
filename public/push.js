// Part of the service worker: a push always shows a notification, and never what the message says.
self.addEventListener('push', (event) => {
  event.waitUntil(show())
})

async function show() {
  const { title, body, lang } = await words()
  await self.registration.showNotification(title, {
    ...{ body, lang, tag: 'message', icon: '/icons/icon-192.png' },
    data: { path: '/messages' },
  })
}

/** In the language in which notifications were turned on (state/push-here.ts). */
async function words() {
  const first = { title: 'Sổ tay số: có tin mới', body: 'Thầy cô mở sổ để xem.', lang: 'vi' }
  try {
    const kept = await (await self.caches.open('push-words')).match('/push-words')
    return kept ? { ...first, ...(await kept.json()) } : first
  } catch {
    return first
  }
}

self.addEventListener('notificationclick', (event) => {
  event.notification.close()
  event.waitUntil(open(event.notification.data?.path ?? '/messages'))
})

/** A window that is open is not led away from what is being typed there: it only comes to the front. */
async function open(path) {
  const windows = await self.clients.matchAll({ type: 'window', includeUncontrolled: true })
  const there = windows.find((one) => new URL(one.url).pathname === path)
  if (there) return there.focus()
  return self.clients.openWindow(path)
}
