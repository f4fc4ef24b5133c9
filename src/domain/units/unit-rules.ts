import type { Day } from '../day.ts'
import type { OfficeAct } from '../office/office-act.ts'
import { done, refused, type Outcome } from '../outcome.ts'
import { isWithin, type Level, type UnitKind } from '../people/unit.ts'
import { next, openBelow, withEntry, type OfficeUnit, type UnitBook } from './unit-book.ts'
import { openRecord, ownRecord, readFields, readParent, tooEarly, unfitDay } from './unit-checks.ts'

export interface AddUnitInput {
  readonly parentId: string
  readonly kind: UnitKind
  readonly name: string
  readonly code: string | null
  readonly levels: readonly Level[]
  /** None for a unit that has been there since before anybody knows. */
  readonly openedOn: Day | null
}

export interface ChangeUnitInput {
  readonly name: string
  readonly code: string | null
  readonly levels: readonly Level[]
  /** From which day it holds. */
  readonly day: Day
}

export interface MoveUnitInput {
  readonly parentId: string
  readonly day: Day
}

/** A day of the unit's life. */
export interface UnitDayInput {
  readonly day: Day
}

/** A unit more in the tree. */
export function addUnit(book: UnitBook, input: AddUnitInput, act: OfficeAct): Outcome<UnitBook> {
  const { parentId, openedOn, ...fields } = input
  const id = act.recordId
  const parent = readParent({ id, kind: fields.kind }, parentId, { book, act })
  if (!parent.ok) return parent
  if (book.units.has(id)) return refused('unit.exists')
  const facts = readFields(fields, id, book)
  if (!facts.ok) return facts
  const unfit =
    openedOn === null
      ? undefined
      : (unfitDay(openedOn, act) ?? tooEarly(openedOn, parent.value, noHistory(book)))
  if (unfit) return unfit
  const unit = { id, parentId, ...facts.value, openedOn, closedOn: null, version: 1 }
  return done(withEntry(book, { day: openedOn, units: [unit] }))
}

/** What stands above may have been renamed since: only its opening bounds what stands below. */
function noHistory(book: UnitBook): UnitBook {
  return { ...book, since: new Map() }
}

/** Another name, code or levels, from a day on. */
export function changeUnit(
  book: UnitBook,
  input: ChangeUnitInput,
  act: OfficeAct,
): Outcome<UnitBook> {
  const { day, ...fields } = input
  const found = openRecord(book, act, day)
  if (!found.ok) return found
  const { id, kind } = found.value
  const facts = readFields({ kind, ...fields }, id, book)
  if (!facts.ok) return facts
  return done(withEntry(book, { day, units: [next(found.value, facts.value)] }))
}

/** Another place in the tree, from a day on, with all that stands below it. */
export function moveUnit(book: UnitBook, input: MoveUnitInput, act: OfficeAct): Outcome<UnitBook> {
  const { day, parentId } = input
  const found = openRecord(book, act, day)
  if (!found.ok) return found
  const { id } = found.value
  if (parentId !== id && isWithin(parentId, id, book.units)) {
    return refused('unit.cycle', { item: 'parentId' })
  }
  const parent = readParent(found.value, parentId, { book, act })
  if (!parent.ok) return parent
  if (found.value.parentId === parentId) return refused('unit.same-parent', { item: 'parentId' })
  return done(withEntry(book, { day, units: [next(found.value, { parentId })] }))
}

/** The end of a unit: nobody works there any more, and nothing stands below it. */
export function closeUnit(
  book: UnitBook,
  { day }: UnitDayInput,
  act: OfficeAct,
): Outcome<UnitBook> {
  const found = openRecord(book, act, day)
  if (!found.ok) return found
  const below = openBelow(found.value.id, book).length
  if (below > 0) return refused('unit.has-units', { limit: below })
  const people = book.people.filter((until) => until === null || until >= day)
  if (people.length > 0) return refused('unit.has-people', { limit: people.length })
  return done(withEntry(book, { day, units: [next(found.value, { closedOn: day })] }))
}

/** A closed unit goes on, from a day on. */
export function reopenUnit(
  book: UnitBook,
  { day }: UnitDayInput,
  act: OfficeAct,
): Outcome<UnitBook> {
  const found = ownRecord(book, act)
  if (!found.ok) return found
  const unit = found.value
  if (unit.closedOn === null) return refused('unit.not-closed')
  if (book.succeeded.has(unit.id)) return refused('unit.succeeded')
  const unfit = unfitDay(day, act) ?? tooEarly(day, unit, book) ?? parentProblem(unit, book, act)
  return unfit ?? done(withEntry(book, { day, units: [next(unit, { closedOn: null })] }))
}

function parentProblem(unit: OfficeUnit, book: UnitBook, act: OfficeAct) {
  if (unit.parentId === null) return
  const parent = readParent(unit, unit.parentId, { book, act })
  return parent.ok ? undefined : parent
}
