import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Actor } from '#domain/people/person.ts'
import { isShortOfFactor } from '../records/security.ts'
import type { App, House } from './house.ts'
import { Refusal } from './refusal.ts'
import { giveCookie, spokenFor, type SpokenFor } from './session/cookie.ts'
import { findSession, postsOf, prolongSession, type HeldSession } from './session/sessions.ts'

/** Who speaks: the account of the session, its person, and that person's posts. */
export interface Speaker {
  readonly accountId: string
  readonly personId: string
  readonly actor: Actor
}

/** The same, with the session by which they speak. */
export interface SignedIn extends Speaker {
  /** Which of the account's sessions, by the hash of its token. */
  readonly sessionHash: string
  /** The session has shown less than its owner's roles ask for: it may only add a second factor. */
  readonly lacksFactor: boolean
}

const speakers = new WeakMap<FastifyRequest, SignedIn>()
const hourMs = 60 * 60 * 1000

/** Who speaks on a route that needs a session. */
export function signedIn(request: FastifyRequest): SignedIn {
  const speaker = speakers.get(request)
  if (!speaker) throw new Refusal('session.needed')
  return speaker
}

/** Who speaks on a route that takes a session but needs none. */
export function speakerOf(request: FastifyRequest): SignedIn | undefined {
  return speakers.get(request)
}

type Security = readonly Readonly<Record<string, readonly string[]>>[]

/**
 * Every route below /api but the page of the description needs a session unless its schema says
 * otherwise, in OpenAPI's own words:
 * `security: []` is public, `security: [{}, { session: [] }]` takes one where there is one, and
 * `{ session: ['without-factor'] }` also one that still lacks the second factor.
 */
export function requireSessions(app: App, house: House): void {
  app.addHook('onRoute', (route) => {
    if (!/^\/api\/(?!docs)/.test(route.url)) return
    route.schema = { security: [{ session: [] }], ...route.schema }
  })
  app.addHook('onRequest', async (request, reply) => {
    const security: Security = request.routeOptions.schema?.security ?? []
    if (security.length === 0) return
    const found = await speakerIn(request, reply, house)
    const isOptional = security.some((way) => Object.keys(way).length === 0)
    const heard = typeof found === 'string' ? found : enough(found, security)
    if (typeof heard !== 'string') speakers.set(request, heard)
    else if (!isOptional) throw new Refusal(heard)
  })
}

/** The one place where a session without the second factor that it needs is turned away. */
function enough(found: SignedIn, security: Security) {
  const isEnough = security.some(({ session }) => session?.includes('without-factor'))
  return found.lacksFactor && !isEnough ? 'session.factor-required' : found
}

/** Who speaks, or why nobody does. */
async function speakerIn(request: FastifyRequest, reply: FastifyReply, house: House) {
  const cookie = spokenFor(request)
  const session = cookie && (await findSession(house.db, cookie, house.clock()))
  if (!session) return 'session.needed'
  if (session.isDisabled) return 'session.disabled'
  await slide(reply, { cookie, session }, house)
  const { accountId, personId, proof, tokenHash: sessionHash } = session
  const actor = { personId, posts: await postsOf(house.db, personId) }
  const lacksFactor = await isShortOfFactor(house.db, { accountId, actor, proof }, house.clock())
  return { accountId, personId, actor, sessionHash, lacksFactor }
}

/** A session in use doesn't end; once an hour is often enough to write that down. */
async function slide(
  reply: FastifyReply,
  { cookie, session }: { cookie: SpokenFor; session: HeldSession },
  { db, clock, config }: House,
) {
  const now = clock()
  if (now.getTime() - Date.parse(session.seenAt) < hourMs) return
  await prolongSession(db, session, { now, days: config.sessionDays })
  giveCookie(reply, cookie, config)
}
