import type { LocationQuery } from 'vue-router'
import type { QueuePage, QueueQuery, QueueRow } from '#contract/queue.ts'
import type { PlanBundle } from '#contract/plans.ts'
import { dayOf, type Day, type Instant } from '#domain/day.ts'
import {
  answerMeaning,
  itemMeaning,
  type Answers,
  type Instrument,
} from '#domain/instrument/instrument.ts'
import { waitsFor } from '#domain/people/access.ts'
import { isWithin, type Unit, type UnitKind, type Units } from '#domain/people/unit.ts'
import type { ShownStanding } from '#domain/standing.ts'
import {
  currentRevision,
  openRequest,
  waitsAt,
  type Submission,
} from '#domain/submission/submission.ts'
import { compareNames, matches } from '#domain/text.ts'
import type { Names, Shown } from '../../device/door.ts'
import { instrumentOf, type Known } from '../../state/reviewing.ts'

/** The filters of the queue, in QueueQuery's own words, as the address bar holds them. */
export type Filters = Omit<QueueQuery, 'cursor' | 'limit'>

/** Filters to set, and those to take off again: empty or undefined. */
export type FilterChange = { readonly [Word in keyof Filters]?: string | undefined }

/** The standings that a reviewer meets: the others are their author's alone. */
export const shownStandings = ['received', 'returned', 'accepted', 'published'] as const

export const sorts = ['oldest', 'newest', 'name', 'unit'] as const

const closed = {
  of: ['mine', 'all'],
  standing: shownStandings,
  again: ['1'],
  sort: sorts,
} as const

const free = ['round', 'unit', 'programme', 'q'] as const

/** What the address bar asks for. A word that nobody knows is left out, so an old link still opens. */
export function readFilters(query: LocationQuery): Filters {
  const known = Object.entries(closed).flatMap(([word, values]) => {
    const value = values.find((one) => one === query[word])
    return value === undefined ? [] : [[word, value]]
  })
  const open = free.flatMap((word) => {
    const value = query[word]
    return typeof value === 'string' && value !== '' ? [[word, value]] : []
  })
  return Object.fromEntries([...known, ...open]) as Filters
}

/** The address bar's words again; what is the rule anyway isn't written. */
export function writeFilters(filters: FilterChange): Record<string, string> {
  const said = Object.entries(filters).filter(([, value]) => Boolean(value))
  const { of, ...others } = Object.fromEntries(said) as Record<string, string>
  return of === 'all' ? { of, ...others } : others
}

/** The filters with what holds when nothing was chosen: mine, the longest wait first; of all, the newest. */
export function filled(filters: Filters): Filters & Required<Pick<Filters, 'of' | 'sort'>> {
  const of = filters.of ?? 'mine'
  return { ...filters, of, sort: filters.sort ?? (of === 'mine' ? 'oldest' : 'newest') }
}

/** A submission that waits longer than this is late: design/mockups/10, "Quá 5 ngày"; no rule sets it. */
export const lateAfterDays = 5

/** A submission as a row of the queue, wherever it comes from. */
export interface QueueLine {
  readonly id: string
  readonly planId: string
  readonly unitId: string
  readonly unit: string
  readonly author: string
  readonly title: string
  readonly periods: number | null
  readonly programme: string | null
  readonly revision: number
  readonly standing: ShownStanding
  /** The kind of unit that has it, while it waits. */
  readonly holder: UnitKind | undefined
  readonly mine: boolean
  readonly sentAt: Instant
  readonly waitingDays: number
  /** Its author asks to send late, and nobody has answered. */
  readonly asksLate: boolean
  /** The number of its receipt, where this device knows it. */
  readonly receipt?: string
}

/** One screen of the queue. */
export interface QueueView {
  readonly lines: readonly QueueLine[]
  readonly total: number
  readonly counts: QueuePage['counts']
  readonly units: readonly Unit[]
}

/** A held submission as a row; nothing while neither it nor a wish to send it late has come. */
export function lineOf(shown: Shown, known: Known): QueueLine | undefined {
  const { submission } = shown
  if (!submission) return
  const sentAt = currentRevision(submission)?.receivedAt ?? openRequest(submission)?.at
  return sentAt === undefined
    ? undefined
    : { ...sentLine(submission, sentAt, known), ...onDevice(shown) }
}

function onDevice({ standing, receipt }: Shown) {
  return { standing, ...(receipt && { receipt: receipt.number }) }
}

function sentLine(submission: Submission, sentAt: Instant, known: Known) {
  const { id, planId, unitId, authorId } = submission
  return {
    ...{ id, planId, unitId, sentAt },
    unit: known.names.unit(unitId)?.name ?? '',
    author: known.names.person(authorId) ?? '',
    ...subjectIn(submission, known),
    revision: submission.revisions.length,
    holder: waitsAt(submission)?.unitKind,
    mine: waitsFor(known.actor, submission, known.today),
    waitingDays: daysWaiting(submission, sentAt, known.today),
    asksLate: openRequest(submission) !== undefined,
  }
}

function subjectIn(submission: Submission, { plans }: Known) {
  const revision = currentRevision(submission)
  return revision
    ? subjectOf(instrumentOf(plans, revision), revision.answers)
    : subjectOf(undefined, {})
}

