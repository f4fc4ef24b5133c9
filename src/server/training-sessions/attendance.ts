import { sql } from 'kysely'
import type { Attendance, Attendant } from '#contract/training-sessions.ts'
import { keysOf, personKey } from '#domain/people/access.ts'
import { fold } from '#domain/text.ts'
import {
  mayHold,
  schoolsIn,
  type TrainingSession,
} from '#domain/training-sessions/training-session.ts'
import { keyList } from '../records/key-list.ts'
import { namesOf } from '../records/names.ts'
import type { Asking } from './list-sessions.ts'

/** The list of who came met with the records, of the people that the asker may see. */
export async function attendanceOf(
  asking: Asking,
  session: TrainingSession,
  search: string,
): Promise<Attendance> {
  const heads = mayHold(session.unitId, asking) ? session.unitIds : schoolsIn(session, asking)
  const marked = await presentOf(asking, session.id, heads)
  const written = await recordsOf(asking, session.id, heads)
  const attendants = met(marked, written)
  const others = await othersOf(asking, session, {
    heads,
    search,
    known: attendants.map(({ personId }) => personId),
  })
  const { people, units } = await namesOf(asking.db, {
    people: [...attendants, ...others].map(({ personId }) => personId),
    units: attendants.flatMap(({ unitId }) => unitId ?? []),
    day: asking.day,
  })
  return {
    attendants,
    others: others.slice(0, shown),
    moreOthers: others.length > shown,
    people,
    units: units as Attendance['units'],
    serverTime: asking.at,
  }
}

const shown = 60

interface Marked {
  readonly personId: string
  readonly unitId: string
}

type Written = Marked & { readonly record: NonNullable<Attendant['record']> }

/** Present with a record, present without, and with a record without being on the list. */
function met(marked: readonly Marked[], written: readonly Written[]): Attendant[] {
  const present = new Set(marked.map(({ personId }) => personId))
  const wrote = new Set(written.map(({ personId }) => personId))
  return [
    ...written.map((one) => ({ ...one, present: present.has(one.personId) })),
    ...marked
      .filter(({ personId }) => !wrote.has(personId))
      .map((one) => ({ ...one, present: true, record: null })),
  ]
}

/** The units at the heads and below them. */
function branches(heads: readonly string[]) {
  return sql`(with recursive branch as (
    select id from unit where id = any(${[...heads]}::text[])
    union select unit.id from unit join branch on unit.parent_id = branch.id)
    select id from branch)`
}

/** Everybody's main post of the day. */
function mainPosts(day: string) {
  return sql`(select distinct on (person_id) person_id, unit_id, role from post
    where from_on <= ${day}::date and (until_on is null or until_on >= ${day}::date)
    order by person_id, main desc, id)`
}

async function presentOf({ db, day }: Asking, sessionId: string, heads: readonly string[]) {
  const { rows } = await sql<Marked>`
    select presence.person_id, post.unit_id from training_presence presence
    join ${mainPosts(day)} post on post.person_id = presence.person_id
    where presence.session_id = ${sessionId} and post.unit_id in ${branches(heads)}
    order by presence.person_id`.execute(db)
  return rows
}

/** The records whose newest revision names the session. What they say is for who may read them. */
async function recordsOf(asking: Asking, sessionId: string, heads: readonly string[]) {
  const { db, by, day } = asking
  const keys = keysOf(by, day)
  const posts = keys.filter((key) => key !== personKey(by.personId))
  const { rows } = await sql<Marked & NonNullable<Attendant['record']>>`
    select author_id as person_id, unit_id, id, standing, submission.revision,
      revision.scanned_at is not null as scanned,
      deciders && ${keyList(posts)} and author_id <> ${by.personId} as mine,
      case when readers && ${keyList(keys)} then title else '' end as title,
      case when readers && ${keyList(keys)} then periods end as periods
    from revision join submission on submission.id = revision.submission_id
      and submission.revision = revision.no
    where revision.training_session_id = ${sessionId} and standing <> 'withdrawn'
      and unit_id in ${branches(heads)}
    order by author_id`.execute(db)
  return rows.map(({ personId, unitId, ...record }) => ({ personId, unitId, record }))
}

interface Sought {
  readonly heads: readonly string[]
  readonly search: string
  /** Who is on the list already. */
  readonly known: readonly string[]
}

/** Who could still be marked, by name as Vietnamese lists sort; one more than is shown where there is one. */
async function othersOf(
  { db, day }: Asking,
  { roundId }: TrainingSession,
  { heads, search, known }: Sought,
) {
  const words = fold(search).split(' ').filter(Boolean)
  const patterns = words.map((word) => `%${word.replace(/[\\%_]/g, '\\$&')}%`)
  const { rows } = await sql<Marked>`
    select person.id as person_id, post.unit_id from ${mainPosts(day)} post
    join person on person.id = post.person_id
    where post.unit_id in ${branches(heads)}
      and post.role = any((select roles from round where id = ${roundId})::text[])
      and person.id <> all(${[...known]}::text[])
      and person.search like all(${patterns}::text[])
    order by person.given_name, person.name collate "vi-x-icu", person.id
    limit ${shown + 1}`.execute(db)
  return rows
}
