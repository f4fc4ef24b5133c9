import type { Day, SchoolYear } from '#domain/day.ts'
import type { ShownStanding } from '#domain/standing.ts'
import { matches } from '#domain/text.ts'
import { total } from '#domain/training.ts'
import type { OwnRecord } from '../../state/ledger.ts'

/** Standings as the filter groups them: one chip each. */
export const standingGroups = {
  returned: ['returned'],
  waiting: ['queued', 'sending', 'failed'],
  draft: ['draft'],
  received: ['received'],
  accepted: ['accepted', 'published'],
  withdrawn: ['withdrawn', 'closed'],
} as const satisfies Record<string, readonly ShownStanding[]>

export type StandingGroup = keyof typeof standingGroups

/** The filters of the list; the address bar holds the same words. */
export interface Filters {
  readonly year: SchoolYear
  readonly standing: StandingGroup | undefined
  readonly programme: string | undefined
  readonly search: string
}

/** The records of a month, newest first, with their sums. `month` is 'YYYY-MM'; drafts without a day have none. */
export interface Month {
  readonly month: string | undefined
  readonly records: readonly OwnRecord[]
  readonly periods: number
  readonly accepted: number
}

export function isStandingGroup(text: unknown): text is StandingGroup {
  return typeof text === 'string' && text in standingGroups
}

/** The school year in which a record is listed: its own, or this one while it has no day. */
export function yearIn(record: OwnRecord, thisYear: SchoolYear): SchoolYear {
  return record.year ?? thisYear
}

export function filtered(
  records: readonly OwnRecord[],
  { year, standing, programme, search }: Filters,
  thisYear: SchoolYear,
): readonly OwnRecord[] {
  return records.filter(
    (record) =>
      yearIn(record, thisYear) === year &&
      (!standing || isIn(record, standing)) &&
      (!programme || record.programme === programme) &&
      matches(record.title, search),
  )
}

export function isIn({ standing }: OwnRecord, group: StandingGroup): boolean {
  const standings: readonly ShownStanding[] = standingGroups[group]
  return standings.includes(standing)
}

/** The records by month of their last day, the newest month first and what has no day before all. */
export function byMonth(records: readonly OwnRecord[]): readonly Month[] {
  const months = new Set(records.map(monthOf))
  return [...months]
    .sort((a, b) => (b ?? '9').localeCompare(a ?? '9'))
    .map((month) => {
      const own = records.filter((record) => monthOf(record) === month).sort(newestFirst)
      return {
        month,
        records: own,
        periods: sumOf(own.filter((record) => !isIn(record, 'withdrawn'))),
        accepted: sumOf(own.filter((record) => isIn(record, 'accepted'))),
      }
    })
}

function monthOf({ lastDay }: OwnRecord): string | undefined {
  return lastDay?.slice(0, 7)
}

function sumOf(records: readonly OwnRecord[]): number {
  return total(records.map(({ periods }) => periods ?? 0))
}

function newestFirst(a: OwnRecord, b: OwnRecord): number {
  const day = (record: OwnRecord): Day => record.lastDay ?? '9'
  return day(b).localeCompare(day(a)) || b.shown.changedAt.localeCompare(a.shown.changedAt)
}
