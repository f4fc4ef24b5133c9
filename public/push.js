// Part of the service worker: a push always shows a notification, and never what the message says.
self.addEventListener('push', (event) => {
  event.waitUntil(
    self.registration.showNotification('Sổ tay số: có tin mới', {
      tag: 'message',
      lang: 'vi',
      icon: '/icons/icon-192.png',
      data: { path: '/messages' },
    }),
  )
})

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
