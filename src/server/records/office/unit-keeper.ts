import { sql, type Transaction } from 'kysely'
import { addDays } from '#domain/day.ts'
import type { Level } from '#domain/people/unit.ts'
import { fold } from '#domain/text.ts'
import { dawn } from '#domain/units/history.ts'
import type { Entry, OfficeUnit, UnitBook } from '#domain/units/unit-book.ts'
import type { Database } from '../../database/tables.ts'
import { loadBook } from '../unit-book.ts'
import type { Keeper } from './keeper.ts'
import { movePeople } from './move-people.ts'

/** Keeps the tree: what each unit is today, and beside it what it was. */
export const unitKeeper: Keeper<UnitBook> = {
  load: loadBook,

  async save(trx, { before, after }) {
    const { entry } = after
    const [own] = entry?.units ?? []
    if (!entry || !own) throw new Error('a rule about units wrote nothing')
    for (const unit of entry.units) await writeUnit(trx, unit, { before, entry })
    if (entry.successions.length > 0) {
      await trx
        .insertInto('unitSuccession')
        .values([...entry.successions])
        .execute()
    }
    const moved = entry.people && entry.day ? await movePeople(trx, entry.people, entry.day) : 0
    return { version: own.version, unitId: own.id, facts: factsOf(entry, moved) }
  },
}

function factsOf({ day, units, successions }: Entry, people: number) {
  const gone = successions.map(({ fromUnitId }) => fromUnitId)
  const came = successions.map(({ toUnitId }) => toUnitId)
  return {
    day,
    units: units.length,
    ...(units[0] && { parent: units[0].parentId }),
    ...(successions.length > 0 && { from: [...new Set(gone)], to: [...new Set(came)], people }),
  }
}

interface Writing {
  readonly before: UnitBook
  readonly entry: Entry
}

async function writeUnit(trx: Transaction<Database>, unit: OfficeUnit, { before, entry }: Writing) {
  const { id, levels, ...rest } = unit
  const row = { ...rest, levels: [...levels], search: fold(unit.name) }
  const was = before.units.get(id)
  if (was) await trx.updateTable('unit').set(row).where('id', '=', id).execute()
  else
    await trx
      .insertInto('unit')
      .values({ id, ...row })
      .execute()
  await writeVersion(trx, unit, { was, day: entry.day ?? dawn })
}

interface Change {
  readonly was: OfficeUnit | undefined
  readonly day: string
}

/** Ends what the unit was on the day before, and begins what it is; a change of the same day counts as one. */
async function writeVersion(trx: Transaction<Database>, unit: OfficeUnit, { was, day }: Change) {
  if (was) await writeFirstVersion(trx, was)
  await trx
    .deleteFrom('unitVersion')
    .where('unitId', '=', unit.id)
    .where('fromOn', '>=', day)
    .execute()
  await trx
    .updateTable('unitVersion')
    .set({ untilOn: addDays(day, -1) })
    .where('unitId', '=', unit.id)
    .where(({ or, eb }) => or([eb('untilOn', 'is', null), eb('untilOn', '>=', day)]))
    .execute()
  if (unit.closedOn === null && !(await goesOn(trx, unit, day))) await insertVersion(trx, unit, day)
}

/** A change that was taken back leaves no trace but in the audit: what was before goes on. */
async function goesOn(trx: Transaction<Database>, unit: OfficeUnit, day: string): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('unitVersion')
    .set({ untilOn: null })
    .where('unitId', '=', unit.id)
    .where('untilOn', '=', addDays(day, -1))
    .where('parentId', 'is not distinct from', unit.parentId)
    .where('name', '=', unit.name)
    .where('code', 'is not distinct from', unit.code)
    .where('levels', '=', sql<Level[]>`${[...unit.levels]}::text[]`)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/** Of a unit that nobody has changed yet, nothing but its row says what it was. */
async function writeFirstVersion(trx: Transaction<Database>, was: OfficeUnit) {
  const first = await trx
    .selectFrom('unitVersion')
    .select('fromOn')
    .where('unitId', '=', was.id)
    .executeTakeFirst()
  if (!first) await insertVersion(trx, was, was.openedOn ?? dawn)
}

async function insertVersion(trx: Transaction<Database>, unit: OfficeUnit, fromOn: string) {
  const { id: unitId, parentId, kind, name, levels, code } = unit
  await trx
    .insertInto('unitVersion')
    .values({ unitId, fromOn, untilOn: null, parentId, kind, name, levels: [...levels], code })
    .execute()
}
