import { Array, Integer, Literal, Null, Object, String, Union, type Static } from 'typebox'
import { UnitRecord } from './records.ts'
import { Identifier } from './words.ts'

const level = UnitRecord.properties.levels.items

/** Who manages which schools of a department; null means every unit, year or level. */
export const ManagementRecord = Object({
  id: Identifier,
  departmentId: Identifier,
  unitId: Union([Identifier, Null()]),
  schoolYear: Union([Integer(), Null()]),
  level: Union([level, Null()]),
  managedBy: Union([Literal('commune'), Literal('department')]),
  version: Integer(),
})

export type ManagementRecord = Static<typeof ManagementRecord>

export const ManagementList = Object({
  rules: Array(ManagementRecord),
  /** The departments whose rules the reader may set. */
  departments: Array(Object({ id: Identifier, name: String() })),
  /** The names of the units that the rules name. */
  units: Array(Object({ id: Identifier, name: String() })),
})

export type ManagementList = Static<typeof ManagementList>
