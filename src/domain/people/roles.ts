import type { Role } from './person.ts'
import type { UnitKind } from './unit.ts'

/** In which kinds of unit a role makes sense (PRODUCT.md, "Who uses it, and for what"). */
export const unitKindsOf: Readonly<Record<Role, readonly UnitKind[]>> = {
  staff: ['ministry', 'department', 'commune', 'school', 'site'],
  'group-head': ['school'],
  deputy: ['school'],
  principal: ['school'],
  officer: ['commune'],
  reviewer: ['department'],
  leader: ['ministry', 'department', 'commune'],
  administrator: ['ministry', 'department', 'commune'],
  auditor: ['ministry', 'department', 'commune'],
}

export function fitsUnit(role: Role, kind: UnitKind): boolean {
  return unitKindsOf[role].includes(kind)
}

/** The roles that a unit of this kind may have, in the order in which a form offers them. */
export function rolesIn(kind: UnitKind): readonly Role[] {
  return (Object.keys(unitKindsOf) as Role[]).filter((role) => fitsUnit(role, kind))
}

/** What its holder may lend to a colleague for a time (uỷ quyền). */
export const lendable: readonly Role[] = ['principal', 'officer', 'reviewer', 'leader']

export const longestLoanDays = 90
