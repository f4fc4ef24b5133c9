import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addDays, dayOf, schoolYearOf } from '#domain/day.ts'
import type { QueuePage } from '#contract/queue.ts'
import type { ChangesPage } from '#contract/exchange.ts'
import { buildApp } from '../../../src/server/app.ts'
import { fillDemo } from '../../seed.ts'
import { noDist } from '../../support/app.ts'
import { signIn } from '../../support/browsing.ts'
import { aHouse, testNow } from '../../support/house.ts'
import { aDatabase, type TestDatabase } from '../../support/postgres.ts'

const clock = () => new Date(testNow)
let database: TestDatabase
let app: Awaited<ReturnType<typeof buildApp>>

beforeAll(async () => {
  database = await aDatabase()
  await fillDemo(database.db, { clock })
  app = await buildApp(aHouse(database.db, { clock }), { dist: noDist })
}, 120_000)

afterAll(async () => {
  await app.close()
  await database.drop()
})

const accounts = ['gv.hoa', 'ht.binh', 'pht.lan', 'xa.tam', 'so.mai', 'so.nam', 'ld.son', 'qt.an']
const url = (rest: string) => `/api/plans/demo-ke-hoach/${rest}`

describe('the demo department', () => {
  it.each(accounts)('lets %s in', async (username) => {
    const { ask } = await signIn(app, username)
    const { plans } = (await ask({ url: '/api/plans' })).json<{ plans: object[] }>()
    expect(plans).toHaveLength(1)
  })

  it('has 12 schools with 240 teachers and other staff', async () => {
    const { db } = database
    const schools = db.selectFrom('unit').select('id').where('kind', '=', 'school')
    expect(await schools.execute()).toHaveLength(12)
    const staff = db.selectFrom('post').select('id').where('role', 'in', ['staff', 'group-head'])
    expect(await staff.execute()).toHaveLength(240)
  })

  it('has records in every standing, at every place, over two school years', async () => {
    const rows = await database.db
      .selectFrom('submission')
      .leftJoin('unit', 'unit.id', 'submission.waitsAt')
      .select(['submission.standing', 'submission.schoolYear', 'unit.kind'])
      .distinct()
      .execute()
    const year = schoolYearOf(dayOf(testNow))
    const found = new Set(
      rows.map((row) => [row.standing, row.schoolYear, row.kind].join(' ').trim()),
    )
    for (const place of ['school', 'commune', 'department'])
      expect(found).toContain(`received ${year} ${place}`)
    for (const standing of ['accepted', 'returned', 'withdrawn']) {
      expect(found).toContain(`${standing} ${year}`)
    }
    expect(found).toContain(`accepted ${year - 1}`)
  })

  it('gives its teacher a bit of everything, and its reviewer a queue', async () => {
    const teacher = await signIn(app, 'gv.hoa')
    const { changes } = (await teacher.ask({ url: url('changes') })).json<ChangesPage>()
    const standings = changes.flatMap((one) => (one.change === 'put' ? [one.record.standing] : []))
    expect(new Set(standings)).toEqual(new Set(['accepted', 'received', 'returned', 'withdrawn']))
    for (const [who, least] of [
      ['so.mai', 20],
      ['ht.binh', 2],
      ['xa.tam', 1],
    ] as const) {
      const { ask } = await signIn(app, who)
      const { total } = (await ask({ url: url('queue?of=mine') })).json<QueuePage>()
      expect(total, who).toBeGreaterThanOrEqual(least)
    }
  })

  it('lies in no future and is whole or not there', async () => {
    const last = await database.db
      .selectFrom('submission')
      .select(({ fn }) => fn.max('lastOn').as('day'))
      .executeTakeFirst()
    expect(last?.day).toMatch(/^\d/)
    expect(String(last?.day) <= addDays(dayOf(testNow), 0)).toBe(true)
    const before = await database.db.selectFrom('receipt').select('number').execute()
    await expect(fillDemo(database.db, { clock })).rejects.toThrow()
    const after = await database.db.selectFrom('receipt').select('number').execute()
    expect(after).toHaveLength(before.length)
  })
})
