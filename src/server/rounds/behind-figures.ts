import { sql, type RawBuilder } from 'kysely'
import type { BehindFigure as List, FigureName } from '#contract/rounds.ts'
import type { Day } from '#domain/day.ts'
import type { Unit, Units } from '#domain/people/unit.ts'
import type { Round } from '#domain/submission/round.ts'
import type { Connection } from '../http/house.ts'
import { hasAccount, peopleIn, type Scope } from '../records/round-scope.ts'
import { unconfirmedUnits, type Found, type Trial } from './dry-run.ts'

interface Page {
  readonly name: FigureName
  readonly from: number
}

const pageSize = 50

/** A page of those whom a figure counts. */
export async function listBehind(
  db: Connection,
  { name, from }: Page,
  { trial, found }: { trial: Trial; found: Found },
): Promise<List> {
  const rows = name.startsWith('units')
    ? unitRows(unitsBehind(name, found), { trial, found }).slice(from, from + pageSize + 1)
    : await personRows(db, { name, from }, { trial, found })
  return pageOf(rows)
}

function unitsBehind(name: FigureName, found: Found): readonly Unit[] {
  if (name === 'units') return found.units
  const ids = name === 'units-unconfirmed' ? unconfirmedUnits(found) : found.uncovered
  return found.units.filter(({ id }) => ids.has(id))
}

const vietnamese = new Intl.Collator('vi', { numeric: true })

function unitRows(
  units: readonly Unit[],
  { trial, found }: { trial: Trial; found: Found },
): List['rows'] {
  const people = new Map<string, number>()
  for (const heap of found.heaps) {
    people.set(heap.unitId, (people.get(heap.unitId) ?? 0) + heap.people)
  }
  return [...units]
    .sort((a, b) => vietnamese.compare(a.name, b.name) || (a.id < b.id ? -1 : 1))
    .map(({ id, name, parentId }) => ({
      id,
      name,
      place: trial.units.get(parentId ?? '')?.name ?? '',
      people: people.get(id) ?? 0,
    }))
}

function personRows(
  db: Connection,
  { name, from }: Page,
  { trial, found }: { trial: Trial; found: Found },
): Promise<List['rows']> {
  const where = name === 'people' ? undefined : isBehind(name, found)
  return peopleFrom(db, trial.terms, { ...trial, from, where })
}

interface Asked {
  readonly day: Day
  readonly units: Units
  readonly from: number
  readonly where: RawBuilder<boolean> | undefined
}

/** A page of those who take part, school by school, and one more where there is one. */
async function peopleFrom(
  db: Connection,
  scope: Scope,
  { from, where, ...hand }: Asked,
): Promise<List['rows']> {
  const rows = await peopleIn(db, scope, hand)
    .innerJoin('unit', 'unit.id', 'main.unitId')
    .select(['person.id', 'person.name', 'unit.name as place'])
    .$if(where !== undefined, (query) => query.where(where as RawBuilder<boolean>))
    .orderBy(sql`unit.name collate "vi-x-icu"`)
    .orderBy('unit.id')
    .orderBy('person.givenName')
    .orderBy('person.id')
    .offset(from)
    .limit(pageSize + 1)
    .execute()
  return rows.map((row) => ({ ...row, people: null }))
}

/** Those whom a round asks today, and of whom nothing has come yet. */
export async function listUnsent(
  db: Connection,
  round: Round,
  hand: Pick<Asked, 'day' | 'units' | 'from'>,
): Promise<List> {
  const where = sql<boolean>`not exists (select from submission where round_id = ${round.id}
    and author_id = main.person_id and revision > 0 and standing <> 'withdrawn')`
  const { day, units, from } = hand
  return pageOf(await peopleFrom(db, round, { day, units, from, where }))
}

function pageOf(rows: List['rows']): List {
  return { rows: rows.slice(0, pageSize), more: rows.length > pageSize }
}

function isBehind(name: FigureName, { unconfirmed: { groups, alone }, uncovered }: Found) {
  if (name === 'people-without-account') return sql<boolean>`not ${hasAccount}`
  if (name === 'people-without-instrument') {
    return sql<boolean>`main.unit_id = any(${[...uncovered]}::text[])`
  }
  const units = groups.map(({ unitId }) => unitId)
  const roles = groups.map(({ role }) => role)
  const people = alone.map(({ personId }) => personId)
  return sql<boolean>`((main.unit_id, main.role) in
      (select * from unnest(${units}::text[], ${roles}::text[]))
    or main.person_id = any(${people}::text[]))`
}
