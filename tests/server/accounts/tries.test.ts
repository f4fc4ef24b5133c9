import { afterAll, beforeEach, expect, it } from 'vitest'
import { beginTry, forgetTries } from '../../../src/server/accounts/tries.ts'
import { aDatabase } from '../../support/postgres.ts'

const database = await aDatabase()
const { db } = database
afterAll(database.drop)

const start = Date.parse('2026-11-16T02:00:00.000Z')
let at = 0
const minutes = (count: number) => {
  at += count * 60_000
}
/** The seconds that a name has to wait; nothing where the try is looked at. */
const begin = async (name: string) => {
  const tried = await beginTry(db, name, new Date(start + at))
  return tried.isBarred ? tried.seconds : undefined
}

beforeEach(async () => {
  at = 0
  await db.deleteFrom('signInTry').execute()
})

it('lets four wrong ones pass, then doubles the wait from a minute to an hour, and no further', async () => {
  for (let tries = 0; tries < 5; tries += 1) expect(await begin('hoa')).toBeUndefined()
  for (const wait of [1, 2, 4, 8, 16, 32, 60, 60, 60]) {
    expect(await begin('hoa')).toBe(wait * 60)
    minutes(wait)
    expect(await begin('hoa')).toBeUndefined()
  }
})

it('counts no try that it does not look at', async () => {
  for (let tries = 0; tries < 5; tries += 1) await begin('hoa')
  for (let tries = 0; tries < 50; tries += 1) expect(await begin('hoa')).toBe(60)
  minutes(1)
  expect(await begin('hoa')).toBeUndefined()
  expect(await begin('hoa')).toBe(120)
})

it('folds the name, and knows each name for itself', async () => {
  for (let tries = 0; tries < 5; tries += 1) await begin('hoa')
  expect(await begin(' HOA ')).toBe(60)
  expect(await begin('hoà')).toBe(60)
  expect(await begin('lan')).toBeUndefined()
})

it('forgets after a right password, and after a quiet day', async () => {
  for (let tries = 0; tries < 5; tries += 1) await begin('hoa')
  await forgetTries(db, 'Hoa', new Date(start))
  expect(await begin('hoa')).toBeUndefined()
  expect(await begin('hoa')).toBeUndefined()

  for (let tries = 0; tries < 5; tries += 1) await begin('lan')
  minutes(24 * 60 + 1)
  for (let tries = 0; tries < 5; tries += 1) expect(await begin('lan')).toBeUndefined()
  expect(await begin('lan')).toBe(60)
})

it('lets no more pass when they come all at once', async () => {
  const waits = await Promise.all(Array.from({ length: 40 }, () => begin('hoa')))
  expect(waits.filter((wait) => wait === undefined)).toHaveLength(5)
})

it('keeps no name, and throws away what is over', async () => {
  await begin('hoa')
  const rows = await db.selectFrom('signInTry').select('nameHash').execute()
  expect(rows.map(({ nameHash }) => nameHash)).toEqual([expect.stringMatching(/^[0-9a-f]{64}$/)])
  minutes(24 * 60 + 1)
  await forgetTries(db, 'lan', new Date(start + at))
  expect(await db.selectFrom('signInTry').select('tries').execute()).toEqual([])
})
