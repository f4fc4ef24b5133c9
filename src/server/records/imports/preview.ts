import { createHash } from 'node:crypto'
import type { Day } from '#domain/day.ts'
import type { Import } from '#domain/roster/import.ts'
import { peopleJudge, type PersonVerdict } from '#domain/roster/judge-people.ts'
import { foldedVerdict, mergeRows } from '#domain/roster/merge-rows.ts'
import { judgeUnits, type UnitVerdict } from '#domain/roster/judge-units.ts'
import type { FileRow, Verdict } from '#domain/roster/verdict.ts'
import type { Connection } from '../../database/tables.ts'
import { loadRows } from './import-store.ts'
import { breathe, tell } from './progress.ts'
import { loadPeopleThere, loadUnitsThere } from './roster-there.ts'

/** What an import would come to, row by row. */
export type Preview =
  | { readonly what: 'people'; readonly verdicts: readonly PersonVerdict[] }
  | { readonly what: 'units'; readonly verdicts: readonly UnitVerdict[] }

/** Compares the rows of a file with what stands today. */
export async function previewOf(db: Connection, one: Import, day: Day): Promise<Preview> {
  const { rows, folded } = mergeRows(await loadRows(db, one.id), one.merged)
  const rest = folded.map(foldedVerdict)
  const at = { rootId: one.unitId, day, unitNames: one.unitNames }
  if (one.what === 'people') {
    const judge = peopleJudge(await loadPeopleThere(db, at), one.columns)
    const judged = await inTurns(one.id, rows, judge.judge)
    return { what: 'people', verdicts: [...judged, ...rest, ...judge.gone()] }
  }
  const there = await loadUnitsThere(db, at)
  // The same row gets the same id each time it is looked at.
  const newId = (no: number) => `u-${hashOf([one.id, no]).slice(0, 30)}`
  return {
    what: 'units',
    verdicts: [...judgeUnits(there, { rows, matching: one.columns }, newId), ...rest],
  }
}

/** Whether two previews came to the same. */
export function fingerprintOf({ verdicts }: Preview): string {
  return hashOf(verdicts)
}

function hashOf(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex')
}

const turn = 500

async function inTurns<V extends Verdict<unknown>>(
  importId: string,
  rows: readonly FileRow[],
  judge: (row: FileRow) => V,
): Promise<V[]> {
  const verdicts: V[] = []
  for (const row of rows) {
    verdicts.push(judge(row))
    if (verdicts.length % turn > 0) continue
    tell(importId, { step: 'comparing', done: verdicts.length, total: rows.length })
    await breathe()
  }
  return verdicts
}
