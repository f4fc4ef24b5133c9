import type { FastifyInstance } from 'fastify'
import { accountHeader } from '#contract/words.ts'
import type { Exchange, Reply } from '#contract/exchange.ts'
import type { SessionReply } from '#contract/plans.ts'
import type { Problem } from '#domain/problems.ts'
import { signIn } from './browsing.ts'

/** A signed-in person's line to the server in the same process. It can be cut, and lose what comes back. */
export interface InjectLine extends Exchange {
  readonly session: SessionReply
  isCut: boolean
  /** Requests arrive, their replies don't. */
  losesReplies: boolean
  get<T>(path: string): Promise<Reply<T>>
}

export async function injectLine(app: FastifyInstance, username: string): Promise<InjectLine> {
  const browsing = await signIn(app, username)
  const headers = { cookie: browsing.cookie, [accountHeader]: browsing.session.accountId }
  const state = { isCut: false, losesReplies: false }
  const ask = async <T>(
    method: 'GET' | 'POST',
    url: string,
    payload?: object,
  ): Promise<Reply<T>> => {
    if (state.isCut) return { ok: false, word: 'unreachable' }
    const reply = await app.inject({ method, url, headers, ...(payload ? { payload } : {}) })
    if (state.losesReplies) return { ok: false, word: 'unreachable' }
    if (reply.statusCode < 300) return { ok: true, value: reply.json<T>() }
    const problem = reply.json<Problem>()
    return { ok: false, word: 'refused', status: reply.statusCode, problem }
  }
  return Object.assign(state, {
    session: browsing.session,
    get: <T>(path: string) => ask<T>('GET', path),
    ping: (nonce: string) => ask<{ nonce: string }>('GET', `/api/ping?nonce=${nonce}`),
    plans: () => ask<never>('GET', '/api/plans'),
    async plan(id: string) {
      const reply = await ask<never>('GET', `/api/plans/${id}`)
      return reply.ok ? { ok: true as const, value: { bundle: reply.value, etag: '' } } : reply
    },
    push: (id: string, commands: readonly unknown[]) =>
      ask<never>('POST', `/api/plans/${id}/commands`, { commands }),
    changes: (id: string, cursor: string | undefined) =>
      ask<never>(
        'GET',
        `/api/plans/${id}/changes${cursor ? `?cursor=${encodeURIComponent(cursor)}` : ''}`,
      ),
  })
}
