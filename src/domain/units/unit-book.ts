import type { Day } from '../day.ts'
import type { Unit } from '../people/unit.ts'

/** A unit as the office keeps it. */
export interface OfficeUnit extends Unit {
  /** The identifier of the sector database: unique, and never given to another. */
  readonly code: string | null
  readonly openedOn: Day | null
  /** The first day without it. */
  readonly closedOn: Day | null
  readonly version: number
}

/** That a unit came out of another one. */
export interface Succession {
  readonly fromUnitId: string
  readonly toUnitId: string
  readonly how: 'merge' | 'split'
  readonly onDay: Day
  /** Whose heads act for the unit that is gone. */
  readonly keepsRecords: boolean
}

/** All units with what a rule must know of each; what the rule wants written is its entry. */
export interface UnitBook {
  readonly units: ReadonlyMap<string, OfficeUnit>
  /** The last day of each person who has or had a post in the record's own unit; none where it is open. */
  readonly people: readonly (Day | null)[]
  /** Since when each unit is what it is; a change before that day would rewrite history. */
  readonly since: ReadonlyMap<string, Day>
  /** Units that went into others, or were split. */
  readonly succeeded: ReadonlySet<string>
  readonly entry?: Entry
}

/** What is written: the units as they are from the day on, the record's own first. */
export interface Entry {
  /** None for a unit that has been there since before anybody knows. */
  readonly day: Day | null
  readonly units: readonly OfficeUnit[]
  readonly successions: readonly Succession[]
  /** Whose open posts move, and where to. */
  readonly people?: { readonly from: readonly string[]; readonly to: string }
}

export function withEntry(
  book: UnitBook,
  entry: Omit<Entry, 'successions'> & Partial<Entry>,
): UnitBook {
  return { ...book, entry: { successions: [], ...entry } }
}

/** The same unit in its next version. */
export function next(unit: OfficeUnit, change: Partial<OfficeUnit>): OfficeUnit {
  return { ...unit, ...change, version: unit.version + 1 }
}

/** The units directly below that are open. */
export function openBelow(unitId: string, book: UnitBook): readonly OfficeUnit[] {
  return [...book.units.values()].filter(
    ({ parentId, closedOn }) => parentId === unitId && closedOn === null,
  )
}
