import { Null } from 'typebox'
import { SessionReply, SignIn } from '#contract/plans.ts'
import { doerOf } from '../http/doer.ts'
import type { App, House } from '../http/house.ts'
import { Refusal } from '../http/refusal.ts'
import { spokenFor, takeCookie } from '../http/session/cookie.ts'
import { writeSessionLine } from '../http/session/session-lines.ts'
import { openSession } from '../http/session/open-session.ts'
import { sessionReply } from '../http/session/session-reply.ts'
import { beginStep } from '../http/session/step.ts'
import { endSession } from '../http/session/sessions.ts'
import { signedIn } from '../http/signed-in.ts'
import { activationRoutes } from './activation-routes.ts'
import { firstAdministratorRoutes } from './first-administrator-routes.ts'
import { ownAccountRoutes } from './own-account-routes.ts'
import { aDoorkeeper } from './sign-in.ts'

const tags = ['session']

/** Signing in and out, codes, one's own account, and the first account of all. */
export function accountRoutes(app: App, house: House): void {
  signInRoute(app, house)
  ownSessionRoutes(app, house)
  firstAdministratorRoutes(app, house)
  activationRoutes(app, house)
  ownAccountRoutes(app, house)
}

function signInRoute(app: App, house: House) {
  const { db, clock } = house
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
    const step = await beginStep(db, { accountId, now: clock() })
    if (step) throw new Refusal('session.factor-needed', { step })
    return openSession(house, { request, reply }, { accountId, proof: 'password' })
  })
}

function ownSessionRoutes(app: App, { db, clock, config }: House) {
  const security = [{ session: ['without-factor'] }]
  const mine = { summary: 'Who speaks', tags, security, response: { 200: SessionReply } }
  app.get('/api/session', { schema: mine }, (request) => {
    const { accountId, lacksFactor } = signedIn(request)
    return sessionReply(db, accountId, { lacksFactor })
  })

  const end = { summary: 'Sign out this account alone', tags, security, response: { 204: Null() } }
  app.delete('/api/session', { schema: end }, async (request, reply) => {
    const spoken = spokenFor(request)
    const { accountId } = signedIn(request)
    if (spoken) await endSession(db, spoken)
    takeCookie(reply, accountId, config)
    const at = clock().toISOString()
    await writeSessionLine(db, { kind: 'session.end', accountId, at, from: doerOf(request) })
    return reply.status(204).send(null)
  })
}
