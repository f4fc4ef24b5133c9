import { randomBytes } from 'node:crypto'
import { connect as dial } from 'node:net'
import { gzipSync } from 'node:zlib'
import type { InjectOptions } from 'fastify'
import { beforeAll, describe, expect, it } from 'vitest'
import type { ProblemCode } from '#domain/problems.ts'
import { problems } from '#domain/problems.ts'
import { buildApp } from '../../../src/server/app.ts'
import { connect } from '../../../src/server/database/connect.ts'
import { noDist, useGround } from '../../support/app.ts'
import { signIn, type Browsing } from '../../support/browsing.ts'
import { aHouse } from '../../support/house.ts'

const ground = useGround()
let teacher: Browsing

beforeAll(async () => {
  teacher = await signIn(ground.app, 'teacher')
})

const json = { 'content-type': 'application/json' }
const gzip = { ...json, 'content-encoding': 'gzip' }
const commandsUrl = () => `/api/plans/${ground.department.plan.id}/commands`
const push =
  (payload: string | Buffer, headers: Record<string, string> = json) =>
  (): InjectOptions => ({
    method: 'POST',
    url: commandsUrl(),
    headers,
    payload,
  })
const get =
  (url: string, headers: Record<string, string> = {}) =>
  (): InjectOptions => ({ url, headers })
const endSession = (headers: Record<string, string>) => (): InjectOptions => ({
  method: 'DELETE',
  url: '/api/session',
  headers,
})

const tooMuch = JSON.stringify({ commands: ['x'.repeat(300 * 1024)] })

const table: [string, ProblemCode, () => InjectOptions][] = [
  ['JSON that ends too soon', 'request.malformed', push('{"commands": [')],
  ['no JSON at all', 'request.malformed', push('')],
  ['a body of another type', 'request.malformed', push('[]')],
  ['commands that are no list', 'request.malformed', push('{"commands": 5}')],
  ['no commands', 'request.malformed', push('{"commands": []}')],
  ['501 commands', 'request.malformed', push(JSON.stringify({ commands: Array(501).fill(0) }))],
  ['a poisoned prototype', 'request.malformed', push('{"__proto__": {"commands": [1]}}')],
  ['XML', 'request.unsupported-type', push('<a/>', { 'content-type': 'text/xml' })],
  [
    'a form',
    'request.unsupported-type',
    push('a=1', { 'content-type': 'application/x-www-form-urlencoded' }),
  ],
  ['too long a body', 'request.too-large', push(tooMuch)],
  ['a small gzip that becomes too long', 'request.too-large', push(gzipSync(tooMuch), gzip)],
  ['a gzip bomb', 'request.too-large', push(gzipSync(Buffer.alloc(50_000_000)), gzip)],
  ['bytes that are no gzip', 'request.malformed', push(randomBytes(200), gzip)],
  [
    'a gzip cut short',
    'request.malformed',
    push(gzipSync('{"commands": [1]}').subarray(0, 20), gzip),
  ],
  [
    'an encoding that is not taken',
    'request.unsupported-type',
    push('x', { ...json, 'content-encoding': 'br' }),
  ],
  ['an unknown route', 'request.not-found', get('/api/nothing')],
  ['an unknown method', 'request.method', () => ({ method: 'PUT', url: '/api/session' })],
  ['nonsense in the path', 'request.malformed', get('/api/plans/%E0%A4%A')],
  ['an id that is none', 'request.malformed', get('/api/plans/a%20b')],
  ['too long an id', 'request.malformed', get(`/api/plans/${'a'.repeat(80)}`)],
  ['a far too long id', 'request.too-large', get(`/api/plans/${'a'.repeat(4000)}`)],
  [
    'a limit in words',
    'request.malformed',
    () => get(`${commandsUrl().replace('commands', 'changes')}?limit=all`)(),
  ],
  ['a plan of others', 'plan.not-found', get('/api/plans/plan-of-others')],
  [
    'a page of another site',
    'request.foreign-origin',
    endSession({ origin: 'https://evil.example' }),
  ],
  ['a page that hides its site', 'request.foreign-origin', endSession({ origin: 'null' })],
  [
    'a cross-site request without an origin',
    'request.foreign-origin',
    endSession({ 'sec-fetch-site': 'cross-site' }),
  ],
  [
    'a sister site without an origin',
    'request.foreign-origin',
    endSession({ 'sec-fetch-site': 'same-site' }),
  ],
  ['a protocol older than any', 'app.too-old', get('/api/plans', { 'x-protocol': '0' })],
  ['a protocol in words', 'app.too-old', get('/api/plans', { 'x-protocol': 'new' })],
  ['no session', 'session.needed', get('/api/plans', { cookie: '' })],
  [
    'a session that never was',
    'session.needed',
    get('/api/plans', { cookie: 'session-account-1=abc' }),
  ],
  ['the account of nobody', 'session.needed', get('/api/plans', { 'x-account': "' or 1=1" })],
]

