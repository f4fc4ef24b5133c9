import type { FastifyRequest } from 'fastify'
import { Null, Object } from 'typebox'
import { PasswordChange, SessionList } from '#contract/accounts.ts'
import { Identifier } from '#contract/words.ts'
import { doerOf } from '../http/doer.ts'
import type { App, House } from '../http/house.ts'
import { spokenFor } from '../http/session/cookie.ts'
import { signedIn } from '../http/signed-in.ts'
import {
  changePassword,
  endOwnSession,
  openSessions,
  ownAccount,
  type Owner,
} from './own-account.ts'
import { refuseTries } from './sign-in.ts'
import { beginTry } from './tries.ts'

const tags = ['session']

/** What the owner of an account does with it: where it is open, its password. */
export function ownAccountRoutes(app: App, house: House): void {
  sessionListRoutes(app, house)
  passwordRoute(app, house)
}

function sessionListRoutes(app: App, { db, clock }: House) {
  const list = { summary: 'Where this account is open', tags, response: { 200: SessionList } }
  app.get('/api/account/sessions', { schema: list }, async (request) => {
    return { sessions: await openSessions(db, ownerOf(request, clock())) }
  })

  const end = {
    summary: 'End one session of this account',
    tags,
    params: Object({ id: Identifier }),
    response: { 204: Null() },
  }
  app.delete('/api/account/sessions/:id', { schema: end }, async (request, reply) => {
    await endOwnSession(db, request.params.id, ownerOf(request, clock()))
    return reply.status(204).send(null)
  })
}

function passwordRoute(app: App, { db, clock }: House) {
  const schema = {
    summary: 'Change the password by the old one; the other sessions end',
    tags,
    body: PasswordChange,
    response: { 204: Null() },
  }
  app.post('/api/account/password', { schema }, async (request, reply) => {
    const owner = ownerOf(request, clock())
    // Whoever finds a phone open must not find out the password there either.
    const { username } = await ownAccount(db, owner)
    const tried = await beginTry(db, username, owner.now)
    if (tried.isBarred) refuseTries(reply, tried.seconds)
    await changePassword(db, request.body, { ...owner, bars: tried.bars })
    return reply.status(204).send(null)
  })
}

function ownerOf(request: FastifyRequest, now: Date): Owner {
  const token = spokenFor(request)?.token ?? ''
  return { speaker: signedIn(request), token, doer: doerOf(request), now }
}
