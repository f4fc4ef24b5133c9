import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { Device } from '../../src/client/device/door.ts'
import { binh, hoa } from '../domain/world.ts'
import { failFrom, heal } from './storage-faults.ts'
import { aDecision, aDraft, anOffice, aSend, Tablet, today } from './tablet.ts'

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: today })
})
afterEach(() => {
  heal()
  vi.useRealTimers()
})

/** Does the work again and again, and lets the machine die one operation later each time, until it gets through. */
async function dyingEverywhere(
  prepare: () => Promise<{ tablet: Tablet; act: (device: Device) => Promise<unknown> }>,
  look: (tablet: Tablet) => Promise<void>,
): Promise<number> {
  for (let n = 1; n < 2_000; n += 1) {
    const { tablet, act } = await prepare()
    const device = await tablet.open(hoa)
    const fault = failFrom(n)
    await act(device).catch(() => undefined)
    heal()
    device.close()
    await look(tablet)
    if (!fault.failed()) return n
  }
  throw new Error('It never got through.')
}

it('loses no words when the machine dies anywhere in a save', async () => {
  const times = await dyingEverywhere(
    async () => {
      const office = anOffice()
      const tablet = new Tablet()
      const device = await tablet.signIn(hoa)
      await device.synchronise(office.for(hoa))
      await device.perform(aSend('a', { title: 'Cũ' }))
      await device.keepDraft(aDraft('a', 'Mới', 1))
      device.close()
      return { tablet, act: (one) => one.perform(aSend('a', { title: 'Mới', base: 1 })) }
    },
    async (tablet) => {
      const device = await tablet.open(hoa)
      const [drafts, outbox] = [await tablet.rows(hoa, 'drafts'), await device.read.outbox()]
      expect(outbox).toHaveLength(1)
      expect([drafts.length, outbox[0]?.title]).toEqual(
        drafts.length === 0 ? [0, 'Mới'] : [1, 'Cũ'],
      )
      device.close()
    },
  )
  expect(times).toBeGreaterThan(10)
})

it('loses and doubles nothing when the machine dies anywhere in a run', async () => {
  let office = anOffice()
  const times = await dyingEverywhere(
    async () => {
      office = anOffice()
      const tablet = new Tablet()
      const device = await tablet.signIn(hoa)
      await device.synchronise(office.for(hoa))
      await device.perform(aSend('a'))
      await device.synchronise(office.for(hoa))
      const head = await new Tablet().signIn(binh)
      await head.synchronise(office.for(binh))
      await head.perform(aDecision('a', 'returned'))
      await head.synchronise(office.for(binh))
      head.close()
      await device.perform(aSend('b'))
      await device.perform(aSend('c'))
      device.close()
      return { tablet, act: (one) => one.synchronise(office.for(hoa)) }
    },
    async (tablet) => {
      const device = await tablet.open(hoa)
      const here = [...(await device.read.outbox()), ...(await device.read.sent(10))]
      expect(here.map(({ recordId }) => recordId).sort()).toEqual(['a', 'b', 'c'])
      expect(await device.synchronise(office.for(hoa))).toMatchObject({ ended: 'done', waiting: 0 })
      expect(office.effects).toHaveLength(4)
      expect(await device.read.one('a')).toMatchObject({ standing: 'returned' })
      expect(await device.read.sent(10)).toHaveLength(3)
      device.close()
    },
  )
  expect(times).toBeGreaterThan(30)
}, 60_000)
