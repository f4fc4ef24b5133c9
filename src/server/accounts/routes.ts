import { Null } from 'typebox'
import { SessionReply, SignIn } from '#contract/plans.ts'
import type { App, House } from '../http/house.ts'
import { giveCookie, spokenFor, takeCookie } from '../http/session/cookie.ts'
import { beginSession, endSession } from '../http/session/sessions.ts'
import { signedIn } from '../http/signed-in.ts'
import { firstAdministratorRoutes } from './first-administrator-routes.ts'
import { sessionReply } from './session-reply.ts'
import { aDoorkeeper } from './sign-in.ts'

const tags = ['session']

/** Signing in and out, and the first account of all. */
export function accountRoutes(app: App, house: House): void {
  signInRoute(app, house)
  ownSessionRoutes(app, house)
  firstAdministratorRoutes(app, house)
}

function signInRoute(app: App, house: House) {
  const { db, clock, config } = house
  const admit = aDoorkeeper(app, house)
  const schema = {
    summary: 'Sign in; the cookie is one of the account, beside those of others on this device',
    tags,
    security: [],
    body: SignIn,
    response: { 200: SessionReply },
  }
  app.post('/api/session', { schema }, async (request, reply) => {
    const accountId = await admit(request, reply)
    const token = await beginSession(db, accountId, { now: clock(), days: config.sessionDays })
    giveCookie(reply, { accountId, token }, config)
    return sessionReply(db, accountId)
  })
}

function ownSessionRoutes(app: App, { db, config }: House) {
  const mine = { summary: 'Who speaks', tags, response: { 200: SessionReply } }
  app.get('/api/session', { schema: mine }, (request) => {
    return sessionReply(db, signedIn(request).accountId)
  })

  const end = { summary: 'Sign out this account alone', tags, response: { 204: Null() } }
  app.delete('/api/session', { schema: end }, async (request, reply) => {
    const spoken = spokenFor(request)
    if (spoken) await endSession(db, spoken)
    takeCookie(reply, signedIn(request).accountId, config)
    return reply.status(204).send(null)
  })
}
