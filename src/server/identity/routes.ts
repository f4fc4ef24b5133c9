import type { FastifyReply, FastifyRequest } from 'fastify'
import { Null, Object, Optional, String, type Static } from 'typebox'
import { IdentityLink, IdentityReply } from '#contract/factors.ts'
import { doerOf } from '../http/doer.ts'
import type { App, Connection, House } from '../http/house.ts'
import { placeOf } from '../http/place.ts'
import { Refusal } from '../http/refusal.ts'
import { openSession } from '../http/session/open-session.ts'
import { beginStep } from '../http/session/step.ts'
import { postsOf } from '../http/session/sessions.ts'
import { signedIn } from '../http/signed-in.ts'
import { isShortOfFactor, type Holder } from '../records/security.ts'
import { attemptMinutes, keepAttempt, takeAttempt, type Errand } from './attempts.ts'
import { accountOf } from './links.ts'
import { Provider } from './provider.ts'

const tags = ['identity']
const cookieName = 'identity-attempt'
const callbackPath = '/api/identity/callback'

const Start = Object({ next: Optional(String({ maxLength: 500 })) })

/** Providers add parameters of their own; the library reads the address itself. */
const Callback = Object({ state: Optional(String({ maxLength: 200 })) })

/** Signing in where people of the department have an account anyway (OpenID Connect). */
export function identityRoutes(app: App, house: House): void {
  const { identity } = house.config
  const desk = {
    house,
    issuer: identity?.issuer ?? '',
    provider: identity && new Provider(identity),
  }
  const about = {
    summary: 'Whether there is an identity provider, and what it is called',
    tags,
    security: [],
    response: { 200: IdentityReply },
  }
  app.get('/api/identity', { schema: about }, () => ({
    provider: identity ? { name: identity.name } : null,
  }))
  startRoute(app, desk)
  linkRoute(app, desk)
  callbackRoute(app, desk)
}

interface Desk {
  readonly house: House
  readonly issuer: string
  readonly provider: Provider | undefined
}

interface Visit {
  readonly request: FastifyRequest
  readonly reply: FastifyReply
}

function startRoute(app: App, desk: Desk) {
  const schema = {
    summary: 'Go to the identity provider to sign in',
    tags,
    security: [],
    querystring: Start,
    response: { 302: Null() },
  }
  app.get('/api/identity/start', { schema }, async (request, reply) => {
    const errand = { next: request.query.next ?? '/', linkAccountId: null }
    const url = await begin(desk, errand, { request, reply }).catch(placeOfRefusal('/sign-in'))
    return reply.redirect(url)
  })
}

/** A write, so that no other site can have somebody's account linked to its own. */
function linkRoute(app: App, desk: Desk) {
  const schema = {
    summary: 'Where to go to link one’s own account with the identity provider',
    tags,
    response: { 200: IdentityLink },
  }
  app.post('/api/identity/link', { schema }, async (request, reply) => {
    const errand = { next: '/account/security', linkAccountId: signedIn(request).accountId }
    return { url: await begin(desk, errand, { request, reply }) }
  })
}

function callbackRoute(app: App, desk: Desk) {
  const schema = {
    summary: 'Where the identity provider sends people back to',
    tags,
    security: [],
    querystring: Callback,
    response: { 302: Null() },
  }
  app.get(callbackPath, { schema }, async (request, reply) => {
    const visit = { request, reply }
    reply.clearCookie(cookieName, cookieOf(desk.house, request))
    return reply.redirect(await comeBack(desk, request.query, visit))
  })
}

async function begin({ house, provider }: Desk, errand: Errand, { request, reply }: Visit) {
  if (!provider) throw new Refusal('identity.none')
  const { url, ...secrets } = await provider.begin(
    placeOf(request, house.config).origin + callbackPath,
  )
  const browser = await keepAttempt(house.db, secrets, { errand, now: house.clock() })
  const maxAge = attemptMinutes * 60
  reply.setCookie(cookieName, browser, { ...cookieOf(house, request), maxAge })
  return url.href
}

/** The page that the person comes back to, with what became of it. */
async function comeBack(desk: Desk, { state = '' }: Static<typeof Callback>, visit: Visit) {
  const { house, provider } = desk
  const browser = visit.request.cookies[cookieName] ?? ''
  let page = '/sign-in'
  try {
    if (!provider) throw new Refusal('identity.none')
    const attempt = await takeAttempt(house.db, { state, browser }, house.clock())
    if (attempt.linkAccountId) page = attempt.next
    const here = new URL(visit.request.url, placeOf(visit.request, house.config).origin)
    const claims = await provider.finish(here, attempt)
    const selfId = attempt.linkAccountId
    const said = { issuer: desk.issuer, claims, selfId, doer: doerOf(visit.request) }
    const accountId = await accountOf(house, said)
    if (selfId) return `${page}?linked=1`
    return await enter(house, { accountId, next: attempt.next }, visit)
  } catch (problem) {
    return placeOfRefusal(page)(problem)
  }
}

/** The provider's word opens the notebook, or its account's second factor is asked for first. */
async function enter(
  house: House,
  { accountId, next }: { accountId: string; next: string },
  visit: Visit,
): Promise<string> {
  const { db, clock } = house
  const query = new URLSearchParams({ next })
  const isShort = await isShortOfFactor(db, await holderOf(db, accountId), clock())
  const step = isShort ? await beginStep(db, { accountId, now: clock() }) : undefined
  if (step) {
    // In the part of the address that is not sent: no log sees it.
    const ticket = new URLSearchParams({ ticket: step.ticket, ways: step.ways.join() })
    return `/sign-in/factor?${query.toString()}#${ticket.toString()}`
  }
  await openSession(house, visit, { accountId, proof: 'provider' })
  query.set('signed-in', accountId)
  return `/sign-in?${query.toString()}`
}

async function holderOf(db: Connection, accountId: string): Promise<Holder> {
  const { personId } = await db
    .selectFrom('account')
    .select('personId')
    .where('id', '=', accountId)
    .executeTakeFirstOrThrow()
  return { accountId, actor: { personId, posts: await postsOf(db, personId) }, proof: 'provider' }
}

/** A browser that comes from elsewhere is shown a page, not a problem: the page says the sentence. */
function placeOfRefusal(page: string) {
  return (problem: unknown): string => {
    if (problem instanceof Refusal) return `${page}?problem=${problem.problem.code}`
    throw problem
  }
}

/** Lax: the cookie must come along when the provider sends its people back. */
function cookieOf(house: House, request: FastifyRequest) {
  const secure = placeOf(request, house.config).origin.startsWith('https:')
  return { path: '/api/identity', httpOnly: true, sameSite: 'lax', secure } as const
}
