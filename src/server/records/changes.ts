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

/**
 * Appends what a command did to a record, and gives the change's id; its event number comes with
 * the commit. Whoever held the record before or holds it now learns of it. A record saved without
 * a change is in nobody's feed.
 */
export async function appendChange(
  trx: Connection,
  { before, after }: { before: Submission | undefined; after: Submission },
  deed: Deed,
): Promise<number> {
  const audience = new Set([...(before ? holdersOf(before) : []), ...holdersOf(after)])
  const { id } = await trx
    .insertInto('change')
    .values({ ...deed, planId: after.planId, submissionId: after.id, audience: [...audience] })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}
