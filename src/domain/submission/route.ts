import type { Day } from '../day.ts'
import { mainPost, type Actor, type Post, type Role } from '../people/person.ts'
import { lineage, type Unit, type Units } from '../people/unit.ts'
import { managerOf, type ManagementRule } from '../units/management.ts'
import type { Round, RouteRule, Step, StepRule } from './round.ts'

/** The day, the tree, and who manages which schools where it isn't the default. */
export interface Circumstances {
  readonly day: Day
  readonly units: Units
  readonly management?: readonly ManagementRule[]
}

/** The steps that a person's submission takes from their main unit; none where no rule fits. */
export function routeOf(round: Round, author: Actor, at: Circumstances): readonly Step[] {
  const post = mainPost(author, at.day)
  return post ? routeFrom(round, post, at) : []
}

/** The steps of what comes from a role in a unit. */
export function routeFrom(
  { routes }: Pick<Round, 'routes'>,
  post: Pick<Post, 'unitId' | 'role'>,
  at: Circumstances,
): readonly Step[] {
  const own = at.units.get(post.unitId)
  if (!own) return []
  const rule = routes.find((candidate) => fits(candidate, post.role, own))
  const steps = (rule?.steps ?? []).flatMap((step) => {
    const unit = unitOf(step, own, at)
    return unit ? [{ unitId: unit.id, unitKind: unit.kind, roles: step.roles }] : []
  })
  return steps.filter((step, index) => step.unitId !== steps[index - 1]?.unitId)
}

function fits(rule: RouteRule, role: Role, unit: Unit): boolean {
  if (rule.roles && !rule.roles.includes(role)) return false
  return !rule.unitKinds || rule.unitKinds.includes(unit.kind)
}

function unitOf(step: StepRule, own: Unit, at: Circumstances): Unit | undefined {
  if (step.unit === 'own') return own
  if (step.unit === 'managing') return managerOf(own, at)
  return lineage(own.id, at.units).find((unit) => unit.kind === 'department')
}
