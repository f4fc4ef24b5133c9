import type { Reply } from '#contract/exchange.ts'
import { accountHeader, protocol, protocolHeader } from '#contract/words.ts'

/** Fetches a file by its path below /api, as the account that asks: a plain link could not name it. */
export async function askFile(account: string, path: string): Promise<Reply<Blob>> {
  try {
    const headers = { [accountHeader]: account, [protocolHeader]: String(protocol) }
    const response = await fetch(`/api${path}`, { headers, cache: 'no-store' })
    if (!response.ok) return { ok: false, word: 'broken' }
    return { ok: true, value: await response.blob() }
  } catch {
    return { ok: false, word: 'unreachable' }
  }
}
