import type { FastifyReply, FastifyRequest } from 'fastify'
import { fold } from '#domain/text.ts'
import type { SignIn } from '#contract/plans.ts'
import { doerOf } from '../http/doer.ts'
import type { App, Connection, House } from '../http/house.ts'
import { Refusal } from '../http/refusal.ts'
import { writeSessionLine } from '../http/session/session-lines.ts'
import { isPassword } from './passwords.ts'
import { beginTry, forgetTries } from './tries.ts'

/** Sign-ins from one address in a quarter of an hour: a whole school may do it at once. */
const perAddress = 300

/** Finds the account of a name and a password, or refuses without telling which of the two was wrong. */
export function aDoorkeeper(app: App, { db, clock }: House) {
  const ofAddress = app.createRateLimit({ max: perAddress, timeWindow: 15 * 60 * 1000 })

  const turnedAway = async (
    request: FastifyRequest,
    accountId: string | undefined,
    why: 'session.wrong-password' | 'session.disabled',
  ): Promise<Refusal> => {
    const told = { at: clock().toISOString(), from: doerOf(request), facts: { why } }
    const kind = 'session.refuse'
    await writeSessionLine(db, { kind, accountId: accountId ?? null, ...told })
    return new Refusal(why)
  }

  return async (request: FastifyRequest<{ Body: SignIn }>, reply: FastifyReply) => {
    const name = fold(request.body.username)
    const flood = await ofAddress(request)
    const wait =
      flood.isAllowed || !flood.isExceeded ? await beginTry(db, name, clock()) : flood.ttlInSeconds
    if (wait !== undefined) refuseTries(reply, wait)
    const account = await findAccount(db, name)
    const isRight = await isPassword(request.body.password, account?.passwordHash)
    if (!account || !isRight) throw await turnedAway(request, account?.id, 'session.wrong-password')
    await forgetTries(db, name, clock())
    if (account.disabledAt !== null) throw await turnedAway(request, account.id, 'session.disabled')
    return account.id
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
