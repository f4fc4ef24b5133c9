import { addDays, dayOf, type Day, type Instant } from '../day.ts'
import type { Post, Role } from '../people/person.ts'
import { isWithin, lineage, type Level, type UnitKind, type Units } from '../people/unit.ts'

/** An instrument opened for a set of units and roles between dates. The training ledger is one that never closes. */
export interface Round {
  readonly id: string
  readonly planId: string
  readonly taskId: string | null
  readonly title: string
  readonly instrumentId: string
  /** The newest version; older published ones are taken for ever. */
  readonly instrumentVersion: number
  readonly opensOn: Day
  readonly closesOn: Day | null
  /** Days after `closesOn` in which what was finished in time is still taken. */
  readonly closingDays: number
  /** The heads of the subtrees that take part. */
  readonly unitIds: readonly string[]
  readonly roles: readonly Role[]
  readonly routes: readonly RouteRule[]
  /** The levels of education that take part; none means all. Absent in plans that a device kept from before. */
  readonly levels?: readonly Level[]
  /** The last day on which it is reviewed. */
  readonly reviewUntil?: Day | null
  readonly publishOn?: Day | null
  /** What is expected of whom; shown, not scored. */
  readonly expected?: readonly Expected[]
  /** Days before `closesOn` on which those who have not sent are reminded. */
  readonly reminders?: readonly number[]
  /** Counts the changes by the office. */
  readonly version?: number
  /** The round of another year whose terms it began with. */
  readonly copiedFrom?: string | null
}

/** The level that a round expects of some roles, in the department's words. */
export interface Expected {
  readonly roles: readonly Role[]
  readonly text: string
}

/** Which way a submission goes: the first rule whose conditions fit the author's main post. */
export interface RouteRule {
  readonly roles?: readonly Role[]
  readonly unitKinds?: readonly UnitKind[]
  readonly steps: readonly StepRule[]
}

/** A unit relative to the author's own, and the roles that decide there. */
export interface StepRule {
  readonly unit: 'own' | 'managing' | 'department'
  readonly roles: readonly Role[]
}

/** A step of a route, with its unit found. */
export interface Step {
  readonly unitId: string
  readonly unitKind: UnitKind
  readonly roles: readonly Role[]
}

export type Window = 'not-open' | 'open' | 'closing' | 'closed'

/** Where a round stands on a day. A deadline includes its whole day. */
export function windowOn(round: Round, day: Day): Window {
  if (day < round.opensOn) return 'not-open'
  if (round.closesOn === null || day <= round.closesOn) return 'open'
  return day <= addDays(round.closesOn, round.closingDays) ? 'closing' : 'closed'
}

/** Whether work finished at an instant, by the device's claim, was in time. */
export function wasInTime(round: Round, occurredAt: Instant): boolean {
  return round.closesOn === null || dayOf(occurredAt) <= round.closesOn
}

/** Whether somebody with this post takes part. */
export function isFor(round: Round, post: Post, units: Units): boolean {
  return round.roles.includes(post.role) && takesPart(round, post.unitId, units)
}

/** Whether a unit is in the scope: below one of its heads, and of one of its levels of education. */
export function takesPart(
  { unitIds, levels = [] }: Pick<Round, 'unitIds' | 'levels'>,
  unitId: string,
  units: Units,
): boolean {
  if (!unitIds.some((above) => isWithin(unitId, above, units))) return false
  return levels.length === 0 || levelsOf(unitId, units).some((level) => levels.includes(level))
}

/** A site teaches what its school teaches, unless it says otherwise. */
export function levelsOf(unitId: string, units: Units): readonly Level[] {
  const [unit, above] = lineage(unitId, units)
  if (!unit) return []
  return unit.kind === 'site' && unit.levels.length === 0 ? (above?.levels ?? []) : unit.levels
}
