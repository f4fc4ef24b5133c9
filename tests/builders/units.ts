import type { Unit } from '#domain/people/unit.ts'
import { fresh } from './fresh.ts'

export function aUnit(given: Partial<Unit> & Pick<Unit, 'kind'>): Unit {
  const id = given.id ?? fresh(given.kind)
  return { id, parentId: null, name: `Đơn vị ${id}`, levels: [], ...given }
}

export function aMinistry(given: Partial<Unit> = {}): Unit {
  return aUnit({ kind: 'ministry', name: 'Bộ Giáo dục và Đào tạo', ...given })
}

export function aSo(given: Partial<Unit> = {}): Unit {
  return aUnit({ kind: 'department', name: 'Sở Giáo dục và Đào tạo', ...given })
}

export function aCommune(given: Partial<Unit> = {}): Unit {
  return aUnit({ kind: 'commune', name: 'Xã Suối Hoa', ...given })
}

/** A lower secondary school, unless said otherwise. */
export function aSchool(given: Partial<Unit> = {}): Unit {
  return aUnit({ kind: 'school', name: 'THCS Suối Hoa', levels: ['thcs'], ...given })
}

export function unitsById(...units: readonly Unit[]): ReadonlyMap<string, Unit> {
  return new Map(units.map((unit) => [unit.id, unit]))
}
