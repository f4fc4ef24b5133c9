import { isDay, type Day } from '../day.ts'
import type { OfficeAct } from '../office/office-act.ts'
import { done, refused, type Outcome, type Refused } from '../outcome.ts'
import { administers } from '../people/authority.ts'
import { postsOn } from '../people/person.ts'
import { isWithin } from '../people/unit.ts'
import type { Plan } from '../plan.ts'
import { tidy } from '../text.ts'

export interface FoundPlanInput {
  /** The department whose plan it is. */
  readonly unitId: string
  readonly title: string
  readonly from: Day
  readonly until: Day | null
}

/** The plan that a command names, and the one that its department has. */
export interface PlanDesk {
  readonly plan: Plan | undefined
  readonly standing: Plan | undefined
}

/** Founds a department's standing plan; it has one. */
export function foundPlan(
  { plan, standing }: PlanDesk,
  input: FoundPlanInput,
  act: OfficeAct,
): Outcome<PlanDesk> {
  const barred = notTheirs(input.unitId, act)
  if (barred) return barred
  if (plan) return refused('record.changed')
  if (standing) return refused('plan.already-there')
  const { unitId, from, until } = input
  const title = tidy(input.title)
  if (title === '') return refused('plan.title-required')
  if (!isDay(from) || (until !== null && !isDay(until))) return refused('round.not-a-day')
  if (until !== null && until < from) return refused('plan.ends-before-start', { limit: from })
  const founded = { id: act.recordId, unitId, title, from, until }
  return done({ plan: founded, standing: founded })
}

function notTheirs(unitId: string, act: OfficeAct): Refused | undefined {
  const isNear = postsOn(act.by, act.day).some(
    (post) => isWithin(post.unitId, unitId, act.units) || isWithin(unitId, post.unitId, act.units),
  )
  if (!isNear || act.units.get(unitId)?.kind !== 'department') return refused('plan.not-found')
  return administers(unitId, act) ? undefined : refused('plan.not-yours')
}
