import { afterAll, beforeAll, expect, it } from 'vitest'
import { enter } from '../support/acts.ts'
import { aPerson, phone, unexpected, type Person } from '../support/browser.ts'
import { aServedDemo, type Served } from '../support/served.ts'

let served: Served
let person: Person

beforeAll(async () => {
  served = await aServedDemo()
  person = await aPerson({ viewport: phone })
  await enter(person.page, served.line.origin, 'gv.hoa')
  await person.page.evaluate(async () => {
    await navigator.serviceWorker.ready
  })
})

afterAll(async () => {
  await person.close()
  await served.close()
})

/** What the browser shows now: titles and texts. */
const shown = () =>
  person.page.evaluate(async () => {
    const worker = await navigator.serviceWorker.ready
    const all = await worker.getNotifications()
    return all.map(({ title, body, data }) => ({ title, body, data: data as unknown }))
  })

/** As the browser's push service would, with these bytes. */
async function deliver(data: string): Promise<void> {
  const { context, page } = person
  const { origin } = served.line
  const talk = await context.newCDPSession(page)
  const found = new Promise<string>((resolve) => {
    talk.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
      const [first] = registrations
      if (first) resolve(first.registrationId)
    })
  })
  await talk.send('ServiceWorker.enable')
  const registrationId = await found
  await talk.send('ServiceWorker.deliverPushMessage', { origin, registrationId, data })
  await talk.detach()
}

/** What is shown of it. A worker that was just being started may miss a message: the browser sends none again, we do. */
async function delivered(data: string) {
  if ((await shown()).length === 0) await deliver(data)
  return shown()
}

it('asks for nothing by itself, and offers notifications by a button', async () => {
  const { page } = person
  await page.goto(`${served.line.origin}/messages`)
  await page.getByRole('button', { name: 'Bật thông báo' }).waitFor()
  expect(await page.evaluate(() => Notification.permission)).not.toBe('granted')
})

it.each(['{"kind":"message"}', 'Họp kín ở nhà cô Hoa', ''])(
  'shows that there is news for every push, and nothing of what came: %j',
  async (data) => {
    const { context, page } = person
    await context.grantPermissions(['notifications'], { origin: served.line.origin })
    await page.goto(`${served.line.origin}/messages`)
    await expect.poll(() => page.evaluate(() => Notification.permission)).toBe('granted')
    await expect
      .poll(() => delivered(data), { timeout: 20_000, interval: 1_000 })
      .toEqual([
        {
          ...{ title: 'Sổ tay số: có tin mới', body: 'Thầy cô mở sổ để xem.' },
          data: { path: '/messages' },
        },
      ])
    await page.evaluate(async () => {
      const worker = await navigator.serviceWorker.ready
      for (const one of await worker.getNotifications()) one.close()
    })
    await expect.poll(shown, { timeout: 10_000 }).toEqual([])
  },
)

it('breaks nothing on the way', () => {
  expect(unexpected(person.complaints)).toEqual([])
})
