import type { ColumnType, Generated } from 'kysely'
import type { Day, Instant, SchoolYear } from '#domain/day.ts'
import type { HeldPost } from '#domain/people/dossier.ts'
import type { Level, UnitKind } from '#domain/people/unit.ts'

/** The tables beside units, people and accounts. */
export interface PeopleTables {
  unitVersion: UnitVersionTable
  unitSuccession: UnitSuccessionTable
  managementRule: ManagementRuleTable
  moveBefore: MoveBeforeTable
  activation: ActivationTable
  signInTry: SignInTryTable
}

export interface UnitVersionTable {
  unitId: string
  fromOn: Day
  /** The last day of it; none while it holds. */
  untilOn: Day | null
  parentId: string | null
  kind: UnitKind
  name: string
  levels: Level[]
  code: string | null
}

export interface UnitSuccessionTable {
  fromUnitId: string
  toUnitId: string
  how: 'merge' | 'split'
  onDay: Day
  /** Whose heads act for the unit that is gone. */
  keepsRecords: boolean
}

export interface ManagementRuleTable {
  id: string
  departmentId: string
  unitId: string | null
  schoolYear: SchoolYear | null
  level: Level | null
  managedBy: 'commune' | 'department'
  version: Generated<number>
}

export interface MoveBeforeTable {
  personId: string
  /** The person's version after the move. */
  version: number
  posts: ColumnType<readonly HeldPost[], string, string>
  at: Instant
}

export interface ActivationTable {
  id: string
  accountId: string
  purpose: 'invite' | 'reset'
  codeHash: string
  createdBy: string
  createdAt: Instant
  expiresAt: Instant
  usedAt: Instant | null
  revokedAt: Instant | null
}

export interface SignInTryTable {
  nameHash: string
  tries: number
  lastAt: Instant
  /** When the next try is looked at. */
  freeAt: Instant
}
