import { sql } from 'kysely'
import type { Day } from '#domain/day.ts'
import type { UnitVersion } from '#domain/units/history.ts'
import type { OfficeUnit, Succession, UnitBook } from '#domain/units/unit-book.ts'
import type { Connection } from '../database/tables.ts'
import type { Asked } from './office/keeper.ts'

const unitColumns = ['id', 'parentId', 'kind', 'name', 'levels', 'code'] as const
const lifeColumns = ['openedOn', 'closedOn', 'version'] as const

/** Every unit with what the rules must know of it: a few thousand rows for a large province. */
export async function loadBook(db: Connection, { act }: Asked): Promise<UnitBook> {
  const units = await loadOfficeUnits(db)
  const gone = await db.selectFrom('unitSuccession').select('fromUnitId').distinct().execute()
  return {
    units,
    people: await peopleOf(db, act.recordId),
    since: await sinceOf(db),
    succeeded: new Set(gone.map(({ fromUnitId }) => fromUnitId)),
  }
}

export async function loadOfficeUnits(db: Connection): Promise<ReadonlyMap<string, OfficeUnit>> {
  const rows = await db.selectFrom('unit').select(unitColumns).select(lifeColumns).execute()
  return new Map(rows.map((unit) => [unit.id, unit]))
}

/** The unit's successions and those of the units that it came from, at any depth, either way. */
export async function loadSuccessions(db: Connection): Promise<Succession[]> {
  return db
    .selectFrom('unitSuccession')
    .select(['fromUnitId', 'toUnitId', 'how', 'onDay', 'keepsRecords'])
    .orderBy('onDay')
    .orderBy('fromUnitId')
    .orderBy('toUnitId')
    .execute()
}

/** What a unit was, newest first; nothing for one that has always been what it is. */
export async function loadVersions(db: Connection, unitId: string): Promise<UnitVersion[]> {
  return db
    .selectFrom('unitVersion')
    .select(['unitId', 'fromOn', 'untilOn', 'parentId', 'kind', 'name', 'levels', 'code'])
    .where('unitId', '=', unitId)
    .orderBy('fromOn', 'desc')
    .execute()
}

/** The tree as it was: every version that there is. */
export async function loadEveryVersion(db: Connection): Promise<UnitVersion[]> {
  return db
    .selectFrom('unitVersion')
    .select(['unitId', 'fromOn', 'untilOn', 'parentId', 'kind', 'name', 'levels', 'code'])
    .execute()
}

/** The last day of each person of a unit. */
async function peopleOf(db: Connection, unitId: string): Promise<(Day | null)[]> {
  const rows = await db
    .selectFrom('post')
    .select(
      sql<Day | null>`case when bool_or(until_on is null) then null else max(until_on) end`.as(
        'day',
      ),
    )
    .where('unitId', '=', unitId)
    .groupBy('personId')
    .execute()
  return rows.map(({ day }) => day)
}

/** The day on which the newest version begins, or the unit was closed. */
async function sinceOf(db: Connection): Promise<ReadonlyMap<string, Day>> {
  const versions = await db
    .selectFrom('unitVersion')
    .select('unitId')
    .select((eb) => eb.fn.max<Day>('fromOn').as('day'))
    .groupBy('unitId')
    .execute()
  const closed = await db
    .selectFrom('unit')
    .select(['id as unitId', 'closedOn as day'])
    .where('closedOn', 'is not', null)
    .execute()
  return new Map([...versions, ...closed].map(({ unitId, day }) => [unitId, day as Day]))
}
