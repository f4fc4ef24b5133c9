import type { FastifyReply, FastifyRequest } from 'fastify'
import { fold } from '#domain/text.ts'
import type { SignIn } from '#contract/plans.ts'
import { doerOf } from '../http/doer.ts'
import type { App, Connection, House } from '../http/house.ts'
import { Refusal } from '../http/refusal.ts'
import { writeSessionLine, writeWrongTry } from '../http/session/session-lines.ts'
import { isPassword } from './passwords.ts'
import { beginTry, forgetTries } from './tries.ts'

/** Sign-ins from one address in a quarter of an hour: a whole school may do it at once. */
const perAddress = 300

/** Finds the account of a name and a password, or refuses without telling which of the two was wrong. */
export function aDoorkeeper(app: App, { db, clock }: House) {
  const ofAddress = app.createRateLimit({ max: perAddress, timeWindow: 15 * 60 * 1000 })

  return async (request: FastifyRequest<{ Body: SignIn }>, reply: FastifyReply) => {
    const name = fold(request.body.username)
    const flood = await ofAddress(request)
    if (!flood.isAllowed && flood.isExceeded) refuseTries(reply, flood.ttlInSeconds)
    const tried = await beginTry(db, name, clock())
    if (tried.isBarred) refuseTries(reply, tried.seconds)
    const account = await findAccount(db, name)
    const line = {
      at: clock().toISOString(),
      from: doerOf(request),
      accountId: account?.id ?? null,
    }
    if (!(await isPassword(request.body.password, account?.passwordHash)) || !account) {
      const why = 'session.wrong-password'
      await writeWrongTry(db, { ...line, why, bars: tried.bars })
      throw new Refusal(why)
    }
    await forgetTries(db, name, clock())
    if (account.disabledAt === null) return account.id
    const why = 'session.disabled'
    await writeSessionLine(db, { ...line, kind: 'session.refuse', facts: { why } })
    throw new Refusal(why)
  }
}

function findAccount(db: Connection, username: string) {
  return db
    .selectFrom('account')
    .select(['id', 'passwordHash', 'disabledAt'])
    .where('username', '=', username)
    .executeTakeFirst()
}

/** The sentence speaks of minutes, the header of seconds. */
export function refuseTries(reply: FastifyReply, seconds: number): never {
  reply.header('retry-after', seconds)
  throw new Refusal('session.too-many-tries', { limit: Math.ceil(seconds / 60) })
}
