import type { SessionReply } from '#contract/plans.ts'
import type { Connection } from '../http/house.ts'
import { postsOf } from '../http/session/sessions.ts'
import { loadLineages } from '../records/units.ts'

/** An account as its own device sees it: who, what, where. */
export async function sessionReply(db: Connection, accountId: string): Promise<SessionReply> {
  const account = await db
    .selectFrom('account')
    .innerJoin('person', 'person.id', 'account.personId')
    .select(['account.id as accountId', 'account.personId', 'account.username'])
    .select(['person.name', 'person.salutation'])
    .where('account.id', '=', accountId)
    .executeTakeFirstOrThrow()
  const posts = await postsOf(db, account.personId)
  const units = await loadLineages(db, [...new Set(posts.map(({ unitId }) => unitId))])
  return { ...account, posts, units: [...units.values()] as SessionReply['units'] }
}
