import type { Exchange } from '../../src/contract/exchange.ts'

const down: Exchange = new Proxy({} as Exchange, {
  get: () => () => Promise.resolve({ ok: false, word: 'unreachable' }),
})

/** The line that the app finds: none, until a test puts an office at its end. */
export const line: { exchange: Exchange } = { exchange: down }

export function cutLine(): void {
  line.exchange = down
}
