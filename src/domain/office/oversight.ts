import type { Day } from '../day.ts'
import { postsOn, type Actor, type Role } from '../people/person.ts'
import { isWithin, type Units } from '../people/unit.ts'

/** What somebody may see of the audit: the lines of these units and below. */
export interface Oversight {
  readonly unitIds: readonly string[]
  /** Lines that belong to no unit too, such as sign-ins under a name that nobody has. */
  readonly placeless: boolean
}

const overseers: readonly Role[] = ['administrator', 'auditor']

/**
 * The audit is for administrators and auditors, each for their own part of the tree (PRODUCT.md,
 * "Who may see what"). What belongs to no unit is for whoever has every department in sight, so
 * that of two departments neither learns of the other.
 */
export function oversightOf(
  by: Actor,
  { day, units }: { readonly day: Day; readonly units: Units },
): Oversight | undefined {
  const posts = postsOn(by, day).filter(({ role }) => overseers.includes(role))
  if (posts.length === 0) return
  const unitIds = [...new Set(posts.map(({ unitId }) => unitId))]
  const departments = [...units.values()].filter(({ kind }) => kind === 'department')
  const placeless = departments.every(({ id }) => unitIds.some((own) => isWithin(id, own, units)))
  return { unitIds, placeless }
}
