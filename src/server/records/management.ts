import type { HeldRule } from '#domain/units/set-management.ts'
import type { Connection } from '../database/tables.ts'

const columns = [
  'id',
  'departmentId',
  'unitId',
  'schoolYear',
  'level',
  'managedBy',
  'version',
] as const

/** The rules of the departments among these units, so far as they say something of them. */
export async function loadManagement(
  db: Connection,
  unitIds: readonly string[],
): Promise<HeldRule[]> {
  if (unitIds.length === 0) return []
  return db
    .selectFrom('managementRule')
    .select(columns)
    .where('departmentId', 'in', unitIds)
    .where(({ or, eb }) => or([eb('unitId', 'is', null), eb('unitId', 'in', unitIds)]))
    .orderBy('id')
    .execute()
}

export async function loadAllManagement(db: Connection): Promise<HeldRule[]> {
  return db.selectFrom('managementRule').select(columns).orderBy('id').execute()
}

/** Every rule of some departments. */
export async function loadManagementOf(
  db: Connection,
  departmentIds: readonly string[],
): Promise<HeldRule[]> {
  if (departmentIds.length === 0) return []
  return db
    .selectFrom('managementRule')
    .select(columns)
    .where('departmentId', 'in', departmentIds)
    .orderBy('id')
    .execute()
}
