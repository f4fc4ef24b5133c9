import type { FastifyReply, FastifyRequest } from 'fastify'
import type { SessionReply } from '#contract/plans.ts'
import type { Proof } from '../../database/factor-tables.ts'
import { isShortOfFactor } from '../../records/security.ts'
import { doerOf } from '../doer.ts'
import type { Connection, House } from '../house.ts'
import { Refusal } from '../refusal.ts'
import { giveCookie } from './cookie.ts'
import { sessionReply } from './session-reply.ts'
import { beginSession, postsOf } from './sessions.ts'

/** Whose session, and what they showed for it. */
export interface Shown {
  readonly accountId: string
  readonly proof: Proof
}

/** Begins a session, hands its cookie over and says whose it is; a disabled account gets none. */
export async function openSession(
  { db, clock, config }: House,
  { request, reply }: { request: FastifyRequest; reply: FastifyReply },
  { accountId, proof }: Shown,
): Promise<SessionReply> {
  const now = clock()
  await refuseDisabled(db, accountId)
  const span = { now, days: config.sessionDays, from: doerOf(request), proof }
  const token = await beginSession(db, accountId, span)
  giveCookie(reply, { accountId, token }, config)
  const said = await sessionReply(db, accountId)
  const actor = { personId: said.personId, posts: await postsOf(db, said.personId) }
  const lacks = await isShortOfFactor(db, { accountId, actor, proof }, now)
  return lacks ? { ...said, factorRequired: true } : said
}

async function refuseDisabled(db: Connection, accountId: string): Promise<void> {
  const account = await db
    .selectFrom('account')
    .select('disabledAt')
    .where('id', '=', accountId)
    .executeTakeFirst()
  if (account?.disabledAt !== null) throw new Refusal('session.disabled')
}
