import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from 'fastify'
import type { SessionReply } from '#contract/plans.ts'
import { demoPassword } from '../builders/people.ts'

/** A signed-in account: asks as its device would. */
export interface Browsing {
  readonly cookie: string
  readonly session: SessionReply
  ask(options: InjectOptions): Promise<LightMyRequestResponse>
}

export async function signIn(app: FastifyInstance, username: string): Promise<Browsing> {
  const reply = await app.inject({
    method: 'POST',
    url: '/api/session',
    payload: { username, password: demoPassword },
  })
  if (reply.statusCode !== 200) throw new Error(`${username} can't sign in: ${reply.body}`)
  const cookie = cookieOf(reply)
  return {
    cookie,
    session: reply.json<SessionReply>(),
    ask: (options) => app.inject({ ...options, headers: { cookie, ...options.headers } }),
  }
}

/** The `name=value` that a reply sets. */
export function cookieOf(reply: LightMyRequestResponse): string {
  return reply.cookies.map(({ name, value }) => `${name}=${value}`).join('; ')
}
