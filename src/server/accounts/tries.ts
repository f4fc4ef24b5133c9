import { createHash } from 'node:crypto'
import { fold } from '#domain/text.ts'
import type { Connection } from '../http/house.ts'
import { countTry, type Try, type TryBook } from '../records/tries.ts'

/** Wrong passwords of an account name, known or not. From the fifth on the name waits 1, 2, 4 … 60 minutes. */
const book: TryBook = {
  table: 'sign_in_try',
  of: 'name_hash',
  free: 4,
  firstSeconds: 60,
  forgetsDaily: true,
}

export function beginTry(db: Connection, name: string, now: Date): Promise<Try> {
  return countTry(db, book, { id: hashOf(name), now })
}

/** Forgets the name's wrong tries, and by the way those of all names after a day. */
export async function forgetTries(db: Connection, name: string, now: Date): Promise<void> {
  const dayBefore = new Date(now.getTime() - 24 * 60 * 60 * 1000).toISOString()
  await db
    .deleteFrom('signInTry')
    .where((row) => row.or([row('nameHash', '=', hashOf(name)), row('lastAt', '<', dayBefore)]))
    .execute()
}

/** Names that nobody has are written down too; what was typed there may be a password. */
function hashOf(name: string): string {
  return createHash('sha256').update(fold(name)).digest('hex')
}
