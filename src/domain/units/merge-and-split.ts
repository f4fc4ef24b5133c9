import type { Day } from '../day.ts'
import type { OfficeAct } from '../office/office-act.ts'
import { done, refused, type Outcome } from '../outcome.ts'
import type { Level } from '../people/unit.ts'
import {
  next,
  openBelow,
  withEntry,
  type OfficeUnit,
  type Succession,
  type UnitBook,
} from './unit-book.ts'
import { administered, closedBy, openRecord, readFields, tooEarly } from './unit-checks.ts'
import { levels } from './unit-fields.ts'

export interface MergeUnitsInput {
  /** The units that go into the record's own. */
  readonly from: readonly string[]
  readonly day: Day
}

export interface SplitUnitInput {
  readonly into: readonly {
    readonly id: string
    readonly name: string
    readonly code: string | null
    readonly levels: readonly Level[]
  }[]
  /** Which of the new ones keeps the records, the people and what stands below; they move on from there one by one. */
  readonly keeps: string
  readonly day: Day
}

/** Several units become part of one: its people, what stands below them and their open work go along. */
export function mergeUnits(
  book: UnitBook,
  input: MergeUnitsInput,
  act: OfficeAct,
): Outcome<UnitBook> {
  const { day } = input
  const found = openRecord(book, act, day)
  if (!found.ok) return found
  const into = found.value
  const ids = [...new Set(input.from)]
  if (ids.includes(into.id)) return refused('unit.into-itself', { item: 'from' })
  const gone: OfficeUnit[] = []
  for (const id of ids) {
    const one = mergeable(id, into, { book, act, day })
    if (!one.ok) return one
    gone.push(one.value)
  }
  const receiver = next(into, { levels: unionOf([into, ...gone]) })
  const closed = gone.map((unit) => next(unit, { closedOn: day }))
  const below = movedBelow(ids, into.id, { book, day })
  if (!below.ok) return below
  const successions = ids.map((id) => cameOut(id, into.id, { how: 'merge', day, keeps: true }))
  const units = [receiver, ...closed, ...below.value]
  return done(withEntry(book, { day, units, successions, people: { from: ids, to: into.id } }))
}

interface Merging {
  readonly book: UnitBook
  readonly act: OfficeAct
  readonly day: Day
}

function mergeable(id: string, into: OfficeUnit, { book, act, day }: Merging): Outcome<OfficeUnit> {
  const found = administered(id, book, act)
  if (!found.ok) return found
  const unfit = closedBy(found.value) ?? tooEarly(day, found.value, book)
  if (unfit) return unfit
  return found.value.kind === into.kind ? found : refused('unit.merge-kind', { item: 'from' })
}

/** The unit becomes several new ones; it is closed, and one of them keeps what was its own. */
export function splitUnit(
  book: UnitBook,
  input: SplitUnitInput,
  act: OfficeAct,
): Outcome<UnitBook> {
  const { day, into, keeps } = input
  const found = openRecord(book, act, day)
  if (!found.ok) return found
  const old = found.value
  if (old.kind === 'department' || old.kind === 'ministry') return refused('unit.split-kind')
  // The parts come to stand beside it, so the place above must be the writer's too.
  const above = administered(old.parentId ?? '', book, act)
  if (!above.ok) return refused('unit.not-yours')
  if (into.filter(({ id }) => id === keeps).length !== 1) {
    return refused('unit.split-keeper', { item: 'keeps' })
  }
  const parts = partsOf(old, input, book)
  if (!parts.ok) return parts
  const successions = into.map(({ id }) =>
    cameOut(old.id, id, { how: 'split', day, keeps: id === keeps }),
  )
  const below = movedBelow([old.id], keeps, { book, day })
  if (!below.ok) return below
  const units = [next(old, { closedOn: day }), ...parts.value, ...below.value]
  return done(withEntry(book, { day, units, successions, people: { from: [old.id], to: keeps } }))
}

/** The new units, each checked against all that are there and those before it. */
function partsOf(
  old: OfficeUnit,
  { into, day }: SplitUnitInput,
  book: UnitBook,
): Outcome<readonly OfficeUnit[]> {
  const { kind, parentId } = old
  const known = new Map(book.units)
  const parts: OfficeUnit[] = []
  for (const { id, ...fields } of into) {
    if (known.has(id)) return refused('unit.exists', { item: id })
    const facts = readFields({ kind, ...fields }, id, { ...book, units: known })
    if (!facts.ok) return refused('unit.fields', { ...facts.problem, item: id })
    const part = { id, parentId, ...facts.value, openedOn: day, closedOn: null, version: 1 }
    known.set(id, part)
    parts.push(part)
  }
  return done(parts)
}

/** What stands below goes along; what changed there since may not be written over. */
function movedBelow(
  from: readonly string[],
  to: string,
  { book, day }: Pick<Merging, 'book' | 'day'>,
): Outcome<readonly OfficeUnit[]> {
  const below = from.flatMap((id) => openBelow(id, book)).filter(({ id }) => id !== to)
  const late = below.map((unit) => tooEarly(day, unit, book)).find((problem) => problem)
  return late ?? done(below.map((unit) => next(unit, { parentId: to })))
}

function unionOf(units: readonly OfficeUnit[]): readonly Level[] {
  return levels.filter((level) => units.some((unit) => unit.levels.includes(level)))
}

function cameOut(
  fromUnitId: string,
  toUnitId: string,
  { how, day, keeps }: { how: 'merge' | 'split'; day: Day; keeps: boolean },
): Succession {
  return { fromUnitId, toUnitId, how, onDay: day, keepsRecords: keeps }
}
