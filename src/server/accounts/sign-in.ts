import type { FastifyReply, FastifyRequest } from 'fastify'
import { fold } from '#domain/text.ts'
import type { SignIn } from '#contract/plans.ts'
import type { App, Connection, House } from '../http/house.ts'
import { Refusal } from '../http/refusal.ts'
import { isPassword } from './passwords.ts'
import { Tries } from './tries.ts'

/** Sign-ins from one address in a quarter of an hour: a whole school may do it at once. */
const perAddress = 300

/** Finds the account of a name and a password, or refuses without telling which of the two was wrong. */
export function aDoorkeeper(app: App, { db, clock }: House) {
  const tries = new Tries()
  const ofAddress = app.createRateLimit({ max: perAddress, timeWindow: 15 * 60 * 1000 })

  return async (request: FastifyRequest<{ Body: SignIn }>, reply: FastifyReply) => {
    const name = fold(request.body.username)
    const flood = await ofAddress(request)
    const wait =
      flood.isAllowed || !flood.isExceeded ? tries.begin(name, clock()) : flood.ttlInSeconds
    if (wait !== undefined) refuseTries(reply, wait)
    const account = await findAccount(db, name)
    const isRight = await isPassword(request.body.password, account?.passwordHash)
    if (!account || !isRight) throw new Refusal('session.wrong-password')
    tries.wasRight(name)
    if (account.disabledAt !== null) throw new Refusal('session.disabled')
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
function refuseTries(reply: FastifyReply, seconds: number): never {
  reply.header('retry-after', seconds)
  throw new Refusal('session.too-many-tries', { limit: Math.ceil(seconds / 60) })
}
