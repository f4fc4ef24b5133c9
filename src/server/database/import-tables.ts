import type { ColumnType, Generated } from 'kysely'
import type { Instant } from '#domain/day.ts'
import type { FieldProblem } from '#domain/problems.ts'
import type { Matching } from '#domain/roster/columns.ts'
import type { RosterOf } from '#domain/roster/titles.ts'
import type { ImportStanding } from '#domain/roster/import.ts'
import type { Merged } from '#domain/roster/merge-rows.ts'
import type { Counts, Difference, RowKind } from '#domain/roster/verdict.ts'

type Json<T> = ColumnType<T, string, string>
type Filled<T> = ColumnType<T, string | undefined, string>

/** The tables of files that are read in. */
export interface ImportTables {
  import: ImportTable
  importRow: ImportRowTable
  importEffect: ImportEffectTable
}

export interface ImportTable {
  id: string
  version: Generated<number>
  unitId: string
  what: RosterOf
  fileName: string
  fileHash: string
  header: string[]
  headerRow: number
  rowCount: number
  columns: Json<Matching>
  unitNames: Filled<Readonly<Record<string, string>>>
  merged: Filled<readonly Merged[]>
  standing: ImportStanding
  counts: ColumnType<Counts | null, string | null | undefined, string | null>
  fingerprint: Generated<string>
  withGone: Generated<boolean>
  createdBy: string
  createdAt: Instant
  appliedAt: Instant | null
  undoneAt: Instant | null
}

export interface ImportRowTable {
  importId: string
  no: number
  cells: Json<readonly string[]>
  kind: RowKind | null
  name: Generated<string>
  problems: Filled<readonly FieldProblem[]>
  changes: Filled<readonly Difference[]>
}

export interface ImportEffectTable {
  importId: string
  tableName: string
  rowKey: string
  before: ColumnType<object | null, string | null, string | null>
  after: ColumnType<object | null, string | null, string | null>
}
