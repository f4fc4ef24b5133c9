import type { FastifyReply } from 'fastify'
import type { Connection } from '../http/house.ts'
import { Refusal } from '../http/refusal.ts'
import { countTry, type TryBook } from '../records/tries.ts'

/**
 * Wrong codes of an account: six digits are a million, and the password is known already. So the
 * third one waits half a minute, and no quiet day forgets them.
 */
const book: TryBook = {
  table: 'factor_try',
  of: 'account_id',
  free: 2,
  firstSeconds: 30,
  forgetsDaily: false,
}

/** Whether a wait begins if this one is wrong; refuses it where there is one already. */
export async function beginTry(
  db: Connection,
  accountId: string,
  { now, reply }: { now: Date; reply: FastifyReply },
): Promise<boolean> {
  const tried = await countTry(db, book, { id: accountId, now })
  if (!tried.isBarred) return tried.bars
  reply.header('retry-after', tried.seconds)
  const limit = Math.ceil(tried.seconds / 60)
  throw new Refusal('session.too-many-tries', { limit })
}

export async function forgetTries(db: Connection, accountId: string): Promise<void> {
  await db.deleteFrom('factorTry').where('accountId', '=', accountId).execute()
}
