import { schoolYearOf, type SchoolYear } from '../day.ts'
import type { OfficeAct } from '../office/office-act.ts'
import { done, refused, type Outcome, type Refused } from '../outcome.ts'
import { administers } from '../people/authority.ts'
import { isWithin, lineage } from '../people/unit.ts'
import type { ManagementRule } from './management.ts'
import { seesUnit } from './unit-checks.ts'

export interface HeldRule extends ManagementRule {
  readonly version: number
}

/** The rules that there are; what is to be written, or taken away, is the entry. */
export interface ManagementBook {
  readonly rules: readonly HeldRule[]
  readonly entry?: { readonly rule: HeldRule; readonly isCleared: boolean }
}

export type SetManagementInput = Omit<ManagementRule, 'id'>

/** Says who manages which schools. */
export function setManagement(
  book: ManagementBook,
  input: SetManagementInput,
  act: OfficeAct,
): Outcome<ManagementBook> {
  const held = book.rules.find(({ id }) => id === act.recordId)
  const version = held?.version ?? 0
  // A rule of one's own may not be carried into another department either.
  const barred =
    barredFrom(held?.departmentId ?? input.departmentId, act) ?? barredFrom(input.departmentId, act)
  if (barred) return barred
  if (act.base !== version) return refused('record.changed')
  const wrong = unfit(input, act) ?? twice(book, input, act)
  if (wrong) return wrong
  const rule = { ...input, id: act.recordId, version: version + 1 }
  return done({ ...book, entry: { rule, isCleared: false } })
}

/** Takes a rule away: what is wider counts again. */
export function clearManagement(
  book: ManagementBook,
  _: object,
  act: OfficeAct,
): Outcome<ManagementBook> {
  const held = book.rules.find(({ id }) => id === act.recordId)
  if (!held) return refused('management.not-found')
  const barred = barredFrom(held.departmentId, act)
  if (barred) return barred
  if (act.base !== held.version) return refused('record.changed')
  return done({ ...book, entry: { rule: held, isCleared: true } })
}

function barredFrom(departmentId: string, act: OfficeAct): Refused | undefined {
  if (!seesUnit(departmentId, act)) return refused('management.not-found')
  return administers(departmentId, act) ? undefined : refused('management.not-yours')
}

function unfit(input: SetManagementInput, act: OfficeAct): Refused | undefined {
  const { departmentId, unitId, schoolYear, managedBy } = input
  if (act.units.get(departmentId)?.kind !== 'department') return refused('management.no-department')
  if (schoolYear !== null && !isNear(schoolYear, act)) {
    return refused('management.year', { item: 'schoolYear' })
  }
  if (unitId === null) return
  if (unitId === departmentId || !isWithin(unitId, departmentId, act.units)) {
    return refused('management.unit-elsewhere', { item: 'unitId' })
  }
  const hasCommune = lineage(unitId, act.units).some(({ kind }) => kind === 'commune')
  if (managedBy === 'department' || hasCommune) return
  return refused('management.no-commune', { item: 'managedBy' })
}

/** Records may come for this year and the two before it; next year is planned. */
function isNear(year: SchoolYear, act: OfficeAct): boolean {
  const current = schoolYearOf(act.day)
  return year >= current - 3 && year <= current + 1
}

function twice(
  { rules }: ManagementBook,
  { departmentId, unitId, schoolYear, level }: SetManagementInput,
  act: OfficeAct,
): Refused | undefined {
  const same = rules.find(
    (rule) =>
      rule.id !== act.recordId &&
      rule.departmentId === departmentId &&
      rule.unitId === unitId &&
      rule.schoolYear === schoolYear &&
      rule.level === level,
  )
  return same && refused('management.same-rule')
}