describe('a bad request', () => {
  it.each(table)('%s: %s', async (_, code, options) => {
    const reply = await teacher.ask(options())
    expect(reply.json()).toMatchObject({
      type: `urn:so-tay-so:problem:${code}`,
      code,
      status: problems[code].status,
    })
    expect(reply.statusCode).toBe(problems[code].status)
    expect(reply.headers['content-type']).toContain('application/problem+json')
    const { detail, detailEn } = reply.json<{ detail: string; detailEn: string }>()
    expect(detail).not.toBe(detailEn)
    expect(detail.length).toBeGreaterThan(20)
  })

  it('names the methods that there are', async () => {
    const reply = await ground.app.inject({ method: 'PATCH', url: '/api/session' })
    expect(reply.statusCode).toBe(405)
    expect(String(reply.headers.allow).split(', ').sort()).toEqual([
      'DELETE',
      'GET',
      'HEAD',
      'POST',
    ])
  })

  it('is not one: a gzip body, an own origin, a push of an old app', async () => {
    const commands = gzipSync('{"commands": [{}]}')
    const headers = { ...gzip, host: 'so.local', origin: 'http://so.local', 'x-protocol': '0' }
    const reply = await teacher.ask(push(commands, headers)())
    expect(reply.statusCode).toBe(200)
    expect(reply.json()).toMatchObject({
      results: [{ result: 'refused', problem: { code: 'command.malformed' } }],
    })
  })

  it('ends on the wire with the same words', async () => {
    await ground.app.listen({ host: '127.0.0.1', port: 0 })
    const long = await onTheWire(`GET / HTTP/1.1\r\nhost: a\r\nx: ${'y'.repeat(40_000)}\r\n\r\n`)
    expect(long).toMatch(/^HTTP\/1.1 413 /)
    expect(long).toContain('"code":"request.too-large"')
    const nonsense = await onTheWire('nonsense\r\n\r\n')
    expect(nonsense).toMatch(/^HTTP\/1.1 400 /)
    expect(nonsense).toContain('"code":"request.malformed"')
  })
})

describe('an accident', () => {
  it('says nothing of itself, and is logged without what people wrote', async () => {
    const lines: string[] = []
    const stream = { write: (line: string) => lines.push(line) }
    const app = await buildApp(ground.house, { dist: noDist, logger: { level: 'info', stream } })
    app.get('/broken/:name', () => {
      throw new Error('a secret of Nguyễn Thị Hoa')
    })
    const reply = await app.inject({ url: '/broken/hoa?q=bí-mật' })
    await app.close()
    expect(reply.json()).toMatchObject({ status: 500, code: 'server.broken' })
    expect(reply.body).not.toContain('secret')
    const log = lines.join('')
    expect(log).toContain(String(reply.headers['x-request-id']))
    expect(log).toContain('bad-requests.test.ts')
    expect(log).not.toMatch(/Hoa|hoa|bí-mật/)
  })

  it('of a database that is away is a pause', async () => {
    const away = connect('postgres://nobody@127.0.0.1:1/none')
    let db = ground.database.db
    const line = new Proxy(db, {
      get: (_, name): unknown => {
        const value: unknown = Reflect.get(db, name, db)
        return typeof value === 'function' ? (value.bind(db) as unknown) : value
      },
    })
    const app = await buildApp(aHouse(line), { dist: noDist })
    await app.ready()
    db = away
    const cookie = 'session-account-1=abc'
    const reply = await app.inject({ url: '/api/plans', headers: { cookie } })
    expect(reply.json()).toMatchObject({ status: 503, code: 'server.busy' })
    expect(Number(reply.headers['retry-after'])).toBeGreaterThan(0)
    expect((await app.inject({ url: '/healthz' })).statusCode).toBe(200)
    const ready = await app.inject({ url: '/readyz' })
    expect(ready.statusCode).toBe(503)
    expect(ready.json()).toMatchObject({ ready: false, database: 'silent' })
    await app.close()
    await away.destroy()
  })
})

async function onTheWire(text: string): Promise<string> {
  const address = ground.app.server.address()
  if (address === null || typeof address === 'string') throw new Error('the server does not listen')
  return new Promise((resolve, reject) => {
    const socket = dial(address.port, '127.0.0.1', () => socket.write(text))
    let answer = ''
    socket.on('data', (bytes) => (answer += bytes.toString()))
    socket.on('close', () => {
      resolve(answer)
    })
    socket.on('error', reject)
  })
}
