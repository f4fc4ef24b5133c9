import type { Instant } from '#domain/day.ts'
import { holdersOf } from '#domain/people/access.ts'
import type { Submission } from '#domain/submission/submission.ts'
import type { Connection } from '../database/tables.ts'

/** Which command of whom changed a record, and when. */
export interface Deed {
  readonly kind: string
  readonly commandId: string
  readonly byId: string
  readonly at: Instant
}

/** A record before and after what a command did to it. */
export interface Done {
  readonly before: Submission | undefined
  readonly after: Submission
  readonly deed: Deed
}

/**
 * Appends what commands did to records, in order; the event numbers come with the commit. Whoever
 * held a record before or holds it now learns of it. A record saved without a change is in
 * nobody's feed.
 */
export async function appendChanges(trx: Connection, all: readonly Done[]): Promise<void> {
  if (all.length === 0) return
  await trx.insertInto('change').values(all.map(changeRow)).execute()
}

function changeRow({ before, after, deed }: Done) {
  const audience = new Set([...(before ? holdersOf(before) : []), ...holdersOf(after)])
  return { ...deed, planId: after.planId, submissionId: after.id, audience: [...audience] }
}
