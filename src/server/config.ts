import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'

import { CannotStart } from './cannot-start.ts'

const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const

/** What the server is told from outside; read once, at start. */
export interface Config {
  host: string
  port: number
  /** False when nobody asked for this port, so the next free one will do. */
  portGiven: boolean
  dataDir: string
  /** A PostgreSQL of one's own; the embedded one runs when this is absent. */
  databaseUrl: string | undefined
  demo: boolean
  /** What people type in their browsers, when a proxy stands before the server. */
  publicOrigin: string | undefined
  logLevel: (typeof logLevels)[number]
  sessionDays: number
  /** How many proxies stand before the server; 0 trusts no forwarded header. */
  trustProxy: number
  /** Where people of the department sign in anyway; none where there is no such place. */
  identity: IdentityProvider | undefined
}

/** An OpenID Connect provider, and how this server is known to it. */
export interface IdentityProvider {
  issuer: string
  clientId: string
  clientSecret: string | undefined
  /** What the button at sign-in calls it. */
  name: string
  /** The claim that is held against the sector database's code of a person. */
  identifierClaim: string
}

type Environment = Readonly<Record<string, string | undefined>>

/** Reads the environment, or refuses with the name of the variable that is wrong. */
export function readConfig(env: Environment): Config {
  const host = given(env, 'HOST') ?? '127.0.0.1'
  const databaseUrl = readDatabaseUrl(env)
  const publicOrigin = readOrigin(env)
  const trustProxy = readInteger(env, 'TRUST_PROXY', { from: 0, to: 9, otherwise: 0 })
  const local = isLoopback(host) && isLocalOrigin(publicOrigin) && trustProxy === 0
  return {
    host,
    port: readInteger(env, 'PORT', { from: 0, to: 65535, otherwise: 5080 }),
    portGiven: given(env, 'PORT') !== undefined,
    dataDir: resolve(given(env, 'DATA_DIR') ?? 'data'),
    databaseUrl,
    demo: readDemo(env, { local, embedded: databaseUrl === undefined }),
    publicOrigin,
    logLevel: readLogLevel(env),
    sessionDays: readInteger(env, 'SESSION_DAYS', { from: 1, to: 400, otherwise: 90 }),
    trustProxy,
    identity: readIdentity(env),
  }
}

/** Whether only this machine can reach the address. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || host === '[::1]' || /^127(\.\d+){3}$/.test(host)
}

function isLocalOrigin(origin: string | undefined) {
  return origin === undefined || isLoopback(new URL(origin).hostname)
}

/** `PORT=` in a file of settings means that nobody filled it in. */
function given(env: Environment, name: string) {
  const text = env[name]?.trim()
  return text === '' ? undefined : text
}

function readInteger(
  env: Environment,
  name: string,
  { from, to, otherwise }: { from: number; to: number; otherwise: number },
) {
  const text = given(env, name)
  if (text === undefined) return otherwise
  const value = /^\d+$/.test(text) ? Number(text) : NaN
  if (value >= from && value <= to) return value
  throw wrong(name, `một số nguyên từ ${from} đến ${to}`, `a whole number from ${from} to ${to}`)
}

function readDatabaseUrl(env: Environment) {
  const text = given(env, 'DATABASE_URL')
  if (text === undefined || /^postgres(ql)?:$/.test(parsed(text)?.protocol ?? '')) return text
  const form = 'postgres://user:password@host:5432/database'
  throw wrong('DATABASE_URL', `địa chỉ dạng ${form}`, `an address like ${form}`)
}

function readOrigin(env: Environment) {
  const text = given(env, 'PUBLIC_ORIGIN')
  if (text === undefined) return undefined
  const url = parsed(text)
  const isOrigin = url && /^https?:$/.test(url.protocol) && url.href === `${url.origin}/`
  if (isOrigin) return url.origin
  const form = 'https://so-tay.example.edu.vn'
  throw wrong(
    'PUBLIC_ORIGIN',
    `gốc địa chỉ dạng ${form}, không có đường dẫn`,
    `an origin like ${form}`,
  )
}

function readIdentity(env: Environment): IdentityProvider | undefined {
  const issuer = given(env, 'OIDC_ISSUER')
  if (issuer === undefined) return undefined
  const { hostname } = readIssuer(issuer)
  const clientId = given(env, 'OIDC_CLIENT_ID')
  if (clientId === undefined) {
    throw wrong('OIDC_CLIENT_ID', 'mã mà nhà cung cấp đã cấp', 'the id that the provider gave')
  }
  return {
    issuer,
    clientId,
    clientSecret: given(env, 'OIDC_CLIENT_SECRET') ?? readSecretFile(env),
    name: given(env, 'OIDC_NAME') ?? hostname,
    identifierClaim: given(env, 'OIDC_IDENTIFIER_CLAIM') ?? 'sub',
  }
}

/** Without TLS only on this machine: who signs in is said there. */
function readIssuer(issuer: string): URL {
  const url = parsed(issuer)
  const isHere = url?.protocol === 'http:' && isLoopback(url.hostname)
  if (url && (url.protocol === 'https:' || isHere)) return url
  const form = 'https://dang-nhap.example.edu.vn'
  throw wrong('OIDC_ISSUER', `địa chỉ https dạng ${form}`, `an https address like ${form}`)
}

function readSecretFile(env: Environment) {
  const path = given(env, 'OIDC_CLIENT_SECRET_FILE')
  if (path === undefined) return undefined
  try {
    return readFileSync(path, 'utf8').trim()
  } catch {
    const name = 'OIDC_CLIENT_SECRET_FILE'
    throw wrong(name, 'đường dẫn tới một tệp đọc được', 'the path of a file that can be read')
  }
}

function readLogLevel(env: Environment) {
  const text = given(env, 'LOG_LEVEL') ?? 'warn'
  const level = logLevels.find((known) => known === text)
  if (level) return level
  throw wrong('LOG_LEVEL', `một trong ${logLevels.join(', ')}`, `one of ${logLevels.join(', ')}`)
}

/** The demo accounts share a published password, so they never stand on an address that others reach. */
function readDemo(env: Environment, { local, embedded }: { local: boolean; embedded: boolean }) {
  const text = given(env, 'DEMO')
  if (text === undefined) return local && embedded
  if (text !== '0' && text !== '1') throw wrong('DEMO', '0 hoặc 1', '0 or 1')
  if (text === '1' && !local) {
    throw new CannotStart(
      'DEMO=1 chỉ chạy trên địa chỉ của riêng máy này (127.0.0.1, không qua proxy), vì mật khẩu bản thử ai cũng biết.',
      'DEMO=1 runs only on an address of this machine alone (127.0.0.1, no proxy): everybody knows the demo password.',
    )
  }
  return text === '1'
}

function parsed(text: string) {
  return URL.canParse(text) ? new URL(text) : undefined
}

function wrong(name: string, vi: string, en: string) {
  return new CannotStart(`Biến môi trường ${name} phải là ${vi}.`, `${name} must be ${en}.`)
}
