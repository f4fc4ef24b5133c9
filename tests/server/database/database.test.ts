import { sql, type Kysely } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'

import { connect } from '../../../src/server/database/connect.ts'
import { refuseUnfit } from '../../../src/server/database/fitness.ts'
import { migrateToLatest } from '../../../src/server/database/migrate.ts'
import type { Database } from '../../../src/server/database/tables.ts'
import { aDatabase, type TestDatabase } from '../../support/postgres.ts'

let database: TestDatabase

beforeAll(async () => {
  database = await aDatabase()
})

afterAll(() => database.drop())

async function one(db: Kysely<Database>, question: ReturnType<typeof sql>) {
  return (await question.execute(db)).rows[0]
}

it('gives days as days, instants as ISO in UTC, numbers as numbers, JSON as it was written', async () => {
  const question = sql`
    select date '2028-02-29' as last_day, timestamptz '2026-05-31 23:59:59.5+07' as sent_at,
      9007199254740991::int8 as event_number, 7.25::numeric as score_points, null::date as no_day,
      '{"so_tiet": {"truc_tiep": 3}}'::jsonb as answers_given`
  expect(await one(database.db, question)).toEqual({
    lastDay: '2028-02-29',
    sentAt: '2026-05-31T16:59:59.500Z',
    eventNumber: 9007199254740991,
    scorePoints: 7.25,
    noDay: null,
    answersGiven: { so_tiet: { truc_tiep: 3 } },
  })
})

it('lets servers that start together take turns at migrating', async () => {
  const url = new URL(database.url)
  const name = `${url.pathname.slice(1)}_bare`
  await sql`create database ${sql.id(name)}`.execute(database.db)
  url.pathname = `/${name}`
  const servers = [connect(url.href), connect(url.href), connect(url.href)] as const
  await Promise.all(servers.map(migrateToLatest))
  const applied = await one(
    servers[0],
    sql`select count(*) = count(distinct name) as once from kysely_migration`,
  )
  expect(applied).toEqual({ once: true })
  for (const db of servers) await db.destroy()
  await sql`drop database ${sql.id(name)}`.execute(database.db)
})

it('refuses a database that a newer version has upgraded', async () => {
  await sql`insert into kysely_migration values ('9999-01-01-from-the-future', '2026-11-21T00:00:00.000Z')`.execute(
    database.db,
  )
  await expect(migrateToLatest(database.db)).rejects.toThrow(/phiên bản mới hơn[^]*newer version/)
  await sql`delete from kysely_migration where name like '9999%'`.execute(database.db)
})

it('says what is wrong with a database that cannot be reached, without its password', async () => {
  const db = connect('postgres://so:mat-khau@127.0.0.1:1/so')
  const refusal = refuseUnfit(db)
  await expect(refusal).rejects.toThrow(/DATABASE_URL/)
  await expect(refusal).rejects.not.toThrow(/mat-khau/)
  await db.destroy()
})

it('lives through a restart of its sessions', async () => {
  const db = connect(database.url, { max: 1 })
  await sql`select 1`.execute(db)
  await sql`select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid()`.execute(database.db)
  await expect
    .poll(() => one(db, sql`select 1 as there`).catch(() => undefined))
    .toEqual({ there: 1 })
  await db.destroy()
})
