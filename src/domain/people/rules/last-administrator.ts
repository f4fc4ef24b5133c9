import { addDays, type Day } from '../../day.ts'
import type { OfficeAct } from '../../office/office-act.ts'
import { holdsAbove } from '../authority.ts'
import { isHeldOn, type HeldPost, type PersonFile } from '../dossier.ts'

/**
 * Whether a department would be left with no administrator who can open the notebook: nobody could
 * mend that from inside. `after` are the person's posts as they would be.
 */
export function leavesNoAdministrator(
  there: PersonFile,
  after: readonly HeldPost[],
  act: OfficeAct,
): boolean {
  const before = there.dossier?.posts ?? []
  return departmentsOf(before, act).some((unitId) => {
    const day = firstDayWithout(after, unitId, act.day)
    const was = firstDayWithout(before, unitId, act.day)
    const isLoss = day !== undefined && (was === undefined || day < was)
    return isLoss && !isLookedAfter(there, unitId, { day, act })
  })
}

function departmentsOf(posts: readonly HeldPost[], { units }: OfficeAct): readonly string[] {
  const chosen = posts.filter(
    ({ role, unitId }) =>
      role === 'administrator' &&
      ['ministry', 'department'].includes(units.get(unitId)?.kind ?? ''),
  )
  return [...new Set(chosen.map(({ unitId }) => unitId))]
}

function isLookedAfter(
  { administrators }: PersonFile,
  unitId: string,
  { day, act }: { day: Day; act: OfficeAct },
): boolean {
  return administrators.some((by) =>
    holdsAbove(['administrator'], unitId, { by, day, units: act.units }),
  )
}

/** None where the post never ends. */
function firstDayWithout(posts: readonly HeldPost[], unitId: string, today: Day): Day | undefined {
  const own = posts.filter((post) => post.unitId === unitId && post.role === 'administrator')
  let day = today
  for (;;) {
    const held = own.filter((post) => isHeldOn(post, day))
    if (held.length === 0) return day
    if (held.some(({ until }) => until === null)) return
    day = addDays(
      held
        .map(({ until }) => until ?? day)
        .sort()
        .at(-1) ?? day,
      1,
    )
  }
}
