import { isDay, type Day } from '../day.ts'
import type { OfficeAct } from '../office/office-act.ts'
import { done, refused, type Outcome, type Refused } from '../outcome.ts'
import { administers, holdsAbove, type Asked } from '../people/authority.ts'
import type { Role } from '../people/person.ts'
import type { FieldProblem } from '../problems.ts'
import type { OfficeUnit, UnitBook } from './unit-book.ts'
import { checkUnitFields, mayStandBelow, unitFacts, type UnitFields } from './unit-fields.ts'

/** Whose work needs the tree of units: their own and what stands below. The staff know their own unit already. */
export const unitReaders: readonly Role[] = [
  'deputy',
  'principal',
  'officer',
  'reviewer',
  'leader',
  'administrator',
  'auditor',
]

export function seesUnit(unitId: string, asked: Asked): boolean {
  return holdsAbove(unitReaders, unitId, asked)
}

/** A unit that the person administers; what they may not see isn't there. */
export function administered(id: string, book: UnitBook, act: OfficeAct): Outcome<OfficeUnit> {
  const unit = book.units.get(id)
  if (!unit || !seesUnit(id, act)) return refused('unit.not-found')
  return administers(id, act) ? done(unit) : refused('unit.not-yours')
}

/** The unit that the command is about, as its writer saw it. */
export function ownRecord(book: UnitBook, act: OfficeAct): Outcome<OfficeUnit> {
  const found = administered(act.recordId, book, act)
  if (!found.ok) return found
  return act.base === found.value.version ? found : refused('record.changed')
}

/** The same, still open on that day. */
export function openRecord(book: UnitBook, act: OfficeAct, day: Day): Outcome<OfficeUnit> {
  const found = ownRecord(book, act)
  if (!found.ok) return found
  const unfit = closedBy(found.value) ?? unfitDay(day, act) ?? tooEarly(day, found.value, book)
  return unfit ?? found
}

export function closedBy({ closedOn }: OfficeUnit): Refused | undefined {
  return closedOn === null ? undefined : refused('unit.closed', { limit: closedOn })
}

/** The office writes down what has happened: no day that has not come. */
export function unfitDay(day: Day, act: OfficeAct): Refused | undefined {
  if (!isDay(day)) return refused('unit.not-a-day', { item: 'day' })
  if (day <= act.day) return
  return refused('unit.day-in-future', { item: 'day', limit: act.day })
}

/** History is added to, never rewritten. */
export function tooEarly(day: Day, unit: OfficeUnit, book: UnitBook): Refused | undefined {
  const { openedOn } = unit
  if (openedOn !== null && day < openedOn) {
    return refused('unit.day-before-opening', { item: 'day', limit: openedOn })
  }
  const since = book.since.get(unit.id)
  if (since === undefined || day >= since) return
  return refused('unit.day-before-change', { item: 'day', limit: since })
}

/** The fields in the form in which they are stored; `id` is whose they are. */
export function readFields(
  fields: UnitFields,
  id: string,
  book: UnitBook,
): Outcome<ReturnType<typeof unitFacts>> {
  const facts = unitFacts(fields)
  const wrong = [...checkUnitFields(fields), ...takenCode(facts.code, id, book)]
  return wrong.length > 0 ? refused('unit.fields', { fields: wrong }) : done(facts)
}

/** Codes differ in more than their case: the sector database writes them in capitals. */
function takenCode(code: string | null, id: string, book: UnitBook): FieldProblem[] {
  if (code === null) return []
  const same = code.toUpperCase()
  const owner = [...book.units.values()].find(
    (unit) => unit.id !== id && unit.code?.toUpperCase() === same,
  )
  return owner ? [{ code: 'unit.code-taken', item: 'code', limit: owner.name }] : []
}

/** Where a unit of this kind is to stand: one's own, open, and of the right kind. */
export function readParent(
  { id, kind }: Pick<OfficeUnit, 'id' | 'kind'>,
  parentId: string | null,
  { book, act }: { book: UnitBook; act: OfficeAct },
): Outcome<OfficeUnit> {
  const item = 'parentId'
  if (parentId === null) return refused('unit.parent-required', { item })
  if (parentId === id) return refused('unit.own-parent', { item })
  const found = administered(parentId, book, act)
  if (!found.ok) {
    const isHidden = found.problem.code === 'unit.not-found'
    return isHidden ? refused('unit.parent-not-found', { item }) : found
  }
  if (found.value.closedOn !== null) return refused('unit.parent-closed', { item })
  return mayStandBelow(kind, found.value.kind) ? found : refused('unit.parent-kind', { item })
}
