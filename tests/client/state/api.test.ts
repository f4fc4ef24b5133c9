import { afterEach, expect, it, vi } from 'vitest'
import { httpExchange } from '../../../src/client/api/exchange.ts'
import { askQueue } from '../../../src/client/api/queue.ts'
import { request } from '../../../src/client/api/request.ts'
import type { Command } from '../../../src/contract/command.ts'

afterEach(() => {
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

function answering(body: BodyInit | null, init: ResponseInit = {}) {
  const fetching = vi.fn((_: string, __?: RequestInit) =>
    Promise.resolve(
      new Response(body, { headers: { 'content-type': 'application/json' }, ...init }),
    ),
  )
  vi.stubGlobal('fetch', fetching)
  return fetching
}

it.each([
  ['a gateway', '', { status: 503, headers: { 'retry-after': '7' } }, 'unreachable', 7],
  [
    'a captive portal',
    '<html>',
    { headers: { 'content-type': 'text/html' } },
    'unreachable',
    undefined,
  ],
  ['half a body', '{"a":', {}, 'unreachable', undefined],
  ['an accident', '{"code":"server.broken"}', { status: 500 }, 'broken', undefined],
  [
    'a page of a proxy',
    'no',
    { status: 403, headers: { 'content-type': 'text/html' } },
    'broken',
    undefined,
  ],
  [
    'a proxy’s limit',
    'no',
    { status: 413, headers: { 'content-type': 'text/html' } },
    'refused',
    undefined,
  ],
])('tells %s in the line’s words', async (_, body, init, word, retryAfter) => {
  answering(body, init)
  expect(await request('/plans')).toMatchObject({
    ok: false,
    word,
    ...(retryAfter !== undefined && { retryAfter }),
  })
})

it('gives a refusal its problem alone', async () => {
  answering('{"code":"round.closed","limit":"2026-01-01","title":"x","detail":"y"}', {
    status: 403,
  })
  expect(await request('/plans')).toEqual({
    ok: false,
    word: 'refused',
    status: 403,
    problem: { code: 'round.closed', limit: '2026-01-01' },
  })
})

it('gives up after its patience', async () => {
  vi.useFakeTimers()
  vi.stubGlobal(
    'fetch',
    (_: string, { signal }: RequestInit) =>
      new Promise((__, reject) => {
        signal?.addEventListener('abort', () => reject(new Error('aborted')))
      }),
  )
  const reply = httpExchange('acc').push('p', [])
  await vi.advanceTimersByTimeAsync(20_000)
  expect(await reply).toEqual({ ok: false, word: 'unreachable' })
})

it('names the account and the protocol, and packs what is long', async () => {
  const fetching = answering('{}')
  const long = { input: 'a'.repeat(5_000) } as unknown as Command
  await httpExchange('acc').push('p', [long])
  const [path, init] = fetching.mock.calls[0] ?? []
  expect(path).toBe('/api/plans/p/commands')
  expect(init?.headers).toMatchObject({
    'x-account': 'acc',
    'x-protocol': '1',
    'content-encoding': 'gzip',
  })
  expect((init?.body as ArrayBuffer).byteLength).toBeLessThan(500)
})

it('asks for a plan by its ETag', async () => {
  const fetching = answering(null, { status: 304 })
  expect(await httpExchange('acc').plan('p', 'W/"1"')).toEqual({ ok: true, value: 'same' })
  expect(fetching.mock.calls[0]?.[1]?.headers).toMatchObject({ 'if-none-match': 'W/"1"' })
  answering('{"plan":{}}', { headers: { 'content-type': 'application/json', etag: 'W/"2"' } })
  expect(await httpExchange('acc').plan('p')).toMatchObject({ value: { etag: 'W/"2"' } })
})

it('asks the queue in the address bar’s words', async () => {
  const fetching = answering('{}')
  await askQueue('acc', 'p', { of: 'mine', q: 'hà nội', limit: 50 })
  expect(fetching.mock.calls[0]?.[0]).toBe(
    '/api/plans/p/queue?of=mine&q=h%C3%A0+n%E1%BB%99i&limit=50',
  )
})
