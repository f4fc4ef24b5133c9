import {
  dayOf,
  daysOf,
  schoolYearOf,
  type Day,
  type Instant,
  type SchoolYear,
} from '#domain/day.ts'
import { mayDecide } from '#domain/people/access.ts'
import { lastDecision, type Decision } from '#domain/submission/submission.ts'
import { total, type YearPeriods } from '#domain/training.ts'
import type { Device } from '../../device/door.ts'
import { isAsked, ledgerOf, recordsIn, type Ledger, type OwnRecord } from '../../state/ledger.ts'

/** All that home shows, read from the device at once. */
export interface Overview {
  readonly today: Day
  readonly ledger: Ledger | undefined
  readonly records: readonly OwnRecord[]
  readonly waiting: number
  readonly attention: number
  readonly toReview: { readonly count: number; readonly oldestAt: Instant | undefined }
  /** Whether a first pull has ended: before it an empty page means nothing. */
  readonly everything: boolean
}

export async function readOverview(device: Device): Promise<Overview> {
  const { read } = device
  const [plans, mine, outbox, others, heard] = await Promise.all([
    read.plans(),
    read.mine(),
    read.waiting(),
    read.toReview(),
    read.heard(),
  ])
  const today = device.today()
  const open = ledgerOf(plans)
  const records = open ? recordsIn(open, mine) : []
  // A draft is nothing in the ledger yet: it is listed, but asks for no periods.
  const hasSent = records.some(({ standing }) => standing !== 'draft')
  const ledger = open && (hasSent || isAsked(open, device)) ? open : undefined
  const waits = others.filter(
    ({ submission }) => submission && mayDecide(device.session, submission, today),
  )
  return {
    today,
    ledger,
    records,
    ...outbox,
    toReview: { count: waits.length, oldestAt: waits[0]?.changedAt },
    everything: heard.everything,
  }
}

/** The decision that sent a record back, if it still waits for its author. */
export function returnOf({ shown }: OwnRecord): Decision | undefined {
  if (shown.standing !== 'returned' || !shown.submission) return
  const decision = lastDecision(shown.submission)
  return decision?.verdict === 'returned' ? decision : undefined
}

/** What the reviewer wrote: the remark on the whole, else those on the fields. */
export function wordsOf({ comment, itemComments }: Decision): string {
  return comment || itemComments.map((one) => one.comment).join(' ')
}

/** The kind of unit at which a decision was made. */
export function placeOf({ shown }: OwnRecord, { step }: Decision): string {
  const kind = shown.submission?.route[step]?.unitKind
  return kind === 'commune' || kind === 'department' ? kind : 'school'
}

/** The years that may be shown: this one and the two in which one may still write. */
export function yearsUntil(today: Day): readonly SchoolYear[] {
  const year = schoolYearOf(today)
  return [year, year - 1, year - 2]
}

/** What a year still lacks, waiting ones counted in, and the programme that lacks most. */
export function lackOf(year: YearPeriods) {
  const lacks = year.programmes.map(({ id, quota, counted, countedWaiting }) => ({
    id,
    lack: total([quota, -counted, -countedWaiting]),
  }))
  const most = lacks.reduce((a, b) => (b.lack > a.lack ? b : a), { id: '', lack: 0 })
  return {
    left: total([year.quota, -year.counted, -year.countedWaiting]),
    most: most.id,
    until: daysOf(year.year).last,
  }
}

/** Whole days between an instant and today, by the calendar. */
export function daysSince(at: Instant, today: Day): number {
  return Math.round((Date.parse(today) - Date.parse(dayOf(at))) / 86_400_000)
}
