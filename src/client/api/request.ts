import type { Reply } from '#contract/exchange.ts'
import { accountHeader, protocol, protocolHeader } from '#contract/words.ts'
import type { Problem } from '#domain/problems.ts'

export interface Asked {
  readonly method?: 'GET' | 'POST' | 'DELETE'
  readonly account?: string | undefined
  readonly body?: unknown
  readonly etag?: string | undefined
  /** Milliseconds until an answer that has not come whole counts as none. */
  readonly patience?: number
}

/** What came back: the value with its ETag, or nothing new. */
export interface Answer {
  readonly status: number
  readonly value: unknown
  readonly etag: string
}

type No = Exclude<Reply<never>, { readonly ok: true }>

const unreachable: No = { ok: false, word: 'unreachable' }

/** One request, told in the three words of the line. It never throws. */
export async function request(path: string, asked: Asked = {}): Promise<Reply<Answer>> {
  const control = new AbortController()
  const timer = setTimeout(() => control.abort(), asked.patience ?? 30_000)
  try {
    const packed = asked.body === undefined ? undefined : await pack(JSON.stringify(asked.body))
    const response = await fetch(`/api${path}`, {
      method: asked.method ?? 'GET',
      headers: { ...headersOf(asked), ...packed?.headers },
      credentials: 'same-origin',
      cache: 'no-store',
      signal: control.signal,
      ...(packed && { body: packed.body }),
    })
    return await read(response)
  } catch {
    return unreachable
  } finally {
    clearTimeout(timer)
  }
}

/** The same, for the many calls that want only the value. */
export async function ask<T>(path: string, asked: Asked = {}): Promise<Reply<T>> {
  const reply = await request(path, asked)
  return reply.ok ? { ok: true, value: reply.value.value as T } : reply
}

function headersOf({ account, etag }: Asked): Record<string, string> {
  return {
    accept: 'application/json',
    [protocolHeader]: String(protocol),
    ...(account !== undefined && { [accountHeader]: account }),
    ...(etag !== undefined && { 'if-none-match': etag }),
  }
}

interface Packed {
  readonly body: BodyInit
  readonly headers: Record<string, string>
}

const worthPacking = 1_024

/** Packs what is long, where the browser can: a day's records go through a thin line. */
async function pack(text: string): Promise<Packed> {
  const headers = { 'content-type': 'application/json' }
  if (text.length <= worthPacking || typeof CompressionStream === 'undefined') {
    return { body: text, headers }
  }
  const stream = new Blob([text]).stream().pipeThrough(new CompressionStream('gzip'))
  const body = await new Response(stream).arrayBuffer()
  return { body, headers: { ...headers, 'content-encoding': 'gzip' } }
}

async function read(response: Response): Promise<Reply<Answer>> {
  const { status } = response
  const etag = response.headers.get('etag') ?? ''
  if (status === 204 || status === 304)
    return { ok: true, value: { status, value: undefined, etag } }
  const type = response.headers.get('content-type') ?? ''
  // A page where data was asked for is a captive portal's, not ours.
  if (response.ok && !type.includes('json')) return unreachable
  if (response.ok) return { ok: true, value: { status, value: await response.json(), etag } }
  return refusal(response, type)
}

async function refusal(response: Response, type: string): Promise<No> {
  const { status } = response
  const seconds = Number.parseInt(response.headers.get('retry-after') ?? '', 10)
  const later = Number.isNaN(seconds) ? {} : { retryAfter: seconds }
  if (status >= 502 && status <= 504) return { ok: false, word: 'unreachable', ...later }
  if (status >= 500) return { ok: false, word: 'broken', ...later }
  const problem = type.includes('json') ? problemIn(await response.json()) : named(status)
  if (!problem) return { ok: false, word: 'broken', ...later }
  return { ok: false, word: 'refused', status, problem, ...later }
}

/** The problem without the sentences around it. */
function problemIn(body: unknown): Problem | undefined {
  const { code, item, limit, fields, byId, at, step } = (body ?? {}) as Partial<Problem>
  if (typeof code !== 'string') return
  return {
    code,
    ...(item !== undefined && { item }),
    ...(limit !== undefined && { limit }),
    ...(fields !== undefined && { fields }),
    ...(byId !== undefined && { byId }),
    ...(at !== undefined && { at }),
    ...(step !== undefined && { step }),
  }
}

/** What a proxy in between may say in its own words. */
function named(status: number): Problem | undefined {
  if (status === 413) return { code: 'request.too-large' }
  return status === 429 ? { code: 'request.too-many' } : undefined
}
