import type { Day } from '../day.ts'
import type { Level, Unit, UnitKind, Units } from '../people/unit.ts'

/** What a unit was between two days, the last one included. */
export interface UnitVersion {
  readonly unitId: string
  readonly fromOn: Day
  readonly untilOn: Day | null
  readonly parentId: string | null
  readonly kind: UnitKind
  readonly name: string
  readonly levels: readonly Level[]
  readonly code: string | null
}

/** From when on a unit is held to have been, of whose opening nobody knows the day. */
export const dawn: Day = '1900-01-01'

/**
 * The tree as it was on a day, so that figures of the past keep their old place. A unit without
 * versions has always been what it is; one whose versions don't hold on the day was not there.
 */
export function unitsOn(day: Day, units: Units, versions: readonly UnitVersion[]): Units {
  const then = new Map<string, Unit>(units)
  for (const { unitId } of versions) then.delete(unitId)
  for (const { unitId, fromOn, untilOn, ...was } of versions) {
    const { parentId, kind, name, levels } = was
    if (fromOn <= day && (untilOn === null || day <= untilOn)) {
      then.set(unitId, { id: unitId, parentId, kind, name, levels })
    }
  }
  return then
}
