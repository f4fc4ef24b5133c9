import { sql } from 'kysely'
import type { DryRunReply, FigureName } from '#contract/rounds.ts'
import type { Day } from '#domain/day.ts'
import type { Instrument } from '#domain/instrument/instrument.ts'
import type { Role, StaffKind } from '#domain/people/person.ts'
import type { Level, Unit, Units } from '#domain/people/unit.ts'
import { unitsIn, type RoundTerms } from '#domain/rounds/terms.ts'
import { levelsOf } from '#domain/submission/round.ts'
import type { ManagementRule } from '#domain/units/management.ts'
import type { Connection } from '../http/house.ts'
import { hasAccount, peopleIn } from '../records/round-scope.ts'
import { unconfirmed, type Unconfirmed } from './confirming.ts'

/** What a dry run looks at: terms, the tree and its rules, the day on which the round opens. */
export interface Trial {
  readonly terms: RoundTerms
  readonly day: Day
  readonly units: Units
  readonly management: readonly ManagementRule[]
  readonly instrument: Instrument | undefined
}

/** People of one role and kind in a unit. */
interface Heap {
  readonly unitId: string
  readonly role: Role
  readonly staffKind: StaffKind | null
  readonly people: number
  readonly withoutAccount: number
}

/** What came of a dry run; the lists behind its figures are cut out of it. */
export interface Found {
  readonly units: readonly Unit[]
  readonly heaps: readonly Heap[]
  readonly unconfirmed: Unconfirmed
  /** The units whose levels the instrument is not made for. */
  readonly uncovered: ReadonlySet<string>
}

/** Looks who would get a round, and who would stand before a closed door. Writes nothing. */
export async function tryOut(db: Connection, trial: Trial): Promise<Found> {
  const units = unitsIn(trial.terms, trial.units)
  const made = trial.instrument?.levels ?? []
  const uncovered = units.filter(({ id }) => !isMadeFor(made, levelsOf(id, trial.units)))
  return {
    units,
    heaps: await heapsOf(db, trial),
    unconfirmed: await unconfirmed(db, { round: trial.terms, units }, trial),
    uncovered: new Set(uncovered.map(({ id }) => id)),
  }
}

/** A unit without levels, an office, may use any instrument. */
function isMadeFor(made: readonly Level[], levels: readonly Level[]): boolean {
  return made.length === 0 || levels.length === 0 || levels.some((level) => made.includes(level))
}

function heapsOf(db: Connection, { terms, ...at }: Trial): Promise<Heap[]> {
  return peopleIn(db, terms, at)
    .select(['main.unitId', 'main.role', 'person.staffKind'])
    .select(({ fn }) => [
      fn.countAll<number>().as('people'),
      sql<number>`count(*) filter (where not ${hasAccount})`.as('withoutAccount'),
    ])
    .groupBy(['main.unitId', 'main.role', 'person.staffKind'])
    .execute()
}

export function figuresOf(found: Found, { units: tree }: Trial): Omit<DryRunReply, 'list'> {
  const { units, heaps } = found
  const counts: Record<FigureName, number> = {
    units: units.length,
    people: sum(heaps),
    'units-unconfirmed': unconfirmedUnits(found).size,
    'people-unconfirmed': countUnconfirmed(found),
    'units-without-instrument': found.uncovered.size,
    'people-without-instrument': sum(heaps.filter(({ unitId }) => found.uncovered.has(unitId))),
    'people-without-account': heaps.reduce((total, heap) => total + heap.withoutAccount, 0),
  }
  const levelsAt = (id: string) => levelsOf(id, tree)
  return {
    figures: Object.entries(counts).map(([name, count]) => ({ name: name as FigureName, count })),
    unitsByKind: tally(units.map(({ kind }) => [[kind], 1])),
    unitsByLevel: tally(units.map(({ id }) => [levelsAt(id), 1])),
    peopleByKind: tally(heaps.map(({ staffKind, people }) => [[staffKind ?? 'unknown'], people])),
    peopleByLevel: tally(heaps.map(({ unitId, people }) => [levelsAt(unitId), people])),
  }
}

function sum(heaps: readonly Heap[]): number {
  return heaps.reduce((total, { people }) => total + people, 0)
}

/** A school of two levels counts in both. */
function tally(entries: readonly (readonly [readonly string[], number])[]) {
  const counts = new Map<string, number>()
  for (const [names, count] of entries) {
    for (const name of names) counts.set(name, (counts.get(name) ?? 0) + count)
  }
  return [...counts].map(([name, count]) => ({ name, count }))
}

export function unconfirmedUnits({ unconfirmed: { groups, alone } }: Found): Set<string> {
  return new Set([...groups, ...alone].map(({ unitId }) => unitId))
}

function countUnconfirmed({ heaps, unconfirmed: { groups, alone } }: Found): number {
  const stuck = new Set(groups.map(groupName))
  const inGroups = sum(heaps.filter((heap) => stuck.has(groupName(heap))))
  return inGroups + alone.length
}

function groupName({ unitId, role }: Pick<Heap, 'unitId' | 'role'>): string {
  return `${unitId}/${role}`
}
