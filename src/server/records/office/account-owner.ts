import type { Transaction } from 'kysely'
import type { Actor, Post } from '#domain/people/person.ts'
import type { Database } from '../../database/tables.ts'

/** An account as writes about its safety see it: whose it is, with all posts, past and to come. */
export interface OwnedAccount {
  readonly accountId: string
  readonly owner: Actor
  readonly hasPassword: boolean
}

export async function loadOwnedAccount(
  trx: Transaction<Database>,
  accountId: string,
): Promise<OwnedAccount | undefined> {
  const account = await trx
    .selectFrom('account')
    .select(['personId', 'passwordHash'])
    .where('id', '=', accountId)
    .executeTakeFirst()
  if (!account) return undefined
  const { personId, passwordHash } = account
  const posts: Post[] = await trx
    .selectFrom('post')
    .select(['unitId', 'role', 'fromOn as from', 'untilOn as until', 'main'])
    .where('personId', '=', personId)
    .orderBy('id')
    .execute()
  return { accountId, owner: { personId, posts }, hasPassword: passwordHash !== null }
}

/** Where the owner counts, for the audit line. */
export function unitOf({ posts }: Actor): string | null {
  return posts.find(({ main }) => main)?.unitId ?? null
}
