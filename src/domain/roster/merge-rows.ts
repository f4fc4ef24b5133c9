import type { FileRow, Verdict } from './verdict.ts'

/** A row that the writer has said to fold into an earlier one. */
export interface Merged {
  readonly no: number
  readonly into: number
}

/** Only into a row above: so no two rows go round in a circle. */
export function areMergeable(merged: readonly Merged[]): boolean {
  return merged.every(({ no, into }) => into < no)
}

/** The rows with the doubles folded in: what the later row says goes before, what it leaves empty stays. */
export function mergeRows(rows: readonly FileRow[], merged: readonly Merged[]) {
  if (merged.length === 0) return { rows, folded: [] }
  const byNo = new Map(rows.map((row) => [row.no, row]))
  const folded: FileRow[] = []
  // From below, so that a row of a row comes up with it.
  for (const { no, into } of merged.toSorted((a, b) => b.no - a.no)) {
    const [row, above] = [byNo.get(no), byNo.get(into)]
    if (!row || !above) continue
    const cells = above.cells.map((cell, at) => laid(row.cells[at] ?? '', cell))
    byNo.set(into, { no: into, cells })
    byNo.delete(no)
    folded.push(row)
  }
  return { rows: [...byNo.values()], folded }
}

const laid = (above: string, below: string) => (above === '' ? below : above)

/** What was folded away has nothing left to write. */
export function foldedVerdict({ no, cells }: FileRow): Verdict<never> {
  const name = cells.find((cell) => /\p{L}/u.test(cell)) ?? ''
  return { no, kind: 'same', id: null, name, problems: [], changes: [], wants: null }
}
