import type { Exchange, Reply } from '../../src/contract/exchange.ts'

/**
 * What befalls a call. `drop`: it never arrives. `lose`: it arrives, the answer doesn't. `double`:
 * it arrives twice. `late`: it seems lost and arrives after a later one. `slow`: it takes its time.
 */
export type Fate = 'well' | 'drop' | 'lose' | 'double' | 'late' | 'slow'

export type Call = keyof Exchange

export interface Line extends Exchange {
  /** Whatever was still under way arrives. */
  settle(): Promise<void>
}

const gone: Reply<never> = { ok: false, word: 'unreachable' }

/** A line to any office, with a fate for every call. */
export function lineTo(office: Exchange, fateOf: (call: Call) => Fate = () => 'well'): Line {
  let underWay: (() => Promise<unknown>)[] = []

  async function settle(): Promise<void> {
    const late = underWay
    underWay = []
    for (const arrive of late) await arrive()
  }

  async function carry<T>(call: Call, arrive: () => Promise<Reply<T>>): Promise<Reply<T>> {
    const fate = fateOf(call)
    if (fate === 'drop') return gone
    if (fate === 'late') {
      underWay.push(arrive)
      return gone
    }
    if (fate === 'slow') await new Promise((resolve) => setTimeout(resolve, 3))
    const reply = await arrive()
    if (fate === 'double') return arrive()
    await settle()
    return fate === 'lose' ? gone : reply
  }

  return {
    ping: (nonce) => carry('ping', () => office.ping(nonce)),
    plans: () => carry('plans', () => office.plans()),
    plan: (id, etag) => carry('plan', () => office.plan(id, etag)),
    push: (id, commands) => carry('push', () => office.push(id, commands)),
    changes: (id, cursor) => carry('changes', () => office.changes(id, cursor)),
    settle,
  }
}
