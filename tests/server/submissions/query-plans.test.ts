import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { QueueQuery } from '#contract/queue.ts'
import { keysOf } from '#domain/people/access.ts'
import { aDepartment, type TestDepartment } from '../../builders/department.ts'
import { anActor, type Someone } from '../../builders/people.ts'
import { aDatabase, type TestDatabase } from '../../support/postgres.ts'
import { rowQuery, tallyQuery } from '../../../src/server/submissions/queue-rows.ts'
import { heldQuery, leftQuery } from '../../../src/server/sync/changes.ts'

let database: TestDatabase
let world: TestDepartment
const rows = 50_000

beforeAll(async () => {
  database = await aDatabase()
  world = await aDepartment(database.db)
  await fill()
}, 120_000)

afterAll(() => database.drop())

/** A department's year: 500 schools in 100 communes, 20 teachers each, five records a teacher. */
async function fill() {
  const { db } = database
  const { so, commune, school } = world.units
  await sql`insert into unit (id, parent_id, kind, name, search)
    select 'x' || n, ${so.id}, 'commune', 'Xã ' || n, 'xa ' || n from generate_series(1, 99) n`.execute(
    db,
  )
  await sql`insert into unit (id, parent_id, kind, name, search)
    select 't' || n, case when n % 100 = 0 then ${commune.id} else 'x' || n % 100 end,
      'school', 'Trường ' || n, 'truong ' || n from generate_series(1, 499) n`.execute(db)
  await sql`insert into person (id, name, search)
    select 'p' || n, 'Nguyễn Văn ' || n, 'nguyen van ' || n from generate_series(1, 10000) n`.execute(
    db,
  )
  await sql`insert into submission (id, plan_id, round_id, author_id, unit_id, standing, step, route,
      revision, event, readers, holders, deciders, waits_at, sent_at, title, search, periods)
    select 's' || n, ${world.plan.id}, ${world.round.id}, author, unit,
      case when n % 50 < 2 then 'received' else 'accepted' end, 1, '[]', 1, n,
      array['person:' || author, unit || '/principal', unit || '/deputy', ${so.id} || '/reviewer'],
      array['person:' || author, unit || '/principal', unit || '/deputy'],
      case n % 50 when 0 then array[${so.id} || '/reviewer'] when 1 then array[unit || '/principal'] else '{}' end,
      null, timestamptz '2026-06-01' + n * interval '1 minute', 'Khóa ' || n, 'khoa ' || n, 2
    from (select n, 'p' || n % 10000 + 1 as author,
        case n % 500 when 0 then ${school.id} else 't' || n % 500 end as unit
      from generate_series(1, ${sql.lit(rows)}) n) as given`.execute(db)
  await sql`alter table change disable trigger stamp_event`.execute(db)
  await sql`insert into change (plan_id, event, submission_id, kind, command_id, by_id, audience, at)
    select plan_id, event, id, 'submission.send', id, author_id, holders, sent_at
    from submission`.execute(db)
  await sql`update plan_event set last_event = ${rows}`.execute(db)
  await sql`analyze`.execute(db)
}

interface Explained {
  explain(format: 'json'): Promise<Record<string, unknown>[]>
}

/** How PostgreSQL reaches a table: 'Index Scan submission_sent'. */
async function waysOf(query: Explained): Promise<string[]> {
  const ways: string[] = []
  const look = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return
    const {
      'Node Type': type,
      'Relation Name': table,
      'Index Name': index,
    } = node as Record<string, unknown>
    if (String(type).includes('Scan')) ways.push([type, index ?? table].map(String).join(' '))
    Object.values(node).forEach(look)
  }
  look(await query.explain('json'))
  return ways
}

function asked(someone: Someone, filters: QueueQuery) {
  const keys = keysOf(anActor(someone), '2026-11-16')
  return { planId: world.plan.id, personId: someone.id, keys, filters }
}

function queue(someone: Someone, filters: QueueQuery) {
  return rowQuery(database.db, asked(someone, filters), { after: undefined, limit: 50 })
}

function cursor(someone: Someone, event: number) {
  const keys = [...keysOf(anActor(someone), '2026-11-16')]
  return { planId: world.plan.id, cursor: { epoch: '', event, since: 0, keys }, limit: 200 }
}

it.each([
  [
    "the head's own turn",
    () => queue(world.people.principal, { of: 'mine' }),
    /submission_(deciders|readers)/,
  ],
  [
    'all that the head may read',
    () => queue(world.people.principal, { of: 'all' }),
    /submission_readers/,
  ],
  [
    "the Sở's own turn",
    () => queue(world.people.reviewer, { of: 'mine' }),
    /submission_(deciders|sent)/,
  ],
  [
    'all of the Sở, oldest first',
    () => queue(world.people.reviewer, { of: 'all' }),
    /submission_sent/,
  ],
  [
    'all of the Sở, newest first',
    () => queue(world.people.reviewer, { of: 'all', sort: 'newest' }),
    /submission_sent/,
  ],
  [
    "the head's counts",
    () => tallyQuery(database.db, asked(world.people.principal, {})),
    /submission_readers/,
  ],
  [
    'a first pull',
    () => heldQuery(database.db, cursor(world.people.principal, 0)),
    /submission_holders/,
  ],
  [
    'a pull with nothing new',
    () => heldQuery(database.db, cursor(world.people.principal, rows)),
    /submission_(event|holders)/,
  ],
  [
    'what left, of a while',
    () => leftQuery(database.db, cursor(world.people.principal, rows - 500)),
    /change_(event|audience)/,
  ],
  [
    'what left, of a year',
    () => leftQuery(database.db, cursor(world.people.principal, 0)),
    /change_audience/,
  ],
])('reads %s by an index', async (_, query, index) => {
  const ways = await waysOf(query())
  expect(ways.join(', ')).toMatch(index)
  expect(ways.filter((way) => /^Seq Scan (submission|change)/.test(way))).toEqual([])
})
