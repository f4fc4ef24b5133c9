import { sql } from 'kysely'
import { createHash } from 'node:crypto'
import { fold } from '#domain/text.ts'
import type { Connection } from '../http/house.ts'

/** Wrong passwords that cost nothing; from the next one on each doubles the wait. */
const freeTries = 4
const longestMinutes = 60

/**
 * Wrong passwords of an account name, known or not. From the fifth on the name waits 1, 2, 4 … at
 * most 60 minutes; a right one or a quiet day forgets them, so nobody is ever shut out for good.
 * They are in the database, so that several servers agree and a restart forgets nothing. A try
 * counts before it is looked at: many at once don't get past.
 */
export async function beginTry(
  db: Connection,
  name: string,
  now: Date,
): Promise<number | undefined> {
  const nameHash = hashOf(name)
  const counted = await countTry(db, nameHash, now)
  if (counted) return undefined
  const known = await db
    .selectFrom('signInTry')
    .select('freeAt')
    .where('nameHash', '=', nameHash)
    .executeTakeFirst()
  const waitMs = known ? Date.parse(known.freeAt) - now.getTime() : 0
  return Math.max(1, Math.ceil(waitMs / 1000))
}

/** Forgets the name's wrong tries, and by the way those of all names after a day. */
export async function forgetTries(db: Connection, name: string, now: Date): Promise<void> {
  const dayBefore = new Date(now.getTime() - 24 * 60 * 60 * 1000).toISOString()
  await db
    .deleteFrom('signInTry')
    .where((row) => row.or([row('nameHash', '=', hashOf(name)), row('lastAt', '<', dayBefore)]))
    .execute()
}

/** Counts a try, unless the name has to wait: then nothing comes back. */
async function countTry(db: Connection, nameHash: string, now: Date): Promise<boolean> {
  const at = now.toISOString()
  const { rows } = await sql`
    insert into sign_in_try as known (name_hash, tries, last_at, free_at)
    values (${nameHash}, 1, ${at}, ${at})
    on conflict (name_hash) do update set
      (tries, last_at, free_at) = (
        select count, excluded.last_at, excluded.last_at + case when count <= ${freeTries}::int
          then interval '0' else make_interval(mins => least(${longestMinutes}::int,
            power(2, least(count - ${freeTries}::int - 1, 10))::int)) end
        from (select case when known.last_at < excluded.last_at - interval '1 day'
          then 1 else known.tries + 1 end as count) as now)
    where known.free_at <= excluded.last_at
    returning tries`.execute(db)
  return rows.length > 0
}

/** Names that nobody has are written down too; what was typed there may be a password. */
function hashOf(name: string): string {
  return createHash('sha256').update(fold(name)).digest('hex')
}
