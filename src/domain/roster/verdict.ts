import type { FieldProblem } from '../problems.ts'
import { tidy } from '../text.ts'
import type { Matching } from './columns.ts'
import type { RosterField } from './titles.ts'

/** What a row of a file comes to; 'gone' is who stands with us and in no row. */
export type RowKind = 'new' | 'changed' | 'same' | 'gone' | 'wrong'

/** What a field was and what the file says, as people read it. */
export interface Difference {
  readonly field: RosterField
  readonly from: string
  readonly to: string
}

/** What is made of one row. `wants` is there where something is to be written. */
export interface Verdict<W> {
  readonly no: number
  readonly kind: RowKind
  /** The person or unit that was found. */
  readonly id: string | null
  readonly name: string
  readonly problems: readonly FieldProblem[]
  readonly changes: readonly Difference[]
  readonly wants: W | null
}

/** A row as the file holds it: its number there, and its cells. */
export interface FileRow {
  readonly no: number
  readonly cells: readonly string[]
}

/** What a row says of a field: '' where the column is missing or the cell is empty. */
export type Said = (field: RosterField) => string

export function saidIn(cells: readonly string[], matching: Matching): Said {
  return (field) => {
    const at = matching.indexOf(field)
    return at < 0 ? '' : tidy(cells[at] ?? '').replace(/\s+/g, ' ')
  }
}

export function wrong(no: number, name: string, problems: readonly FieldProblem[]): Verdict<never> {
  return { no, kind: 'wrong', id: null, name, problems, changes: [], wants: null }
}

/** How many rows came to what. */
export type Counts = Readonly<Record<RowKind, number>>

export function countsOf(verdicts: readonly Verdict<unknown>[]): Counts {
  const counts = { new: 0, changed: 0, same: 0, gone: 0, wrong: 0 }
  for (const { kind } of verdicts) counts[kind] += 1
  return counts
}
