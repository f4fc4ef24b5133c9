import type { Transaction } from 'kysely'
import type { OfficeAct } from '#domain/office/office-act.ts'
import type { Database } from '../../database/tables.ts'
import type { AuditFacts } from '../../database/office-tables.ts'

/** What a keeper is asked for: the record that a command names, and what the command says. */
export interface Asked {
  readonly kind: string
  readonly input: unknown
  readonly act: OfficeAct
}

/** What the audit line and the reply say of a write. */
export interface Account {
  /** The record's version from now on. */
  readonly version: number
  /** Where it belongs in the tree; the audit is searched by it. */
  readonly unitId: string | null
  readonly facts?: AuditFacts
}

/** Loads and saves one kind of record. Office writes take turns, so nothing moves between the two. */
export interface Keeper<T> {
  load(trx: Transaction<Database>, asked: Asked): Promise<T>
  save(trx: Transaction<Database>, step: Step<T>, asked: Asked): Promise<Account>
}

export interface Step<T> {
  readonly before: T
  readonly after: T
}

/** So that keepers of different records stand in one table. */
export function keeper<T>(one: Keeper<T>): Keeper<unknown> {
  return one
}
