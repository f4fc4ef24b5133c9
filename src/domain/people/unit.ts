export type UnitKind = 'ministry' | 'department' | 'commune' | 'school' | 'site'

/** A level of education that a school teaches. */
export type Level = 'mam-non' | 'tieu-hoc' | 'thcs' | 'thpt' | 'gdtx'

/** A node of the organisation tree. Its parent manages it: since 1/7/2025 communes mầm non to THCS, the Sở the rest. */
export interface Unit {
  readonly id: string
  readonly parentId: string | null
  readonly kind: UnitKind
  readonly name: string
  readonly levels: readonly Level[]
}

/** The units that are known here, by id. A device knows its own and those above it. */
export type Units = ReadonlyMap<string, Unit>

/** The unit and all above it, nearest first. A loop in bad data ends it. */
export function lineage(id: string, units: Units): readonly Unit[] {
  const line: Unit[] = []
  for (
    let unit = units.get(id);
    unit;
    unit = unit.parentId ? units.get(unit.parentId) : undefined
  ) {
    if (line.includes(unit)) break
    line.push(unit)
  }
  return line
}

export function isWithin(id: string, above: string, units: Units): boolean {
  return lineage(id, units).some((unit) => unit.id === above)
}
