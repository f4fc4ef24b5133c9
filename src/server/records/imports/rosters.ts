import { sql } from 'kysely'
import type { Day } from '#domain/day.ts'
import { columnsOf } from '#domain/roster/titles.ts'
import type { RosterPerson } from '#domain/roster/judge-people.ts'
import type { RosterUnit } from '#domain/roster/find-unit.ts'
import { wordOfRole, wordOfStaffKind, wordOfUnitKind, wordsOfLevels } from '#domain/roster/words.ts'
import type { Connection } from '../../database/tables.ts'
import { unitsWithin } from '../units.ts'
import type { WrittenTable } from './written-table.ts'

/** The people below a unit in the columns of an import; what is written out reads in again as the same. */
export async function rosterOfPeople(
  db: Connection,
  under: string,
  day: Day,
): Promise<WrittenTable> {
  type Row = RosterPerson & { unitCode: string | null; unitName: string }
  const { rows } = await sql<Row>`
    select person.name, person.code, born_on, phone, staff_kind, post.role,
      unit.code as unit_code, unit.name as unit_name,
      (select username from account
        where person_id = person.id order by created_at limit 1) as username
    from post join person on person.id = post.person_id join unit on unit.id = post.unit_id
    where main and from_on <= ${day} and (until_on is null or until_on >= ${day})
      and unit.id in ${unitsWithin(under)}
    order by unit.name collate "vi-x-icu", unit.id, given_name, person.name collate "vi-x-icu"
  `.execute(db)
  return {
    titles: columnsOf.people.map(({ title }) => title),
    rows: rows.map((row) => [
      ...[row.name, row.code ?? '', asWritten(row.bornOn), row.phone ?? ''],
      row.staffKind ? wordOfStaffKind(row.staffKind) : '',
      ...[row.role ? wordOfRole(row.role) : '', row.unitCode ?? '', row.unitName],
      row.username ?? '',
    ]),
  }
}

export async function rosterOfUnits(db: Connection, under: string): Promise<WrittenTable> {
  type Row = RosterUnit & { parentCode: string | null; parentName: string | null }
  const { rows } = await sql<Row>`
    select unit.name, unit.code, unit.kind, unit.levels,
      above.code as parent_code, above.name as parent_name
    from unit join unit above on above.id = unit.parent_id
    where unit.closed_on is null and unit.id <> ${under} and unit.id in ${unitsWithin(under)}
    order by array_position(array['department', 'commune', 'school', 'site'], unit.kind),
      above.name collate "vi-x-icu", unit.name collate "vi-x-icu"`.execute(db)
  return {
    titles: columnsOf.units.map(({ title }) => title),
    rows: rows.map((row) => [
      ...[row.name, row.code ?? '', wordOfUnitKind(row.kind), wordsOfLevels(row.levels)],
      ...[row.parentCode ?? '', row.parentName ?? ''],
    ]),
  }
}

/** 16/11/1988, as Vietnamese write it. */
function asWritten(day: Day | null): string {
  return day === null ? '' : day.split('-').reverse().join('/')
}
