import { sql } from 'kysely'
import type { AuditQuery } from '#contract/audit.ts'
import { addDays, endOf, type Instant } from '#domain/day.ts'
import type { Oversight } from '#domain/office/oversight.ts'
import { fold } from '#domain/text.ts'
import type { Connection } from '../http/house.ts'

/** Whose audit is asked for, and how it is narrowed. */
export interface LinesAsked {
  readonly sight: Oversight
  readonly filters: AuditQuery
}

type Chosen = ReturnType<typeof chosenLines>

/** The lines that this person may see, with the names of today. They are cut before anything is named. */
export function lineQuery(db: Connection, asked: LinesAsked, cut: (lines: Chosen) => Chosen) {
  return db
    .selectFrom(cut(chosenLines(db, asked)).as('audit'))
    .leftJoin('person as doer', 'doer.id', 'audit.personId')
    .leftJoin('unit as place', 'place.id', 'audit.unitId')
    .select(['audit.number', 'audit.at', 'audit.kind', 'audit.recordType', 'audit.recordId'])
    .select(['audit.personId', 'audit.unitId', 'doer.name as by', 'place.name as unit'])
    .select(['audit.facts', 'audit.address', 'audit.device', 'audit.hash'])
    .select(nameOfRecord.as('of'))
}

function chosenLines(db: Connection, { sight, filters }: LinesAsked) {
  const { q = '', kind, person, unit, from, until } = filters
  return db
    .selectFrom('audit')
    .selectAll('audit')
    .where(isInSight(sight))
    .$if(kind !== undefined, (query) => query.where(isOfKind(kind ?? '')))
    .$if(person !== undefined, (query) => query.where('audit.personId', '=', person ?? ''))
    .$if(unit !== undefined, (query) => query.where(isBelow([unit ?? ''])))
    .$if(from !== undefined, (query) => query.where('audit.at', '>=', beginOf(from ?? '')))
    .$if(until !== undefined, (query) => query.where('audit.at', '<', endOf(until ?? '')))
    .$if(fold(q) !== '', (query) => query.where(isFound(q)))
}

/** The first instant of a day in Viet Nam. */
function beginOf(day: string): Instant {
  return endOf(addDays(day, -1))
}

function isInSight({ unitIds, placeless }: Oversight) {
  const below = isBelow(unitIds)
  return placeless ? sql<boolean>`(audit.unit_id is null or ${below})` : below
}

function isBelow(unitIds: readonly string[]) {
  return sql<boolean>`audit.unit_id in (
    with recursive branch as (
      select id from unit where id = any(${[...unitIds]}::text[])
      union select unit.id from unit join branch on unit.parent_id = branch.id)
    select id from branch)`
}

function isOfKind(kind: string) {
  if (kind.includes('.')) return sql<boolean>`audit.kind = ${kind}`
  return sql<boolean>`starts_with(audit.kind, ${`${kind}.`})`
}

const ownerOfAccount = sql`(select name from person join account on account.person_id = person.id
  where account.id = audit.record_id)`

const nameOfRecord = sql<string | null>`case audit.record_type
  when 'unit' then (select name from unit where id = audit.record_id)
  when 'message' then (select title from message where id = audit.record_id)
  when 'round' then (select title from round where id = audit.record_id)
  when 'person' then (select name from person where id = audit.record_id)
  when 'account' then ${ownerOfAccount}
  when 'factor-set' then ${ownerOfAccount}
  when 'account-codes' then (select min(name) from person where audit.facts->'people' ? id
    having count(*) = 1)
  when 'identity-links' then ${ownerOfAccount}
  when 'submission' then (select name from person join submission on author_id = person.id
    where submission.id = audit.record_id)
  else coalesce((select name from person where id = audit.record_id),
    (select name from unit where id = audit.record_id))
  end`

/** All words in the name of who did it, or of where, or of whom or what; or all of it an id or an address. */
function isFound(search: string) {
  const patterns = fold(search)
    .split(' ')
    .map((word) => `%${word.replace(/[\\%_]/g, '\\$&')}%`)
  const fits = (column: string) => sql<boolean>`${sql.ref(column)} like all(${patterns}::text[])`
  const whole = search.trim()
  return sql<boolean>`(audit.record_id = ${whole} or audit.account_id = ${whole}
    or audit.address = ${whole}
    or audit.person_id in (select id from person where ${fits('person.search')})
    or audit.unit_id in (select id from unit where ${fits('unit.search')})
    or audit.record_type = 'unit'
      and audit.record_id in (select id from unit where ${fits('unit.search')})
    or audit.record_type = 'person'
      and audit.record_id in (select id from person where ${fits('person.search')})
    or audit.record_type = 'account' and audit.record_id in (
      select account.id from account join person on person.id = account.person_id
      where ${fits('person.search')})
    or audit.record_type = 'account-codes' and exists (
      select from person where audit.facts->'people' ? id and ${fits('person.search')})
    or audit.record_type = 'submission' and audit.record_id in (
      select submission.id from submission join person on person.id = submission.author_id
      where ${fits('person.search')}))`
}
