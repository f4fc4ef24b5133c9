import type { QueuePage, QueueQuery, QueueRow } from '#contract/queue.ts'
import { dayOf, type Day, type Instant } from '#domain/day.ts'
import type { Connection } from '../http/house.ts'
import { namesOf } from '../records/names.ts'
import { loadLineages } from '../records/units.ts'
import { readPlace, writePlace, type QueueSort } from './queue-order.ts'
import { rowQuery, tallyQuery, type QueueAsked } from './queue-rows.ts'

/** A page of a reviewer's queue, with the counts beside its filters. */
export async function queuePage(
  db: Connection,
  asked: QueueAsked,
  at: Instant,
): Promise<QueuePage> {
  const { limit = 50, sort = 'oldest', cursor } = asked.filters
  const after = cursor === undefined ? undefined : readPlace(cursor, sort)
  const found = await rowQuery(db, asked, { after, limit }).execute()
  const rows = found.slice(0, limit).map((row) => listed(row, at))
  const tally = await tallyQuery(db, asked).execute()
  const { people } = await namesOf(db, {
    people: rows.map(({ authorId }) => authorId),
    units: [],
    day: dayOf(at),
  })
  const units = await loadLineages(db, [
    ...rows.flatMap(({ unitId, waitsAt }) => [unitId, waitsAt ?? unitId]),
    ...(cursor === undefined ? choices(tally, asked.filters) : []),
  ])
  return {
    rows,
    people,
    units: [...units.values()] as QueuePage['units'],
    ...countsOf(tally, asked.filters),
    next: found.length > limit ? placeOf(rows.at(-1), sort) : null,
    serverTime: at,
  }
}

type Found = Awaited<ReturnType<ReturnType<typeof rowQuery>['execute']>>[number]
type Tally = Awaited<ReturnType<ReturnType<typeof tallyQuery>['execute']>>

function listed({ lastOn, ...row }: Found, at: Instant): QueueRow {
  const waits = row.standing === 'received'
  return {
    ...row,
    lastDay: lastOn,
    waitingDays: waits ? daysBetween(dayOf(row.sentAt), dayOf(at)) : 0,
  }
}

/** Never less than none: clocks of two servers may differ by a moment around midnight. */
function daysBetween(from: Day, until: Day): number {
  return Math.max(0, Math.round((Date.parse(until) - Date.parse(from)) / (24 * 60 * 60 * 1000)))
}

function placeOf(row: QueueRow | undefined, sort: QueueSort): string | null {
  return row ? writePlace({ sort, ...row }) : null
}

/** The units between which a reader may choose, whatever page is open; further pages need not repeat them. */
function choices(tally: Tally, { unit }: QueueQuery): readonly string[] {
  return [...new Set([...tally.map(({ unitId }) => unitId), ...(unit === undefined ? [] : [unit])])]
}

/** Each count stands under all filters but its own, so that it tells what choosing it would show. */
function countsOf(tally: Tally, { of = 'mine', standing, again }: QueueQuery) {
  const within = tally.filter((group) => group.within)
  const fits = {
    of: ({ mine }: Tally[number]) => of === 'all' || mine,
    again: (group: Tally[number]) => again === undefined || group.again,
    standing: (group: Tally[number]) => standing === undefined || group.standing === standing,
  }
  const beside = (own: keyof typeof fits | undefined) =>
    within.filter((group) =>
      (['of', 'again', 'standing'] as const).every((one) => one === own || fits[one](group)),
    )
  return {
    total: sum(beside(undefined)),
    counts: {
      mine: sum(beside('of').filter(({ mine }) => mine)),
      all: sum(beside('of')),
      again: sum(beside('again').filter((group) => group.again)),
      standing: byStanding(beside('standing')),
    },
  }
}

function byStanding(groups: Tally): Record<string, number> {
  const standings = [...new Set(groups.map(({ standing }) => standing))]
  return Object.fromEntries(
    standings.map((one) => [one, sum(groups.filter(({ standing }) => standing === one))]),
  )
}

function sum(groups: Tally): number {
  return groups.reduce((total, { count }) => total + count, 0)
}
