import type { FastifyReply, FastifyRequest } from 'fastify'
import { accountHeader } from '#contract/words.ts'
import type { Config } from '../../config.ts'

const prefix = 'session-'

export interface SpokenFor {
  readonly accountId: string
  readonly token: string
}

/** The account that a request speaks for: the one that the header names, else the only one there is. */
export function spokenFor(request: FastifyRequest): SpokenFor | undefined {
  const named = request.headers[accountHeader]
  const held = Object.entries(request.cookies).flatMap(([name, token]) =>
    name.startsWith(prefix) && token ? [{ accountId: name.slice(prefix.length), token }] : [],
  )
  if (named !== undefined) return held.find(({ accountId }) => accountId === named)
  return held.length === 1 ? held[0] : undefined
}

export function giveCookie(reply: FastifyReply, { accountId, token }: SpokenFor, config: Config) {
  const maxAge = config.sessionDays * 24 * 60 * 60
  void reply.setCookie(prefix + accountId, token, { ...attributes(reply, config), maxAge })
}

export function takeCookie(reply: FastifyReply, accountId: string, config: Config) {
  void reply.clearCookie(prefix + accountId, attributes(reply, config))
}

function attributes({ request }: FastifyReply, { publicOrigin }: Config) {
  const secure = request.protocol === 'https' || (publicOrigin?.startsWith('https:') ?? false)
  return { path: '/', httpOnly: true, sameSite: 'lax', secure } as const
}
