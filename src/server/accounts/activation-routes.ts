import type { FastifyReply, FastifyRequest } from 'fastify'
import { Activation, ActivationLook, ActivationReply } from '#contract/accounts.ts'
import { SessionReply } from '#contract/plans.ts'
import { doerOf } from '../http/doer.ts'
import type { App, House } from '../http/house.ts'
import { Refusal } from '../http/refusal.ts'
import { openSession } from '../http/session/open-session.ts'
import { beginStep } from '../http/session/step.ts'
import { activate, findCode, unitNameOf } from './activation.ts'

const tags = ['session']

/** Codes tried from one address in a quarter of an hour: a whole school may open its notebooks at once. */
const perAddress = 300

/** Opening a notebook with a code: on paper, in a message, read out. */
export function activationRoutes(app: App, house: House): void {
  const ofAddress = app.createRateLimit({ max: perAddress, timeWindow: 15 * 60 * 1000 })
  const limit = async (request: FastifyRequest, reply: FastifyReply) => {
    const flood = await ofAddress(request)
    if (flood.isAllowed || !flood.isExceeded) return
    reply.header('retry-after', flood.ttlInSeconds)
    throw new Refusal('request.too-many')
  }
  lookRoute(app, house, limit)
  activateRoute(app, house, limit)
}

type Limit = (request: FastifyRequest, reply: FastifyReply) => Promise<void>

function lookRoute(app: App, { db, clock }: House, limit: Limit) {
  const schema = {
    summary: 'Whose notebook a code opens; the code stays good',
    tags,
    security: [],
    body: ActivationLook,
    response: { 200: ActivationReply },
  }
  app.post('/api/activation/look', { schema }, async (request, reply) => {
    await limit(request, reply)
    const code = await findCode(db, request.body.code, clock())
    const { name, salutation, username, purpose, expiresAt } = code
    const unitName = await unitNameOf(db, code, clock())
    return { name, salutation, unitName, username, purpose, expiresAt }
  })
}

function activateRoute(app: App, house: House, limit: Limit) {
  const { db, clock } = house
  const schema = {
    summary: 'Set the password with a code, once, and sign in',
    tags,
    security: [],
    body: Activation,
    response: { 200: SessionReply },
  }
  app.post('/api/activation', { schema }, async (request, reply) => {
    await limit(request, reply)
    const now = clock()
    const accountId = await activate(db, { ...request.body, now, from: doerOf(request) })
    // The code stands for the password alone: a second factor is still asked for.
    const step = await beginStep(db, { accountId, now })
    if (step) throw new Refusal('session.factor-needed', { step })
    return openSession(house, { request, reply }, { accountId, proof: 'password' })
  })
}
