import { sql } from 'kysely'
import type { Day } from '#domain/day.ts'
import type { UnitsThere, RosterUnit } from '#domain/roster/find-unit.ts'
import type { PeopleThere, RosterPerson } from '#domain/roster/judge-people.ts'
import type { Connection } from '../../database/tables.ts'

export interface Standpoint {
  readonly rootId: string
  readonly day: Day
  readonly unitNames: Readonly<Record<string, string>>
}

export async function loadUnitsThere(
  db: Connection,
  { rootId, unitNames }: Standpoint,
): Promise<UnitsThere> {
  const rows: RosterUnit[] = await db
    .selectFrom('unit')
    .select(['id', 'parentId', 'kind', 'name', 'levels', 'code', 'closedOn', 'version'])
    .execute()
  return { rootId, unitNames, units: new Map(rows.map((unit) => [unit.id, unit])) }
}

/** Everybody with the post where they count today; who has left has none. */
export async function loadPeopleThere(db: Connection, at: Standpoint): Promise<PeopleThere> {
  const { day } = at
  const { rows } = await sql<RosterPerson>`
    select person.id, name, code, born_on, phone, staff_kind, unit_id, role, username,
      exists (select from post where person_id = person.id and role = 'administrator'
        and (until_on is null or until_on >= ${day})) as is_administrator,
      array(select unit_id from post where person_id = person.id
        and role not in ('staff', 'group-head')
        and (until_on is null or until_on >= ${day})) as office_unit_ids,
      (select min(from_on) from post
        where person_id = person.id and main and from_on > ${day}) as next_from
    from person left join lateral (
      select username from account where person_id = person.id order by created_at limit 1) as own on true
    left join lateral (
      select unit_id, role from post
      where person_id = person.id and main and from_on <= ${day}
        and (until_on is null or until_on >= ${day})
      order by from_on desc limit 1) as post on true
    order by person.id`.execute(db)
  return { ...(await loadUnitsThere(db, at)), day, people: rows }
}
