import type { RecordReply, Reply } from '#contract/exchange.ts'
import type { QueuePage, QueueQuery } from '#contract/queue.ts'
import { ask } from './request.ts'

/** A page of a reviewer's queue. */
export function askQueue(
  account: string,
  planId: string,
  query: QueueQuery,
): Promise<Reply<QueuePage>> {
  const words = new URLSearchParams()
  for (const [name, value] of Object.entries<string | number | undefined>(query)) {
    if (value !== undefined) words.set(name, String(value))
  }
  return ask(`/plans/${planId}/queue?${words.toString()}`, { account })
}

/** One submission by name, with the names in it. */
export function askRecord(
  account: string,
  planId: string,
  id: string,
): Promise<Reply<RecordReply>> {
  return ask(`/plans/${planId}/submissions/${id}`, { account })
}
