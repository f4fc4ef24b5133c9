import type { PlanBundle } from '#contract/plans.ts'
import type { QueuePage, QueueQuery } from '#contract/queue.ts'
import type { Reply } from '#contract/exchange.ts'
import type { Day } from '#domain/day.ts'
import type { Instrument } from '#domain/instrument/instrument.ts'
import { waitsFor } from '#domain/people/access.ts'
import { postsOn, type Actor, type Role } from '#domain/people/person.ts'
import type { Device, Names } from '../device/door.ts'
import { useAsk, type Asked, type AskProblem } from './ask.ts'

// Only who reviews above a school asks; a plain teacher's screens never load it.
const line = () => import('../api/queue.ts')

/** What a queue is asked of: a plan and the filters. Nothing is asked while there is no plan. */
export interface QueueQuestion {
  readonly planId: string
  readonly query: QueueQuery
}

/** The first page of a reviewer's queue; its last answer stays on the device, dated. */
export function useQueuePage(question: () => QueueQuestion | undefined): Asked<QueuePage> {
  return useAsk<QueuePage>(
    (device) => {
      const asked = question()
      return asked ? askPage(device, asked) : nothingAsked
    },
    { key: () => keyOf(question()), empty: (page) => page.rows.length === 0 },
  )
}

const nothingAsked: Promise<Reply<QueuePage>> = Promise.resolve({ ok: false, word: 'unreachable' })

function keyOf(question: QueueQuestion | undefined): string {
  return question ? `queue:${question.planId}:${JSON.stringify(question.query)}` : 'queue'
}

/** A further page, by the cursor that the one before gave. */
export async function askPage(
  device: Device,
  { planId, query }: QueueQuestion,
): Promise<Reply<QueuePage>> {
  const { askQueue } = await line()
  return askQueue(device.session.accountId, planId, query)
}

/** Fetches a record by name and keeps it, so that it can be read and decided on without a line. */
export async function fetchRecord(
  device: Device,
  planId: string,
  id: string,
): Promise<AskProblem | undefined> {
  const { askRecord } = await line()
  const reply = await askRecord(device.session.accountId, planId, id)
  if (!reply.ok) return reply
  try {
    await device.adopt(reply.value, planId)
    return
  } catch {
    // No room, or the notebook was closed meanwhile: the record is still where it was.
    return { ok: false, word: 'broken' }
  }
}

/** A record in the order in which it waits. */
export interface InLine {
  readonly planId: string
  readonly id: string
}

/** What waits: the way from one record to the next. */
export interface Line {
  readonly rows: readonly InLine[]
  /** Whether nothing waits beside these: only then the last of them is the last. */
  readonly isWhole: boolean
}

const lines = new WeakMap<Device, Line>()

/** What waited in the list that was seen last. */
export function keepLine(device: Device, line: Line): void {
  lines.set(device, line)
}

/** It was decided: it waits no more. */
export function leaveLine(device: Device, id: string): void {
  const known = lines.get(device)
  if (known) lines.set(device, { ...known, rows: known.rows.filter((one) => one.id !== id) })
}

/** The one after this, from the end back to the beginning; and whether this is known to be the last. */
export async function nextInLine(
  device: Device,
  id: string,
): Promise<{ readonly next: InLine | undefined; readonly isLast: boolean }> {
  const { rows, isWhole } = lines.get(device) ?? (await lineHere(device))
  const at = rows.findIndex((one) => one.id === id)
  const others = [...rows.slice(at + 1), ...rows.slice(0, Math.max(at, 0))]
  const next = others.find((one) => one.id !== id)
  return { next, isLast: isWhole && !next }
}

/** Where no list was seen yet: what a school's reviewer has to decide lies on the device, the rest only at the server. */
async function lineHere(device: Device): Promise<Line> {
  if (asksServer(device)) return { rows: [], isWhole: false }
  const today = device.today()
  const shown = await device.read.toReview()
  const waiting = shown.filter(
    ({ submission }) => submission && waitsFor(device.session, submission, today),
  )
  return { rows: waiting.map(({ planId, id }) => ({ planId, id })), isWhole: true }
}

/** How much of a list had been shown, and how far down it was read; kept while the notebook is open. */
export interface ListPlace {
  readonly pages: readonly QueuePage[]
  readonly length: number
  readonly scroll: number
}

const places = new WeakMap<Device, Map<string, ListPlace>>()

export function placeIn(device: Device, list: string): ListPlace | undefined {
  return places.get(device)?.get(list)
}

export function keepPlace(device: Device, list: string, change: Partial<ListPlace>): void {
  const own = places.get(device) ?? new Map<string, ListPlace>()
  places.set(device, own.set(list, { ...nowhere, ...own.get(list), ...change }))
}

const nowhere: ListPlace = { pages: [], length: 0, scroll: 0 }

const lastRead = new WeakMap<Device, string>()

/** The record that is open: the list marks it when its reader comes back. */
export function markRead(device: Device, id: string): void {
  lastRead.set(device, id)
}

/** The record from which the reader comes back; said once. */
export function takeRead(device: Device): string | undefined {
  const id = lastRead.get(device)
  lastRead.delete(device)
  return id
}

/** How the screens address the person; `You` begins a sentence. */
export function addressOf({ session }: Device): { readonly you: string; readonly You: string } {
  const you = session.salutation ?? 'thầy cô'
  return { you, You: you.charAt(0).toLocaleUpperCase('vi') + you.slice(1) }
}

/** Whether others' work can ever come before this person. */
export function isReviewer(device: Device): boolean {
  return postsOn(device.session, device.today()).some(({ role }) => reviewing.includes(role))
}

const reviewing: readonly Role[] = ['group-head', 'deputy', 'principal', 'officer', 'reviewer']

/** What others' records are read with: names, instruments, and who looks at them on which day. */
export interface Known {
  readonly names: Names
  readonly plans: readonly PlanBundle[]
  readonly actor: Actor
  readonly today: Day
}

/** Reads what rows and records are made with. */
export async function readKnown(device: Device): Promise<Known> {
  const [names, plans] = await Promise.all([device.read.names(), device.read.plans()])
  return { names, plans, actor: device.session, today: device.today() }
}

/** Who reviews above a school: what may be read there is too much to carry, so the server is asked. */
export function asksServer(device: Device): boolean {
  const posts = postsOn(device.session, device.today())
  return posts.some(({ role }) => role === 'officer' || role === 'reviewer')
}

/** The form, in the version with which something was written. */
export function instrumentOf(
  plans: readonly PlanBundle[],
  at: { readonly instrumentId: string; readonly instrumentVersion: number },
): Instrument | undefined {
  return plans
    .flatMap(({ instruments }) => instruments)
    .find(({ id, version }) => id === at.instrumentId && version === at.instrumentVersion)
}
