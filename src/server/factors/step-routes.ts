import type { AuthenticationResponseJSON } from '@simplewebauthn/server'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { FactorAnswer, PasskeyAsk, PasskeyOffer } from '#contract/factors.ts'
import { SessionReply } from '#contract/plans.ts'
import { doerOf } from '../http/doer.ts'
import type { App, House } from '../http/house.ts'
import { Refusal } from '../http/refusal.ts'
import { openSession } from '../http/session/open-session.ts'
import { writeSessionLine, writeWrongTry } from '../http/session/session-lines.ts'
import { newTicket } from '../http/session/step.ts'
import { askForKey, whoseKey } from './passkeys.ts'
import { placeOf } from '../http/place.ts'
import { takeRecoveryCode } from './recovery-codes.ts'
import { findTicket, keepChallenge, takeChallenge, useTicket, type Ticket } from './tickets.ts'
import { takeCode } from './totp.ts'
import { beginTry, forgetTries } from './tries.ts'

const tags = ['session']

/** Sign-ins by key from one address in a quarter of an hour: a whole school may do it at once. */
const perAddress = 300

/** The second step of a sign-in, and the key that is a sign-in by itself. */
export function stepRoutes(app: App, house: House): void {
  askKeyRoute(app, house)
  answerRoute(app, house)
}

function askKeyRoute(app: App, { db, clock, config }: House) {
  const ofAddress = app.createRateLimit({ max: perAddress, timeWindow: 15 * 60 * 1000 })
  const schema = {
    summary: 'What a key is asked: for the second step, or without a ticket as the only one',
    tags,
    security: [],
    body: PasskeyAsk,
    response: { 200: PasskeyOffer },
  }
  app.post('/api/session/passkey', { schema }, async (request, reply) => {
    const flood = await ofAddress(request)
    if (!flood.isAllowed && flood.isExceeded) {
      reply.header('retry-after', flood.ttlInSeconds)
      throw new Refusal('request.too-many')
    }
    const now = clock()
    const purpose = 'sign-in'
    const given = request.body.ticket
    const accountId = given ? (await findTicket(db, given, { purpose, now })).accountId : null
    const ticket = given ?? (await newTicket(db, { accountId, purpose, now }))
    const options = await askForKey(db, accountId, placeOf(request, config))
    await keepChallenge(db, ticket, options.challenge)
    return { ticket, options }
  })
}

function answerRoute(app: App, house: House) {
  const { db, clock } = house
  const schema = {
    summary: 'The second step of a sign-in: a code, a recovery code or a key',
    tags,
    security: [],
    body: FactorAnswer,
    response: { 200: SessionReply },
  }
  app.post('/api/session/factor', { schema }, async (request, reply) => {
    const now = clock()
    const ticket = await findTicket(db, request.body.ticket, { purpose: 'sign-in', now })
    const accountId = await answeredBy(house, ticket, { request, reply })
    if (accountId === undefined) throw new Refusal('session.factor-wrong')
    await useTicket(db, ticket)
    return openSession(house, { request, reply }, { accountId, proof: 'factor' })
  })
}

type Answer = FastifyRequest<{ Body: FactorAnswer }>

/** The account whose factor answered rightly. */
async function answeredBy(
  house: House,
  ticket: Ticket,
  { request, reply }: { request: Answer; reply: FastifyReply },
): Promise<string | undefined> {
  const { body } = request
  if ('passkey' in body) {
    const { passkey } = body
    return byKey(house, ticket, { request, response: passkey as AuthenticationResponseJSON })
  }
  const { accountId } = ticket
  if (accountId === null) throw new Refusal('session.ticket-over')
  const { db, sealKey, clock } = house
  const now = clock()
  const bars = await beginTry(db, accountId, { now, reply })
  const isRight =
    'totp' in body
      ? (await takeCode(db, sealKey, { accountId, code: body.totp, now })) !== undefined
      : await takeRecoveryCode(db, sealKey, { accountId, code: body.recovery, now })
  const line = { accountId, at: now.toISOString(), from: doerOf(request) }
  if (!isRight) {
    await writeWrongTry(db, { ...line, why: 'session.factor-wrong', bars })
    return undefined
  }
  // A code from the paper is rarer than one from the phone, and whoever finds the paper may use it.
  if ('recovery' in body) await writeSessionLine(db, { ...line, kind: 'factor.use-recovery-code' })
  await forgetTries(db, accountId)
  return accountId
}

interface KeyAnswer {
  readonly request: Answer
  readonly response: AuthenticationResponseJSON
}

/** A key can't be guessed, so its tries are not counted. */
async function byKey(
  { db, clock, config }: House,
  ticket: Ticket,
  { request, response }: KeyAnswer,
) {
  const challenge = await takeChallenge(db, ticket)
  const place = placeOf(request, config)
  return whoseKey(db, ticket.accountId, { response, challenge, place, now: clock() })
}
