import type { ColumnType } from 'kysely'
import type { Instant } from '#domain/day.ts'
import type { OfficeResult } from '#contract/office/envelope.ts'

/** The tables of the office's own writes. */
export interface OfficeTables {
  officeCommand: OfficeCommandTable
  audit: AuditTable
  auditHead: { one: boolean; number: number; hash: string }
}

export interface OfficeCommandTable {
  accountId: string
  id: string
  kind: string
  recordType: string
  recordId: string
  hash: string
  result: ColumnType<OfficeResult, string, never>
  at: Instant
}

/** What a line of the audit says that is not the office's own doing: opaque ids and figures, no names. */
export type AuditFacts = Readonly<
  Record<string, string | number | boolean | null | readonly string[]>
>

export interface AuditTable {
  number: ColumnType<number, never, never>
  at: Instant
  accountId: string | null
  personId: string | null
  kind: string
  recordType: string
  recordId: string
  unitId: string | null
  facts: ColumnType<AuditFacts, string, never>
  address: string
  device: string
  previous: ColumnType<string, never, never>
  hash: ColumnType<string, never, never>
}
