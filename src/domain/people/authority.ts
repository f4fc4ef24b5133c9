import type { Day } from '../day.ts'
import { postsOn, type Actor, type Role } from './person.ts'
import { isWithin, type Units } from './unit.ts'

/** What is asked of an authority: who, on which day, in which tree. */
export interface Asked {
  readonly by: Actor
  readonly day: Day
  readonly units: Units
}

/** Whether the person holds one of the roles in the unit itself. */
export function holdsAt(roles: readonly Role[], unitId: string, { by, day }: Asked): boolean {
  return postsOn(by, day).some((post) => post.unitId === unitId && roles.includes(post.role))
}

/** Whether the person holds one of the roles in the unit or in one above it. */
export function holdsAbove(roles: readonly Role[], unitId: string, asked: Asked): boolean {
  return postsOn(asked.by, asked.day).some(
    (post) => roles.includes(post.role) && isWithin(unitId, post.unitId, asked.units),
  )
}

/** Units, people, rounds: the administrator of the unit or of one above it (PRODUCT.md, "Who uses it"). */
export function administers(unitId: string, asked: Asked): boolean {
  return holdsAbove(['administrator'], unitId, asked)
}

/** The staff of a unit: its administrator, and in a school its head. */
export function leadsStaff(unitId: string, asked: Asked): boolean {
  return administers(unitId, asked) || holdsAt(['principal'], unitId, asked)
}
