import { sql } from 'kysely'
import type { Unit, Units } from '#domain/people/unit.ts'
import type { Connection } from '../database/tables.ts'

const columns = ['id', 'parentId', 'kind', 'name', 'levels'] as const

/** The units and all above them. */
export async function loadLineages(db: Connection, unitIds: readonly string[]): Promise<Units> {
  const line = sql<string>`(
    with recursive line as (
      select id, parent_id from unit where id = any(${[...unitIds]}::text[])
      union select unit.id, unit.parent_id from unit join line on unit.id = line.parent_id)
    select id from line)`
  return byId(await db.selectFrom('unit').select(columns).where('id', 'in', line).execute())
}

export async function loadUnits(db: Connection, unitIds: readonly string[]): Promise<Units> {
  if (unitIds.length === 0) return new Map()
  return byId(
    await db.selectFrom('unit').select(columns).where('id', 'in', unitIds).orderBy('id').execute(),
  )
}

/** The whole tree: a few thousand rows for a large province. */
export async function loadAllUnits(db: Connection): Promise<Units> {
  return byId(await db.selectFrom('unit').select(columns).execute())
}

/** A unit and all below it, as a list for `in`. */
export function unitsWithin(unitId: string) {
  return sql<string>`(
    with recursive branch as (
      select id from unit where id = ${unitId}
      union select unit.id from unit join branch on unit.parent_id = branch.id)
    select id from branch)`
}

function byId(units: readonly Unit[]): Units {
  return new Map(units.map((unit) => [unit.id, unit]))
}
