import type { Plan } from '#domain/plan.ts'
import type { FoundPlanInput, PlanDesk } from '#domain/rounds/found-plan.ts'
import type { Connection } from '../../database/tables.ts'
import type { Keeper } from './keeper.ts'

/** A department's standing plan; once founded it stays as it is. */
export const planKeeper: Keeper<PlanDesk> = {
  async load(trx, { act, input }) {
    const { unitId } = input as FoundPlanInput
    return {
      plan: await planBy(trx, 'id', act.recordId),
      standing: await planBy(trx, 'unitId', unitId),
    }
  },

  async save(trx, { after }) {
    const { from, until, ...plan } = after.plan as Plan
    await trx
      .insertInto('plan')
      .values({ ...plan, fromOn: from, untilOn: until })
      .execute()
    return { version: 1, unitId: plan.unitId }
  },
}

export async function planBy(
  db: Connection,
  column: 'id' | 'unitId',
  value: string,
): Promise<Plan | undefined> {
  return db
    .selectFrom('plan')
    .select(['id', 'unitId', 'title', 'fromOn as from', 'untilOn as until'])
    .where(column, '=', value)
    .orderBy('fromOn', 'desc')
    .orderBy('id')
    .executeTakeFirst()
}
