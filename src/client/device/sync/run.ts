import type { Exchange, Reply } from '#contract/exchange.ts'
import type { SyncReport } from '../door.ts'
import type { Ground } from '../ground.ts'

/** One run of synchronising, and what it has done so far. */
export interface Run {
  readonly ground: Ground
  readonly exchange: Exchange
  /** Commands that this run has tried: none goes twice in one run. */
  readonly tried: Set<string>
  readonly counted: { sent: number; received: number }
}

/** Why a run can't go on; nothing while it can. */
export type Ending = Pick<SyncReport, 'ended' | 'retryAt'> | undefined

export type No = Exclude<Reply<never>, { ok: true }>

/** What a reply that is no value means for the whole run. */
export function endingOf(reply: No, now: number): NonNullable<Ending> {
  const retryAt =
    reply.retryAfter === undefined
      ? {}
      : { retryAt: new Date(now + reply.retryAfter * 1_000).toISOString() }
  if (reply.word !== 'refused') return { ended: reply.word, ...retryAt }
  if (reply.status === 401) return { ended: 'sign-in' }
  if (reply.status === 426) return { ended: 'too-old' }
  if (reply.problem.code === 'session.disabled') return { ended: 'disabled' }
  const quietly = reply.status === 429 || reply.status === 503
  return { ended: quietly ? 'unreachable' : 'broken', ...retryAt }
}

const patience = 60_000

/** The exchange with a watchdog: a call that has said nothing for a minute counts as no line. */
export function watched(exchange: Exchange, alive: () => Promise<unknown>): Exchange {
  const guard = async <T>(call: Promise<Reply<T>>): Promise<Reply<T>> => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const silence = new Promise<Reply<T>>((resolve) => {
      timer = setTimeout(() => resolve({ ok: false, word: 'unreachable' }), patience)
    })
    try {
      return await Promise.race([call, silence])
    } finally {
      clearTimeout(timer)
      await alive()
    }
  }
  return {
    ping: (nonce) => guard(exchange.ping(nonce)),
    plans: () => guard(exchange.plans()),
    plan: (id, etag) => guard(exchange.plan(id, etag)),
    push: (id, commands) => guard(exchange.push(id, commands)),
    changes: (id, cursor) => guard(exchange.changes(id, cursor)),
  }
}
