import { schoolYearOf, type Day, type SchoolYear } from '../day.ts'
import { lineage, type Level, type Unit, type Units } from '../people/unit.ts'

/** Who manages and reviews which schools of a department; null means every unit, year or level. */
export interface ManagementRule {
  readonly id: string
  readonly departmentId: string
  /** A school, or a commune with all its schools. */
  readonly unitId: string | null
  readonly schoolYear: SchoolYear | null
  readonly level: Level | null
  readonly managedBy: 'commune' | 'department'
}

interface Known {
  readonly day: Day
  readonly units: Units
  readonly management?: readonly ManagementRule[]
}

/** From the lowest to the highest. A school of several levels is managed as its highest is. */
const order: readonly Level[] = ['mam-non', 'tieu-hoc', 'thcs', 'gdtx', 'thpt']

/**
 * Who manages a unit. Since 1/7/2025 the commune manages mầm non, tiểu học, THCS and schools with THCS on
 * top, the Sở THPT, schools with THPT on top and GDTX (Nghị định 142/2025/NĐ-CP, Thông tư 15/2025/TT-BGDĐT;
 * two sources, research/domain.md E); a province may delegate otherwise, so a department's rules go before.
 * Anything but a school is managed by what stands above it.
 */
export function managerOf(unit: Unit, known: Known): Unit | undefined {
  const line = lineage(unit.id, known.units)
  if (unit.kind !== 'school' || unit.levels.length === 0) return line[1]
  const by = ruleFor(unit, known)?.managedBy ?? byDefault(topOf(unit))
  return line.find(({ kind }) => kind === by) ?? line[1]
}

/** The department's rule that counts for a school, the narrowest: the nearest unit, then the year, then the level. */
export function ruleFor(
  unit: Unit,
  { day, units, management = [] }: Known,
): ManagementRule | undefined {
  const ids = lineage(unit.id, units).map(({ id }) => id)
  const fits = (rule: ManagementRule) =>
    ids.includes(rule.departmentId) &&
    (rule.unitId === null || ids.includes(rule.unitId)) &&
    (rule.schoolYear === null || rule.schoolYear === schoolYearOf(day)) &&
    (rule.level === null || rule.level === topOf(unit))
  const width = (rule: ManagementRule) =>
    (rule.unitId === null ? ids.length : ids.indexOf(rule.unitId)) * 4 +
    (rule.schoolYear === null ? 2 : 0) +
    (rule.level === null ? 1 : 0)
  return management.filter(fits).sort((a, b) => width(a) - width(b))[0]
}

export function byDefault(level: Level | undefined): ManagementRule['managedBy'] {
  return level === 'thpt' || level === 'gdtx' ? 'department' : 'commune'
}

function topOf({ levels }: Unit): Level | undefined {
  return order.findLast((level) => levels.includes(level))
}
