import { onMounted, ref, type Ref } from 'vue'
import type { PushKey } from '#contract/messages.ts'
import { useSession } from './session.ts'

const line = () => import('../api/request.ts')

/** Where notifications stand on this browser; `none` where it has no such thing, or the server none. */
export type PushStanding = 'none' | 'off' | 'on' | 'denied' | 'failed'

/** Notifications of this browser: asked for by the person, never by the page. */
export function usePush() {
  const session = useSession()
  const standing = ref<PushStanding>('none')
  const busy = ref(false)

  onMounted(async () => {
    standing.value = await standingHere().catch(() => 'none' as const)
  })

  async function run(act: (account: string) => Promise<PushStanding>): Promise<void> {
    busy.value = true
    const account = session.opened.session.accountId
    standing.value = await act(account).catch(() => 'failed' as const)
    busy.value = false
  }

  return {
    standing: standing as Readonly<Ref<PushStanding>>,
    busy,
    on: () => run(turnOn),
    off: () => run(turnOff),
  }
}

async function standingHere(): Promise<PushStanding> {
  if (!('serviceWorker' in navigator) || !('PushManager' in window)) return 'none'
  const worker = await navigator.serviceWorker.getRegistration()
  if (!worker) return 'none'
  if (Notification.permission === 'denied') return 'denied'
  return (await worker.pushManager.getSubscription()) ? 'on' : 'off'
}

async function turnOn(account: string): Promise<PushStanding> {
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
async function turnOff(account: string): Promise<PushStanding> {
  const worker = await navigator.serviceWorker.ready
  const subscription = await worker.pushManager.getSubscription()
  if (!subscription) return 'off'
  const { endpoint } = subscription
  await subscription.unsubscribe()
  const { ask } = await line()
  await ask('/push/subscriptions', { method: 'DELETE', account, body: { endpoint } })
  return 'off'
}
