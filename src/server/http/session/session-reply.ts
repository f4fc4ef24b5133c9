import type { SessionReply } from '#contract/plans.ts'
import { loadLineages } from '../../records/units.ts'
import type { Connection } from '../house.ts'
import { postsOf } from './sessions.ts'

/** An account as its own device sees it: who, what, where; and whether it still needs a second factor. */
export async function sessionReply(
  db: Connection,
  accountId: string,
  { lacksFactor = false }: { lacksFactor?: boolean } = {},
): Promise<SessionReply> {
  const account = await db
    .selectFrom('account')
    .innerJoin('person', 'person.id', 'account.personId')
    .select(['account.id as accountId', 'account.personId', 'account.username'])
    .select(['person.name', 'person.salutation'])
    .where('account.id', '=', accountId)
    .executeTakeFirstOrThrow()
  const posts = await postsOf(db, account.personId)
  const units = await loadLineages(db, [...new Set(posts.map(({ unitId }) => unitId))])
  const reply = { ...account, posts, units: [...units.values()] as SessionReply['units'] }
  return lacksFactor ? { ...reply, factorRequired: true } : reply
}
