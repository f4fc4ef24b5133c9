import { beforeEach, expect, it } from 'vitest'
import { openKnown, openDevice } from '../../src/client/device/open.ts'
import { aDraft } from '../device/tablet.ts'
import { aSession, freshMachine } from './a-notebook.ts'

beforeEach(freshMachine)

/** The page is gone before the database has anything: only what was done at once remains. */
async function typeAndGo(title: string): Promise<void> {
  const device = await openDevice(aSession())
  const going = device.keepDraft(aDraft('d', title))
  device.close()
  await going.catch(() => undefined)
}

it('takes up what was typed when the page went before the database had it', async () => {
  await typeAndGo('Chữ cuối cùng')
  const again = await openKnown(aSession().accountId)
  expect((await again?.read.one('d'))?.draft?.answers['ten']).toBe('Chữ cuối cùng')
  expect(localStorage).toHaveLength(0)
  again?.close()
})

it('leaves no note once the database has it, and never puts an older one over a newer', async () => {
  const device = await openDevice(aSession())
  await device.keepDraft(aDraft('d', 'Mới'))
  expect(localStorage).toHaveLength(0)
  const old = { ...aDraft('d', 'Cũ'), keptAt: '2020-01-01T00:00:00.000Z' }
  localStorage.setItem(`so-tay-so:spill:${aSession().accountId}:d`, JSON.stringify(old))
  device.close()
  const again = await openKnown(aSession().accountId)
  expect((await again?.read.one('d'))?.draft?.answers['ten']).toBe('Mới')
  again?.close()
})
