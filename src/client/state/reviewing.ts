import type { QueuePage, QueueQuery } from '#contract/queue.ts'
import type { Reply } from '#contract/exchange.ts'
import type { Device } from '../device/door.ts'
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
  await device.adopt(reply.value, planId)
  return
}
