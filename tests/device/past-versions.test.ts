import { Dexie } from 'dexie'
import { readFileSync } from 'node:fs'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { accountsHere } from '../../src/client/device/open.ts'
import { hoa } from '../domain/world.ts'
import { anOffice, Tablet, today } from './tablet.ts'

interface Past {
  readonly stores: Record<string, string>
  readonly rows: Record<string, readonly object[]>
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: today })
})
afterEach(() => {
  vi.useRealTimers()
})

function leftBy(version: number): Record<string, Past> {
  const file = new URL(`./past/version-${version}.json`, import.meta.url)
  return JSON.parse(readFileSync(file, 'utf8')) as Record<string, Past>
}

/** Makes the databases of an older app, as they were left on a device. */
async function leave(databases: Record<string, Past>, version: number): Promise<void> {
  for (const [name, { stores, rows }] of Object.entries(databases)) {
    const db = new Dexie(name)
    db.version(version).stores(stores)
    for (const [table, left] of Object.entries(rows)) await db.table(table).bulkAdd(left)
    db.close()
  }
}

it.each([1])('opens what version %i left, with all that was in it', async (version) => {
  const tablet = new Tablet()
  await tablet.on(() => leave(leftBy(version), version))
  const device = await tablet.open(hoa)
  expect(await accountsHere()).toMatchObject([{ accountId: 'account-hoa', locked: false }])
  const mine = await device.read.mine()
  expect(Object.fromEntries(mine.map(({ id, standing }) => [id, standing]))).toEqual({
    a: 'received',
    b: 'queued',
    c: 'draft',
  })
  expect(await device.read.sent(10)).toMatchObject([{ title: 'Đã gửi' }])
  expect(await device.read.note('x')).toMatchObject({ comment: 'Ghi chú' })
  await device.restoreDraft('d')
  expect(await device.read.one('d')).toMatchObject({ draft: { answers: { ten: 'Đã bỏ' } } })
  const office = anOffice()
  expect(await device.synchronise(office.for(hoa))).toMatchObject({ ended: 'done' })
  expect(office.records.get('b')?.submission.revisions).toHaveLength(1)
})
