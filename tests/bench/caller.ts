import { Agent, request } from 'node:http'
import { gzipSync } from 'node:zlib'
import type { SessionReply } from '#contract/plans.ts'
import { accountHeader } from '#contract/words.ts'
import { demoPassword } from '../builders/people.ts'

export interface Answered {
  readonly status: number
  readonly body: Buffer
  readonly headers: NodeJS.Dict<string | string[]>
}

export interface Asked {
  readonly port: number
  readonly path: string
  readonly body?: string | Buffer
  readonly headers?: Record<string, string>
}

const agent = new Agent({ keepAlive: true, maxSockets: 16 })
let calls = 0

/** One request over a connection that is kept. */
export function call({ port, path, body, headers = {} }: Asked): Promise<Answered> {
  calls += 1
  const from = `10.0.${Math.floor(calls / 2_000)}.1`
  const all = { 'content-type': 'application/json', 'x-forwarded-for': from, ...headers }
  const method = body === undefined ? 'GET' : 'POST'
  return new Promise((resolve, reject) => {
    const asking = request(
      { agent, host: '127.0.0.1', port, path, method, headers: all },
      (reply) => {
        const parts: Buffer[] = []
        reply.on('data', (part: Buffer) => parts.push(part))
        reply.on('end', () => {
          const { statusCode: status = 0, headers: heard } = reply
          if (status === 200) resolve({ status, body: Buffer.concat(parts), headers: heard })
          else reject(new Error(`${path} ${status} ${Buffer.concat(parts).toString()}`))
        })
      },
    )
    asking.on('error', reject)
    asking.end(body)
  })
}

export const gzipped = { 'content-encoding': 'gzip', 'accept-encoding': 'gzip' }

export function zip(value: unknown): Buffer {
  return gzipSync(JSON.stringify(value))
}

/** The headers of a signed-in account. */
export async function headersOf(port: number, username: string): Promise<Record<string, string>> {
  const body = JSON.stringify({ username, password: demoPassword })
  const reply = await call({ port, path: '/api/session', body })
  const cookie = String(reply.headers['set-cookie']).split(';')[0] ?? ''
  const { accountId } = JSON.parse(reply.body.toString()) as SessionReply
  return { cookie, [accountHeader]: accountId }
}

export function hangUp(): void {
  agent.destroy()
}
