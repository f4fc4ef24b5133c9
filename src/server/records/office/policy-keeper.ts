import type { SecurityPolicy } from '#domain/security/policy.ts'
import type { Keeper } from './keeper.ts'

/** A department's policy; the record's id is the department's. */
export const policyKeeper: Keeper<SecurityPolicy | undefined> = {
  load: (trx, { act }) =>
    trx
      .selectFrom('securityPolicy')
      .selectAll()
      .where('unitId', '=', act.recordId)
      .executeTakeFirst(),

  async save(trx, { after }) {
    if (!after) throw new Error('A policy is never taken away.')
    const { unitId, version, providerCounts } = after
    const requiredRoles = [...after.requiredRoles]
    const said = { requiredRoles, providerCounts, version }
    await trx
      .insertInto('securityPolicy')
      .values({ unitId, ...said })
      .onConflict((conflict) => conflict.column('unitId').doUpdateSet(said))
      .execute()
    return { version, unitId, facts: { requiredRoles, providerCounts } }
  },
}
