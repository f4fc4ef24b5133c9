import { shallowRef } from 'vue'
import type { PlanBundle } from '#contract/plans.ts'
import type { QueuePage, QueueQuery } from '#contract/queue.ts'
import type { Reply } from '#contract/exchange.ts'
import type { Day } from '#domain/day.ts'
import type { Instrument } from '#domain/instrument/instrument.ts'
import { postsOn, type Actor } from '#domain/people/person.ts'
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

/** What waited in the list that was seen last: the way from one record to the next. */
export const inLine = shallowRef<readonly InLine[]>([])

/** The one after this; from the end it goes back to the beginning. */
export function nextInLine(id: string): InLine | undefined {
  const at = inLine.value.findIndex((one) => one.id === id)
  const others = [...inLine.value.slice(at + 1), ...inLine.value.slice(0, Math.max(at, 0))]
  return others.find((one) => one.id !== id)
}

/** It was decided: it waits no more. */
export function leaveLine(id: string): void {
  inLine.value = inLine.value.filter((one) => one.id !== id)
}

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
