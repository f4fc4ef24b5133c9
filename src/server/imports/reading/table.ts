import type { ProblemCode } from '#domain/problems.ts'

/** Rows as a file holds them, cell by cell, as text; days as YYYY-MM-DD. */
export type Grid = readonly (readonly string[])[]

/** A list out of a file: the titles of its columns, and its rows with their numbers there. */
export interface Table {
  readonly header: readonly string[]
  /** The number of the row with the titles, from 1 on. */
  readonly headerRow: number
  readonly rows: readonly { readonly no: number; readonly cells: readonly string[] }[]
}

/** Why a file can't be read; leaves the worker as data. */
export class Unreadable extends Error {
  readonly code: ProblemCode
  readonly limit: number | string | undefined

  constructor(code: ProblemCode, limit?: number | string) {
    super(code)
    this.code = code
    this.limit = limit
  }
}

export const limits = {
  bytes: 20 * 1024 * 1024,
  rows: 60_000,
  columns: 200,
  /** Characters of a cell that are kept; no field takes more. */
  cell: 300,
  /** Of a packed file, once it is unpacked. */
  unpacked: 300 * 1024 * 1024,
  entries: 1_000,
} as const
