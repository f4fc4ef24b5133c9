import { addDays, dayOf, type Day, type Instant } from '../day.ts'
import { mainPost, type Actor, type Post, type Role } from '../people/person.ts'
import { isWithin, lineage, type Unit, type UnitKind, type Units } from '../people/unit.ts'

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

export function isFor(round: Round, post: Post, units: Units): boolean {
  return (
    round.roles.includes(post.role) &&
    round.unitIds.some((above) => isWithin(post.unitId, above, units))
  )
}

/** The steps that a person's submission takes from their main unit; none where no rule fits. */
export function routeOf(
  round: Round,
  author: Actor,
  at: { day: Day; units: Units },
): readonly Step[] {
  const post = mainPost(author, at.day)
  const own = post && at.units.get(post.unitId)
  if (!post || !own) return []
  const rule = round.routes.find((candidate) => fits(candidate, post, own))
  const steps = (rule?.steps ?? []).flatMap((step) => {
    const unit = unitOf(step, own, at.units)
    return unit ? [{ unitId: unit.id, unitKind: unit.kind, roles: step.roles }] : []
  })
  return steps.filter((step, index) => step.unitId !== steps[index - 1]?.unitId)
}

function fits(rule: RouteRule, post: Post, unit: Unit): boolean {
  if (rule.roles && !rule.roles.includes(post.role)) return false
  return !rule.unitKinds || rule.unitKinds.includes(unit.kind)
}

function unitOf(step: StepRule, own: Unit, units: Units): Unit | undefined {
  const line = lineage(own.id, units)
  if (step.unit === 'own') return own
  if (step.unit === 'managing') return line[1]
  return line.find((unit) => unit.kind === 'department')
}
