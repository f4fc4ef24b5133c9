import type { Exchange } from '#contract/exchange.ts'
import type { PlanBundle } from '#contract/plans.ts'
import { ask, request } from './request.ts'

const pushPatience = 20_000
const pingPatience = 10_000

/** The exchange of an account with the server it came from, over HTTP. */
export function httpExchange(account: string): Exchange {
  return {
    ping: (nonce) =>
      ask(`/ping?nonce=${encodeURIComponent(nonce)}`, { account, patience: pingPatience }),
    plans: () => ask('/plans', { account }),
    async plan(id, etag) {
      const reply = await request(`/plans/${id}`, { account, etag })
      if (!reply.ok) return reply
      const { status, value } = reply.value
      if (status === 304) return { ok: true, value: 'same' }
      return { ok: true, value: { bundle: value as PlanBundle, etag: reply.value.etag } }
    },
    push: (id, commands) =>
      ask(`/plans/${id}/commands`, {
        account,
        method: 'POST',
        body: { commands },
        patience: pushPatience,
      }),
    changes: (id, cursor) => {
      const from = cursor === undefined ? '' : `?cursor=${encodeURIComponent(cursor)}`
      return ask(`/plans/${id}/changes${from}`, { account })
    },
  }
}