function subjectOf(instrument: Instrument | undefined, answers: Answers) {
  const meant = (meaning: Parameters<typeof answerMeaning>[2]) =>
    instrument && answerMeaning(instrument, answers, meaning)
  const periods = meant('periods')
  const programme = meant('programme')
  return {
    title: String(meant('title') ?? ''),
    periods: typeof periods === 'number' ? periods : null,
    programme: typeof programme === 'string' ? programme : null,
  }
}

function daysWaiting(submission: Submission, sentAt: Instant, today: Day): number {
  if (submission.standing !== 'received') return 0
  return Math.max(0, Math.round((Date.parse(today) - Date.parse(dayOf(sentAt))) / 86_400_000))
}

/** The server's row, with the names that came beside it. */
export function lineOfRow(row: QueueRow, page: QueuePage, planId: string): QueueLine {
  const unit = (id: string | null) => page.units.find((one) => one.id === id)
  const { waitsAt: holderId, authorId, asksLate = false, ...rest } = row
  return {
    ...rest,
    asksLate,
    planId,
    unit: unit(row.unitId)?.name ?? '',
    author: page.people.find(({ id }) => id === authorId)?.name ?? '',
    holder: unit(holderId)?.kind,
  }
}

/** The filters, run on the device: the same page that the server would answer. */
export function viewOf(lines: readonly QueueLine[], filters: Filters, names: Names): QueueView {
  const units = unitsOf(lines, names)
  const passing = (asked: Filters) => lines.filter((line) => passes(line, asked, units))
  const found = passing(filters)
  const sorted = [...found].sort(orders[filled(filters).sort])
  return {
    lines: sorted,
    total: found.length,
    counts: {
      mine: passing({ ...filters, of: 'mine' }).length,
      all: passing({ ...filters, of: 'all' }).length,
      again: passing({ ...filters, again: '1' }).length,
      standing: countStandings(passing({ ...without(filters, 'standing') })),
    },
    units: [...units.values()],
  }
}

function without(filters: Filters, word: keyof Filters): Filters {
  return Object.fromEntries(Object.entries(filters).filter(([key]) => key !== word))
}

function countStandings(lines: readonly QueueLine[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const { standing } of lines) counts[standing] = (counts[standing] ?? 0) + 1
  return counts
}

function passes(line: QueueLine, filters: Filters, units: Units): boolean {
  const { of, standing, unit, programme, again, q } = filters
  return [
    of === 'all' || line.mine,
    !standing || line.standing === standing,
    !unit || isWithin(line.unitId, unit, units),
    !programme || line.programme === programme,
    !again || line.revision > 1,
    !q || isFound(line, q),
  ].every(Boolean)
}

function isFound({ title, author, unit, receipt }: QueueLine, q: string): boolean {
  if (receipt !== undefined && receipt === q.trim().toUpperCase()) return true
  return matches(`${title} ${author} ${unit}`, q)
}

/** The units of the rows and all above them, as far as this device knows them. */
function unitsOf(lines: readonly QueueLine[], names: Names): Map<string, Unit> {
  const units = new Map<string, Unit>()
  for (const { unitId } of lines) {
    let unit = names.unit(unitId)
    while (unit && !units.has(unit.id)) {
      units.set(unit.id, unit)
      unit = unit.parentId ? names.unit(unit.parentId) : undefined
    }
  }
  return units
}

const vietnamese = new Intl.Collator('vi')

const byAge = (a: QueueLine, b: QueueLine) => a.sentAt.localeCompare(b.sentAt)

const orders: Record<NonNullable<Filters['sort']>, (a: QueueLine, b: QueueLine) => number> = {
  oldest: byAge,
  newest: (a, b) => byAge(b, a),
  name: (a, b) => compareNames(a.author, b.author) || byAge(a, b),
  unit: (a, b) => vietnamese.compare(a.unit, b.unit) || compareNames(a.author, b.author),
}

/** What the programme filter offers: the options of the item that means the programme, each once. */
export function programmesOf(plans: readonly PlanBundle[]) {
  const options = plans
    .flatMap(({ instruments }) => instruments)
    .flatMap((instrument) => itemMeaning(instrument, 'programme')?.options ?? [])
  return [...new Map(options.map((option) => [option.id, option])).values()]
}

/** A unit to choose, and how far it stands below the first. */
export interface Branch {
  readonly id: string
  readonly name: string
  readonly depth: number
}

/** What is below the reader's own units, as a tree: to choose one's own, or what is above it, would narrow nothing. */
export function branchesBelow(own: ReadonlySet<string>, units: Units): readonly Branch[] {
  const below = new Map<string | null, Unit[]>()
  for (const unit of [...units.values()].sort((a, b) => byName.compare(a.name, b.name))) {
    if (!own.has(unit.id)) below.set(unit.parentId, [...(below.get(unit.parentId) ?? []), unit])
  }
  const branches = (id: string, depth: number): readonly Branch[] =>
    (below.get(id) ?? []).flatMap((unit) => [
      { id: unit.id, name: unit.name, depth },
      ...branches(unit.id, depth + 1),
    ])
  return [...own].flatMap((id) => branches(id, 0))
}

const byName = new Intl.Collator('vi', { numeric: true })
