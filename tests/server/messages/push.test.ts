import { createDecipheriv, createECDH, hkdfSync, randomBytes } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { notifyDue } from '../../../src/server/messages/notify.ts'
import {
  isOutside,
  lookupOutside,
  isPushEndpoint,
  postOutside,
  type Post,
} from '../../../src/server/messages/push-post.ts'
import type { Who } from '../../support/guarded-world.ts'
import { anOfficeWorld } from '../../support/office-world.ts'

const world = await anOfficeWorld()
const { answer, ask, db, house, people, units } = world

/** A browser, as far as its push service knows: it has the keys that open what comes. */
const receiver = createECDH('prime256v1')
const receiverKey = receiver.generateKeys()
const auth = randomBytes(16)
const keys = { p256dh: receiverKey.toString('base64url'), auth: auth.toString('base64url') }

let service: Server
let origin = ''
let answers = 201
const came: { path: string; headers: NodeJS.Dict<string | string[]>; body: Buffer }[] = []

beforeAll(async () => {
  service = createServer((request, reply) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => {
      const { url = '', headers } = request
      came.push({ path: url, headers, body: Buffer.concat(parts) })
      reply.writeHead(answers).end()
    })
  }).listen(0, '127.0.0.1')
  await new Promise((listening) => service.once('listening', listening))
  origin = `http://127.0.0.1:${(service.address() as AddressInfo).port}`
})

beforeEach(async () => {
  came.length = 0
  answers = 201
  await db.deleteFrom('message').execute()
  await db.deleteFrom('pushSubscription').execute()
})

afterAll(async () => {
  service.close()
  await world.close()
})

/** The endpoint's name leads to our service on this machine, which the real way would refuse. */
const post: Post = async (endpoint, { headers, body }) => {
  const { pathname } = new URL(endpoint)
  const reply = await fetch(origin + pathname, {
    method: 'POST',
    headers,
    body: new Uint8Array(body),
  })
  return reply.status
}

const subscribe = (who: Who, endpoint = `https://push.example/${who}`) =>
  ask(who, { method: 'POST', url: '/api/push/subscriptions', payload: { endpoint, keys } })

async function send(title = 'Họp kín lúc 14 giờ'): Promise<string> {
  const id = `message-${randomBytes(6).toString('hex')}`
  const input = {
    title,
    text: 'Lời',
    unitIds: [units.school.id],
    roles: ['staff'],
    until: '2026-11-20',
  }
  const write = { kind: 'message.send', record: { type: 'message', id }, input }
  expect(await answer('principal', write)).toBe('applied')
  return id
}

/** RFC 8291, read by hand: what only the browser can. */
function opened(body: Buffer): string {
  const salt = body.subarray(0, 16)
  const senderKey = body.subarray(21, 86)
  const sealed = body.subarray(86)
  const info = Buffer.concat([Buffer.from('WebPush: info\0'), receiverKey, senderKey])
  const shared = receiver.computeSecret(senderKey)
  const secret = Buffer.from(hkdfSync('sha256', shared, auth, info, 32))
  const key = hkdfSync('sha256', secret, salt, 'Content-Encoding: aes128gcm\0', 16)
  const nonce = hkdfSync('sha256', secret, salt, 'Content-Encoding: nonce\0', 12)
  const decipher = createDecipheriv('aes-128-gcm', Buffer.from(key), Buffer.from(nonce))
  decipher.setAuthTag(sealed.subarray(-16))
  const text = Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()])
  return text.subarray(0, text.lastIndexOf(2)).toString()
}

