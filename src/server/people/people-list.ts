import { sql, type RawBuilder } from 'kysely'
import type { PeoplePage, PeopleQuery, PersonLine } from '#contract/people.ts'
import { dayOf, type Day, type Instant } from '#domain/day.ts'
import { fold, tidy } from '#domain/text.ts'
import type { Connection } from '../http/house.ts'
import { accountStanding } from './account-standing.ts'

/** Below which units the reader may see people, and how the list is narrowed. */
export interface PeopleAsked {
  readonly tops: readonly string[]
  readonly filters: PeopleQuery
  readonly at: Instant
}

/** A page of people with the counts beside its filters, sorted by unit, then as Vietnamese sort names. */
export async function peoplePage(db: Connection, asked: PeopleAsked): Promise<PeoplePage> {
  const { account, page = 1, limit = 50 } = asked.filters
  const counts = await countsOf(db, asked)
  const { rows } = await sql<PersonLine>`
    select id, version, name, salutation, username, staff_kind, unit_id, unit_name, role, main,
      account
    from (${listed(asked)}) as listed
    where ${account ?? null}::text is null or account = ${account ?? null}
    order by unit_name collate "vi-x-icu", unit_id, given_name, name collate "vi-x-icu", id
    limit ${limit} offset ${(page - 1) * limit}`.execute(db)
  return {
    people: rows,
    total: account ? counts[account] : Object.values(counts).reduce((sum, n) => sum + n, 0),
    page,
    pageSize: limit,
    counts,
    tops: await topsOf(db, asked.tops),
    serverTime: asked.at,
  }
}

async function countsOf(db: Connection, asked: PeopleAsked): Promise<PeoplePage['counts']> {
  const { rows } = await sql<{ account: keyof PeoplePage['counts']; count: number }>`
    select account, count(*)::int as count from (${listed(asked)}) as listed
    group by account`.execute(db)
  const none = { none: 0, invited: 0, active: 0, disabled: 0 }
  return { ...none, ...Object.fromEntries(rows.map(({ account, count }) => [account, count])) }
}

async function topsOf(db: Connection, ids: readonly string[]) {
  return db
    .selectFrom('unit')
    .select(['id', 'name'])
    .where('id', 'in', ids)
    .orderBy('name')
    .execute()
}

/** Everybody under all filters but that of the account. */
function listed({ tops, filters, at }: PeopleAsked): RawBuilder<unknown> {
  const { kind = null, q = '' } = filters
  return sql`
    select person.id, person.version, person.name, person.given_name, person.salutation,
      person.staff_kind, seat.unit_id, seat.role, seat.main, unit.name as unit_name,
      account.username, ${accountStanding(at)} as account
    from (${seats({ tops, filters, at })}) as seat
    join person on person.id = seat.person_id
    join unit on unit.id = seat.unit_id
    left join account on account.person_id = person.id
    where (${kind}::text is null or person.staff_kind = ${kind}) and ${isFound(q)}`
}

/** One post a person, of those that stand in the reader's part of the tree: the main one first. */
function seats({ tops, filters, at }: PeopleAsked): RawBuilder<unknown> {
  const { unit = null, under = null, role = null, left } = filters
  const day = dayOf(at)
  return sql`
    select distinct on (person_id) person_id, unit_id, role, main from post
    where unit_id in (${branch(tops)})
      and (${unit}::text is null or unit_id = ${unit})
      and (${under}::text is null or unit_id in (${branch([under ?? ''])}))
      and (${role}::text is null or role = ${role})
      and ${left ? hasLeft(day) : isOpen(day)}
    order by person_id, main desc, until_on desc nulls first, from_on desc, id`
}

function isOpen(day: Day): RawBuilder<boolean> {
  return sql`(until_on is null or until_on >= ${day}::date)`
}

/** Whoever has no post anywhere any more stands in the list of their last unit. */
function hasLeft(day: Day): RawBuilder<boolean> {
  return sql`not exists (select from post as other where other.person_id = post.person_id
    and (other.until_on is null or other.until_on >= ${day}::date))`
}

function branch(tops: readonly string[]): RawBuilder<unknown> {
  return sql`
    with recursive branch as (
      select id from unit where id = any(${[...tops]}::text[])
      union select unit.id from unit join branch on unit.parent_id = branch.id)
    select id from branch`
}

/** Each word in the name or at the beginning of the username; or all of it an identifier. */
function isFound(search: string): RawBuilder<boolean> {
  const words = fold(search).split(' ').filter(Boolean)
  if (words.length === 0) return sql`true`
  const inName = words.map((word) => {
    const plain = word.replace(/[\\%_]/g, '\\$&')
    return sql`(person.search like ${`%${plain}%`} or account.username like ${`${plain}%`})`
  })
  return sql`(${sql.join(inName, sql` and `)} or person.code = ${tidy(search)})`
}
