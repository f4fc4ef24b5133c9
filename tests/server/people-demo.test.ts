import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aDatabase, type TestDatabase } from '../support/postgres.ts'
import { fillDemo } from '../seed.ts'

let database: TestDatabase

beforeAll(async () => {
  database = await aDatabase()
  const begun = Date.now()
  await fillDemo(database.db)
  process.stdout.write(`seed ${Date.now() - begun} ms\n`)
}, 60_000)

afterAll(() => database.drop())

describe('the demo department', () => {
  it('has records in every standing, over two school years', async () => {
    const rows = await database.db
      .selectFrom('submission')
      .select(['standing', 'schoolYear', 'waitsAt'])
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .groupBy(['standing', 'schoolYear', 'waitsAt'])
      .orderBy('standing')
      .execute()
    console.log(rows)
    expect(new Set(rows.map(({ standing }) => standing))).toEqual(
      new Set(['received', 'returned', 'accepted', 'withdrawn']),
    )
  })
})
