import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { endPush } from '../../../src/client/state/push-here.ts'

const asked: string[] = []
vi.mock('../../../src/client/api/request.ts', () => ({
  ask: (path: string, { method = 'GET', body }: { method?: string; body?: object }) => {
    asked.push(`${method} ${path} ${JSON.stringify(body)}`)
    return Promise.resolve({ ok: true })
  },
}))

const unsubscribe = vi.fn(() => Promise.resolve(true))
let subscription: object | null = null

beforeEach(() => {
  asked.length = 0
  subscription = { endpoint: 'https://push.example/1', unsubscribe }
  const worker = { pushManager: { getSubscription: () => Promise.resolve(subscription) } }
  vi.stubGlobal('PushManager', vi.fn())
  vi.stubGlobal('Notification', { permission: 'granted' })
  const serviceWorker = {
    ready: Promise.resolve(worker),
    getRegistration: () => Promise.resolve(worker),
  }
  Object.defineProperty(navigator, 'serviceWorker', { configurable: true, value: serviceWorker })
})
afterEach(() => {
  vi.unstubAllGlobals()
  unsubscribe.mockClear()
  Reflect.deleteProperty(navigator, 'serviceWorker')
})

it('tells a browser whose person signs out of nothing more, here and at the server', async () => {
  await endPush('account-1')
  expect(unsubscribe).toHaveBeenCalledOnce()
  expect(asked).toEqual(['DELETE /push/subscriptions {"endpoint":"https://push.example/1"}'])
})

it('asks nothing where nothing was turned on', async () => {
  subscription = null
  await endPush('account-1')
  expect(asked).toEqual([])
})
