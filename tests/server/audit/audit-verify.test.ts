import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { sql } from 'kysely'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { verifyChain } from '../../../src/server/records/audit-chain.ts'
import { appendAudit } from '../../../src/server/records/audit.ts'
import { testNow } from '../../support/house.ts'
import { aDatabase, type TestDatabase } from '../../support/postgres.ts'

const script = fileURLToPath(new URL('../../../bin/audit-verify.ts', import.meta.url))
let database: TestDatabase

beforeEach(async () => {
  database = await aDatabase()
  const by = { accountId: 'a', personId: 'p', address: '127.0.0.1', device: 'Android' }
  const deed = { kind: 'unit.add', recordType: 'unit', unitId: 'unit-1' }
  for (const recordId of ['one', 'two', 'three', 'four'])
    await appendAudit(database.db, [{ ...deed, recordId, facts: { name: 'ý', n: 1.5 } }], {
      by,
      at: testNow,
    })
})

afterEach(() => database.drop())

/** As somebody who owns the whole database could. */
async function tamper(statement: string) {
  await sql.raw('alter table audit disable trigger all').execute(database.db)
  await sql.raw(statement).execute(database.db)
  await sql.raw('alter table audit enable trigger all').execute(database.db)
}

function verify(...args: string[]) {
  const env = { ...process.env, DATABASE_URL: database.url, DEMO: '0' }
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...args], {
    env,
    encoding: 'utf8',
  })
  return { status, said: stdout + stderr }
}

it('says how many lines there are and the last hash, which a later run can hold it to', async () => {
  const { status, said } = verify()
  const noted = /next run: (4:[0-9a-f]{64})/.exec(said)?.[1] ?? ''
  expect([status, said]).toEqual([0, expect.stringContaining('4 lines')])
  expect(verify(noted).status).toBe(0)
  // The whole chain built anew, as somebody with the database's own functions could.
  await tamper(`update audit set kind = 'unit.close' where number = 2`)
  await tamper(`do $$ declare line audit; before text := repeat('0', 64); begin
    for line in select * from audit order by number loop
      line.previous := before; before := audit_hash(line);
      update audit set previous = line.previous, hash = before where number = line.number;
    end loop;
    update audit_head set hash = before; end $$`)
  expect(verify().status).toBe(0)
  expect(verify(noted)).toEqual({ status: 1, said: expect.stringContaining('Line 4') as string })
})

it.each([
  ['a changed kind', `update audit set kind = 'unit.close' where number = 2`, 2],
  ['a changed figure', `update audit set facts = '{"name":"ý","n":2}' where number = 3`, 3],
  ['a line taken out', `delete from audit where number = 2`, 3],
  ['the first taken out', `delete from audit where number = 1`, 2],
  ['a new hash of its own', `update audit set kind = 'x.y', hash = 'f' where number = 1`, 1],
])('finds %s', async (_, statement, number) => {
  await tamper(statement)
  expect((await verifyChain(database.db)).broken).toBe(number)
  expect(verify()).toEqual({ status: 1, said: expect.stringContaining(`line ${number}`) as string })
})

it('finds lines that were cut off at the end', async () => {
  await tamper(`delete from audit where number > 2`)
  expect(await verifyChain(database.db)).toMatchObject({ lines: 2, broken: null, isWhole: false })
  expect(verify().status).toBe(1)
})

it('does not trust the hash function of the database', async () => {
  await tamper(`update audit set kind = 'unit.close' where number = 2`)
  await sql`create or replace function audit_hash(line audit) returns text language sql as
    $$ select line.hash $$`.execute(database.db)
  expect((await verifyChain(database.db)).broken).toBe(2)
})

it('finds an empty audit whole', async () => {
  const empty = await aDatabase()
  expect(await verifyChain(empty.db)).toEqual({
    lines: 0,
    last: { number: 0, hash: '0'.repeat(64) },
    broken: null,
    isWhole: true,
  })
  await empty.drop()
})

it('says so when what was noted can not be read', () => {
  expect(verify('120')).toEqual({
    status: 2,
    said: expect.stringContaining("can't be read") as string,
  })
})
