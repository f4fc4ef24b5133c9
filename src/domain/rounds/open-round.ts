import type { OfficeAct } from '../office/office-act.ts'
import { done, type Outcome } from '../outcome.ts'
import { barredFrom, type RoundDesk } from './round-desk.ts'
import { faultOf, tidyTerms, type RoundTerms } from './terms.ts'

/** Opens a round in a department's plan; from its first day on it is on every device that takes part. */
export function openRound(
  there: RoundDesk,
  { planId, ...input }: RoundTerms & { readonly planId: string },
  act: OfficeAct,
): Outcome<RoundDesk> {
  const barred = barredFrom(there, act)
  if (barred) return barred
  const terms = tidyTerms(input)
  const fault = faultOf(terms, there, act)
  if (fault) return fault
  return done({ ...there, round: { ...terms, id: act.recordId, planId, version: 1 } })
}
