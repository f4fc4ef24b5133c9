import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import {
  openReceiptKey,
  recordReceiptKey,
  signReceipt,
  takeNumbers,
  verifyReceipt,
} from '../../../src/server/sync/receipts.ts'
import { aDatabase } from '../../support/postgres.ts'

let dataDir = ''

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'so-tay-so-'))
})

afterEach(() => {
  rmSync(dataDir, { recursive: true })
})

const facts = {
  number: 'BN-2026-000001',
  commandId: 'c',
  recordId: 'r',
  revision: 1,
  hash: 'h',
  receivedAt: '2026-11-16T02:00:00.000Z',
}

it('makes one key, however many start at once, and keeps it for its owner alone', async () => {
  const keys = await Promise.all(
    Array.from({ length: 6 }, () => openReceiptKey(join(dataDir, 'data'))),
  )
  expect(new Set(keys.map(({ id }) => id)).size).toBe(1)
  expect(readdirSync(join(dataDir, 'data'))).toEqual(['receipt-key.pem'])
  expect(statSync(join(dataDir, 'data/receipt-key.pem')).mode & 0o777).toBe(0o600)
  expect((await openReceiptKey(join(dataDir, 'data'))).id).toBe(keys[0]?.id)
})

it('signs what anybody can check and nobody can change', async () => {
  const key = await openReceiptKey(dataDir)
  const receipt = signReceipt(facts, key)
  expect(verifyReceipt(receipt, key.publicKey)).toBe(true)
  for (const change of [
    { number: 'BN-2026-000002' },
    { revision: 2 },
    { hash: 'x' },
    { signature: '' },
  ]) {
    expect(verifyReceipt({ ...receipt, ...change }, key.publicKey)).toBe(false)
  }
  const other = await openReceiptKey(join(dataDir, 'other'))
  expect(verifyReceipt(receipt, other.publicKey)).toBe(false)
})

it('records its public half once, and counts numbers by the year in Viet Nam', async () => {
  const { db, drop } = await aDatabase()
  const key = await openReceiptKey(dataDir)
  await recordReceiptKey(db, key)
  await recordReceiptKey(db, key)
  expect(await db.selectFrom('receiptKey').select(['id', 'publicKey']).execute()).toEqual([
    { id: key.id, publicKey: key.publicKey },
  ])
  expect(await takeNumbers(db, 2, '2026-12-31T16:59:59.999Z')).toEqual([
    'BN-2026-000001',
    'BN-2026-000002',
  ])
  expect(await takeNumbers(db, 1, '2026-12-31T17:00:00.000Z')).toEqual(['BN-2027-000001'])
  expect(await takeNumbers(db, 1, '2026-12-31T16:00:00.000Z')).toEqual(['BN-2026-000003'])
  await drop()
})
