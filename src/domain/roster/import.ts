import { addDays, dayOf, type Day, type Instant } from '../day.ts'
import type { OfficeAct } from '../office/office-act.ts'
import { done, refused, type Outcome } from '../outcome.ts'
import { administers } from '../people/authority.ts'
import { fold } from '../text.ts'
import { isMatching, missingIn, type Matching } from './columns.ts'
import type { RosterOf } from './titles.ts'
import { areMergeable, type Merged } from './merge-rows.ts'
import type { Counts } from './verdict.ts'

/** A file whose columns are not all named is 'matching'; 'ready' has a preview. */
export type ImportStanding = 'matching' | 'ready' | 'applied' | 'undone'

/** A file that was read, and what is to become of it. Its rows are kept beside it. */
export interface Import {
  readonly id: string
  readonly version: number
  /** Where its writer is administrator. */
  readonly unitId: string
  readonly what: RosterOf
  readonly columns: Matching
  readonly unitNames: Readonly<Record<string, string>>
  readonly merged: readonly Merged[]
  readonly standing: ImportStanding
  readonly counts: Counts | null
  /** What the preview came to; another one means that something has changed since. */
  readonly fingerprint: string
  readonly appliedAt: Instant | null
  readonly withGone: boolean
}

/** What an import meets: itself, what its preview would come to now, what was changed since it was applied. */
export interface ImportThere {
  readonly one: Import | undefined
  readonly fingerprintNow?: string
  readonly changedSince?: number
}

/** How long an import can be taken back. */
export const undoDays = 7

export interface MatchInput {
  readonly columns: Matching
  /** Units that the writer has named for what the file says. */
  readonly units: readonly { readonly said: string; readonly unitId: string }[]
  /** Double rows that belong together; left out, those said before stay. */
  readonly merged?: readonly Merged[]
}

export function matchImport(
  { one }: ImportThere,
  input: MatchInput,
  act: OfficeAct,
): Outcome<ImportThere> {
  if (!isTheirs(one, act)) return refused('import.not-found')
  if (one.version !== act.base) return refused('record.changed')
  if (!isOpen(one)) return refused('import.applied')
  const { columns, units, merged = one.merged } = input
  if (!fits(one, columns) || !areMergeable(merged)) return refused('import.matching')
  const unitNames = Object.fromEntries(units.map(({ said, unitId }) => [fold(said), unitId]))
  const standing = missingIn(one.what, columns).length > 0 ? 'matching' : 'ready'
  return done({ one: { ...one, version: one.version + 1, columns, unitNames, merged, standing } })
}

function fits({ columns, what }: Import, matching: Matching): boolean {
  return matching.length === columns.length && isMatching(what, matching)
}

export function applyImport(
  { one, fingerprintNow }: ImportThere,
  { withGone }: { readonly withGone: boolean },
  act: OfficeAct,
): Outcome<ImportThere> {
  if (!isTheirs(one, act)) return refused('import.not-found')
  if (!isOpen(one)) return refused('import.applied')
  if (one.version !== act.base) return refused('record.changed')
  if (one.standing !== 'ready' || !one.counts) return refused('import.matching')
  const ends = withGone && one.what === 'people'
  if (one.counts.new + one.counts.changed + (ends ? one.counts.gone : 0) === 0) {
    return refused('import.nothing')
  }
  if (fingerprintNow !== one.fingerprint) return refused('import.stale')
  const applied = { ...one, standing: 'applied' as const, appliedAt: act.at, withGone: ends }
  return done({ one: { ...applied, version: one.version + 1 } })
}

export function undoImport(
  { one, changedSince = 0 }: ImportThere,
  _: unknown,
  act: OfficeAct,
): Outcome<ImportThere> {
  if (!isTheirs(one, act)) return refused('import.not-found')
  if (one.version !== act.base) return refused('record.changed')
  if (one.standing !== 'applied' || one.appliedAt === null) return refused('import.not-applied')
  if (act.day > lastUndoDay(one.appliedAt)) return refused('import.undo-late', { limit: undoDays })
  if (changedSince > 0) return refused('import.undo-changed', { limit: changedSince })
  return done({ one: { ...one, standing: 'undone', version: one.version + 1 } })
}

/** The last day on which an import can be taken back. */
export function lastUndoDay(appliedAt: Instant): Day {
  return addDays(dayOf(appliedAt), undoDays)
}

function isTheirs(one: Import | undefined, act: OfficeAct): one is Import {
  return one !== undefined && administers(one.unitId, act)
}

function isOpen({ standing }: Import): boolean {
  return standing === 'matching' || standing === 'ready'
}
