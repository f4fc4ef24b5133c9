import { sql } from 'kysely'
import { afterAll, expect, it } from 'vitest'
import { appendAudit } from '../../../src/server/records/audit.ts'
import { testNow } from '../../support/house.ts'
import { aDatabase } from '../../support/postgres.ts'

const { db, drop } = await aDatabase()
afterAll(drop)

const by = { accountId: null, personId: null, address: '127.0.0.1', device: 'Android, Chrome' }
const deed = { kind: 'unit.add', recordType: 'unit', recordId: 'unit-1' }

it('chains each line to the one before, also when many write at once', async () => {
  await Promise.all(
    Array.from({ length: 20 }, () =>
      db.transaction().execute((trx) => appendAudit(trx, [deed, deed], { by, at: testNow })),
    ),
  )
  const { rows } = await sql<{ broken: number; lines: number }>`
    select count(*)::int as lines, count(*) filter (where hash <> audit_hash(audit.*)
      or previous <> coalesce((select hash from audit before where before.number = audit.number - 1),
        repeat('0', 64)))::int as broken from audit`.execute(db)
  expect(rows).toEqual([{ lines: 40, broken: 0 }])
})

it('is append-only', async () => {
  await expect(sql`update audit set kind = 'unit.close'`.execute(db)).rejects.toThrow(/append-only/)
  await expect(sql`delete from audit`.execute(db)).rejects.toThrow(/append-only/)
})
