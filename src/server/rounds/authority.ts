import { dayOf } from '#domain/day.ts'
import { administers } from '#domain/people/authority.ts'
import type { Unit, Units } from '#domain/people/unit.ts'
import type { Plan } from '#domain/plan.ts'
import type { Connection, House } from '../http/house.ts'
import type { SignedIn } from '../http/signed-in.ts'
import { loadAllUnits } from '../records/units.ts'

/** What an administrator has in hand: the departments, their plans, and the whole tree. */
export interface Hand {
  readonly day: string
  readonly units: Units
  readonly departments: readonly Unit[]
  readonly plans: readonly Plan[]
}

export async function handOf({ db, clock }: House, { actor }: SignedIn): Promise<Hand> {
  const units = await loadAllUnits(db)
  const day = dayOf(clock().toISOString())
  const departments = [...units.values()].filter(
    ({ id, kind }) => kind === 'department' && administers(id, { by: actor, day, units }),
  )
  const ids = departments.map(({ id }) => id)
  return { day, units, departments, plans: await plansAt(db, ids) }
}

async function plansAt(db: Connection, unitIds: readonly string[]): Promise<Plan[]> {
  if (unitIds.length === 0) return []
  return db
    .selectFrom('plan')
    .select(['id', 'unitId', 'title', 'fromOn as from', 'untilOn as until'])
    .where('unitId', 'in', unitIds)
    .orderBy('fromOn', 'desc')
    .orderBy('id')
    .execute()
}
