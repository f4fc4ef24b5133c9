import type { PushKey } from '#contract/messages.ts'

const line = () => import('../api/request.ts')

/** Where notifications stand on this browser; `none` where it has no such thing, or the server none. */
export type PushStanding = 'none' | 'off' | 'on' | 'denied' | 'failed'

/** What a notification says, and in which language. */
export interface PushWords {
  readonly title: string
  readonly body: string
  readonly lang: string
}

/** Where the service worker finds them (push.js). Without them it speaks Vietnamese. */
export async function keepWords(words: PushWords): Promise<void> {
  try {
    await (await caches.open('push-words')).put('/push-words', Response.json(words))
  } catch {
    // A browser that keeps nothing here.
  }
}

/** Whoever signs out is told of nothing more on this browser. */
export async function endPush(account: string): Promise<void> {
  if ((await standingHere()) === 'on') await turnOff(account)
}

export async function standingHere(): Promise<PushStanding> {
  if (!('serviceWorker' in navigator) || !('PushManager' in window)) return 'none'
  const worker = await navigator.serviceWorker.getRegistration()
  if (!worker) return 'none'
  if (Notification.permission === 'denied') return 'denied'
  return (await worker.pushManager.getSubscription()) ? 'on' : 'off'
}

export async function turnOn(account: string): Promise<PushStanding> {
  if ((await Notification.requestPermission()) !== 'granted') return 'denied'
  const { ask } = await line()
  const key = await ask<PushKey>('/push/key', { account })
  if (!key.ok) return 'failed'
  const worker = await navigator.serviceWorker.ready
  const subscription = await worker.pushManager.subscribe({
    // A browser that lets a notification go unshown would take the permission back.
    userVisibleOnly: true,
    applicationServerKey: key.value.key,
  })
  const { endpoint, keys } = subscription.toJSON()
  const kept = await ask('/push/subscriptions', {
    method: 'POST',
    account,
    body: { endpoint, keys },
  })
  if (kept.ok) return 'on'
  await subscription.unsubscribe()
  return 'failed'
}

/** Off on this browser at once, whether or not the server hears of it: a dead endpoint is forgotten there. */
export async function turnOff(account: string): Promise<PushStanding> {
  const worker = await navigator.serviceWorker.ready
  const subscription = await worker.pushManager.getSubscription()
  if (!subscription) return 'off'
  const { endpoint } = subscription
  await subscription.unsubscribe()
  const { ask } = await line()
  await ask('/push/subscriptions', { method: 'DELETE', account, body: { endpoint } })
  return 'off'
}
