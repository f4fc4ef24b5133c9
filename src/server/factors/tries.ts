import { sql } from 'kysely'
import type { FastifyReply } from 'fastify'
import type { Connection } from '../http/house.ts'
import { Refusal } from '../http/refusal.ts'

/** Wrong codes that cost nothing; each further one doubles the wait, from 30 seconds to an hour. */
const freeTries = 3

/**
 * Counts a try at an account's codes before it is looked at, so that many at once don't get past:
 * six digits are a million, and the password is known already.
 */
export async function countTry(
  db: Connection,
  accountId: string,
  { now, reply }: { now: Date; reply: FastifyReply },
): Promise<void> {
  const at = now.toISOString()
  const { rows } = await sql`
    insert into factor_try as known (account_id, tries, free_at) values (${accountId}, 1, ${at})
    on conflict (account_id) do update set
      tries = known.tries + 1,
      free_at = ${at}::timestamptz + case when known.tries + 1 < ${freeTries}::int
        then interval '0' else make_interval(secs => least(3600,
          30 * power(2, least(known.tries + 1 - ${freeTries}::int, 10)))) end
    where known.free_at <= ${at}::timestamptz
    returning tries`.execute(db)
  if (rows.length > 0) return
  const known = await db
    .selectFrom('factorTry')
    .select('freeAt')
    .where('accountId', '=', accountId)
    .executeTakeFirst()
  const seconds = Math.ceil(((known ? Date.parse(known.freeAt) : 0) - now.getTime()) / 1000)
  reply.header('retry-after', Math.max(1, seconds))
  throw new Refusal('session.too-many-tries', { limit: Math.max(1, Math.ceil(seconds / 60)) })
}

export async function forgetTries(db: Connection, accountId: string): Promise<void> {
  await db.deleteFrom('factorTry').where('accountId', '=', accountId).execute()
}
