import type { ManagementBook } from '#domain/units/set-management.ts'
import { loadAllManagement } from '../management.ts'
import type { Keeper } from './keeper.ts'

/** Keeps who manages which schools. A rule that was taken away is in the audit alone. */
export const managementKeeper: Keeper<ManagementBook> = {
  async load(trx) {
    return { rules: await loadAllManagement(trx) }
  },

  async save(trx, { after: { entry } }) {
    if (!entry) throw new Error('a rule about management wrote nothing')
    const { rule, isCleared } = entry
    const { id, ...row } = rule
    if (isCleared) await trx.deleteFrom('managementRule').where('id', '=', id).execute()
    else {
      await trx
        .insertInto('managementRule')
        .values(rule)
        .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
        .execute()
    }
    const { departmentId, unitId, schoolYear, level, managedBy } = rule
    const facts = { department: departmentId, year: schoolYear, level, by: managedBy }
    return { version: rule.version, unitId: unitId ?? departmentId, facts }
  },
}