describe('a notification', () => {
  it('goes to those in the scope who asked for it, and says only that there is something', async () => {
    for (const who of ['teacher', 'colleague', 'deputy', 'stranger'] as const) await subscribe(who)
    await send()
    expect(await notifyDue(house, post)).toBe(2)
    expect(came.map(({ path }) => path).sort()).toEqual(['/colleague', '/teacher'])
    expect(came.map(({ body }) => opened(body))).toEqual(Array(2).fill('{"kind":"message"}'))
    expect(came[0]?.headers['authorization']).toMatch(/^vapid t=/)
    expect(came[0]?.headers['content-encoding']).toBe('aes128gcm')
  })

  it('goes once, also when two servers look at once', async () => {
    await subscribe('teacher')
    await send()
    await send()
    const sent = await Promise.all([notifyDue(house, post), notifyDue(house, post)])
    expect(sent.reduce((a, b) => a + b)).toBe(2)
    expect(await notifyDue(house, post)).toBe(0)
    expect(came).toHaveLength(2)
  })

  it.each([404, 410])('forgets a browser of which the service says %i', async (status) => {
    await subscribe('teacher')
    answers = status
    await send()
    expect(await notifyDue(house, post)).toBe(0)
    expect(await db.selectFrom('pushSubscription').selectAll().execute()).toEqual([])
  })

  it('keeps a browser whose service is in trouble or away', async () => {
    await subscribe('teacher')
    answers = 503
    await send()
    expect(await notifyDue(house, post)).toBe(0)
    await send()
    expect(await notifyDue(house, () => Promise.reject(new Error('away')))).toBe(0)
    expect(await db.selectFrom('pushSubscription').select('endpoint').execute()).toHaveLength(1)
  })

  it('is not sent of what was taken back, nor to an account that is disabled', async () => {
    await subscribe('teacher')
    await subscribe('colleague')
    const id = await send()
    await answer('principal', {
      kind: 'message.take-back',
      record: { type: 'message', id },
      base: 1,
    })
    expect(await notifyDue(house, post)).toBe(0)
    const { accountId } = people.colleague
    const disabledAt = '2026-11-16T00:00:00Z'
    await db.updateTable('account').set({ disabledAt }).where('id', '=', accountId).execute()
    await send()
    expect(await notifyDue(house, post)).toBe(1)
    await db.updateTable('account').set({ disabledAt: null }).where('id', '=', accountId).execute()
  })
})

describe('a subscription', () => {
  it('is whoever subscribed last with the browser, and theirs alone to end', async () => {
    const endpoint = 'https://push.example/shared'
    await subscribe('teacher', endpoint)
    await subscribe('colleague', endpoint)
    const url = '/api/push/subscriptions'
    await ask('teacher', { method: 'DELETE', url, payload: { endpoint } })
    const [kept] = await db.selectFrom('pushSubscription').selectAll().execute()
    expect(kept?.accountId).toBe(people.colleague.accountId)
    await ask('colleague', { method: 'DELETE', url, payload: { endpoint } })
    expect(await db.selectFrom('pushSubscription').selectAll().execute()).toEqual([])
  })

  it('is one of at most twenty of an account', async () => {
    for (let n = 0; n < 22; n += 1) await subscribe('teacher', `https://push.example/${n}`)
    expect(await db.selectFrom('pushSubscription').select('endpoint').execute()).toHaveLength(20)
  })

  it.each([
    'http://push.example/1',
    'https://localhost/1',
    'https://127.0.0.1/1',
    'https://10.1.2.3/1',
    'https://[::1]/1',
    'https://[::ffff:192.168.1.1]/1',
    'https://2130706433/1',
    'https://push.example:8443/1',
    'https://user:word@push.example/1',
  ])('is refused at %s', async (endpoint) => {
    expect(isPushEndpoint(endpoint)).toBe(false)
    const reply = await subscribe('teacher', endpoint)
    expect(reply.json<{ code: string }>().code).toBe('push.not-https')
  })
})

describe('the way out', () => {
  it.each(['127.0.0.1', '10.0.0.1', '172.31.0.1', '192.168.0.1', '169.254.169.254', '100.64.0.1'])(
    '%s is inside',
    (address) => {
      expect(isOutside(address)).toBe(false)
      expect(isOutside(`::ffff:${address}`)).toBe(false)
    },
  )

  it.each(['::1', '::', 'fd00::1', 'fe80::1', '64:ff9b::7f00:1', 'no address'])(
    '%s is inside',
    (address) => {
      expect(isOutside(address)).toBe(false)
    },
  )

  it.each(['8.8.8.8', '2606:4700::1111'])('%s is outside', (address) => {
    expect(isOutside(address)).toBe(true)
  })

  it.each(['localhost', 'no-such-name.invalid'])('finds no way to %s', async (name) => {
    const found = new Promise((resolve, reject) => {
      lookupOutside(name, { all: true }, (problem, addresses) => {
        if (problem) reject(problem)
        else resolve(addresses)
      })
    })
    await expect(found).rejects.toThrow(/not on the open internet|no-such-name/)
  })

  it('sends nothing to a machine of our own, nor to a name that leads nowhere', async () => {
    const asked = { headers: {}, body: Buffer.alloc(0) }
    await expect(postOutside('https://127.0.0.1/1', asked)).rejects.toThrow(/Not an endpoint/)
    await expect(postOutside('https://no-such-name.invalid/1', asked)).rejects.toThrow()
  })
})
