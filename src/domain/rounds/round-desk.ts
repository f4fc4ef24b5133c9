import type { OfficeAct } from '../office/office-act.ts'
import { refused, type Refused } from '../outcome.ts'
import { administers } from '../people/authority.ts'
import { postsOn } from '../people/person.ts'
import { isWithin } from '../people/unit.ts'
import type { Plan } from '../plan.ts'
import type { Round } from '../submission/round.ts'

/** A round as the office has it before it, with what its rules ask about. */
export interface RoundDesk {
  /** The plan of the round, or the one for which a new round is asked. */
  readonly plan: Plan | undefined
  readonly round: Round | undefined
  readonly withdrawn: boolean
  /** How many submissions and wishes to send late have come. */
  readonly arrived: number
  /** Every published version. */
  readonly instruments: readonly { readonly id: string; readonly version: number }[]
  readonly taskIds: readonly string[]
}

/** A round that is there, with its plan. */
export type OpenDesk = RoundDesk & { readonly plan: Plan; readonly round: Round }

/** Why this person may not write on the desk. Whoever takes no part in the plan doesn't learn that it is there. */
export function barredFrom({ plan, round, withdrawn }: RoundDesk, act: OfficeAct) {
  if (!plan || withdrawn || !takesPartIn(plan, act)) return refused('round.not-found')
  if (!administers(plan.unitId, act)) return refused('round.not-yours')
  if (act.base !== (round?.version ?? 0)) return refused('record.changed')
  return
}

/** The round that is to be changed, or why it can't be. */
export function openDesk(there: RoundDesk, act: OfficeAct): Refused | OpenDesk {
  const { plan, round } = there
  if (!plan || !round) return refused('round.not-found')
  return barredFrom(there, act) ?? { ...there, plan, round }
}

export function isBarred(desk: Refused | OpenDesk): desk is Refused {
  return 'ok' in desk
}

/** The desk with the round as it is from now on. */
export function changed(desk: OpenDesk, change: Partial<Round>): RoundDesk {
  const { round } = desk
  return { ...desk, round: { ...round, ...change, version: (round.version ?? 1) + 1 } }
}

function takesPartIn({ unitId }: Plan, { by, day, units }: OfficeAct): boolean {
  return postsOn(by, day).some(
    (post) => isWithin(post.unitId, unitId, units) || isWithin(unitId, post.unitId, units),
  )
}
