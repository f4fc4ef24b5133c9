import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { PasskeyOffer } from '#contract/factors.ts'
import { aPasskey } from '../../support/a-passkey.ts'
import type { Who } from '../../support/guarded-world.ts'
import { anOfficeWorld, type OfficeWorld } from '../../support/office-world.ts'
import { beginSignIn, post } from './a-factor.ts'

type Passkey = ReturnType<typeof aPasskey>

let world: OfficeWorld
let key: Passkey

beforeAll(async () => {
  world = await anOfficeWorld()
  key = await enrolled('reviewer')
})
afterAll(() => world.close())

const offered = async (who: Who) =>
  (await world.ask(who, post('/api/factors/passkey'))).json<PasskeyOffer>()

const confirm = (who: Who, ticket: string, response: object) =>
  world.ask(who, post('/api/factors/passkey/confirm', { ticket, name: 'Máy', response }))

async function enrolled(who: Who, one = aPasskey()): Promise<Passkey> {
  const { ticket, options } = await offered(who)
  const reply = await confirm(who, ticket, one.made(options))
  expect(reply.statusCode, reply.body).toBe(200)
  return one
}

const asked = async (ticket?: string) => {
  const reply = await world.app.inject(post('/api/session/passkey', ticket ? { ticket } : {}))
  return reply.json<PasskeyOffer>()
}

const answer = (ticket: string, passkey: object) =>
  world.app.inject(post('/api/session/factor', { ticket, passkey }))

const codeOf = (reply: { json(): unknown }) => (reply.json() as { code?: string }).code

describe('a key that a device makes', () => {
  it.each([
    ['for another site', { origin: 'https://evil.example' }],
    ['for another host', { host: 'evil.example' }],
  ])('%s is not kept', async (_, lie) => {
    const { ticket, options } = await offered('leader')
    const reply = await confirm('leader', ticket, aPasskey().made(options, lie))
    expect(codeOf(reply)).toBe('factor.not-verified')
  })

  it('is not kept twice, nor with a challenge that was answered, nor under another’s ticket', async () => {
    const { ticket, options } = await offered('leader')
    expect(codeOf(await confirm('auditor', ticket, aPasskey().made(options)))).toBe(
      'session.ticket-over',
    )
    expect(codeOf(await confirm('leader', ticket, key.made(options)))).toBe('factor.known-key')
    expect(codeOf(await confirm('leader', ticket, aPasskey().made(options)))).toBe(
      'session.ticket-over',
    )
    const fresh = await offered('leader')
    const old = await confirm('leader', fresh.ticket, aPasskey().made(options))
    expect(codeOf(old)).toBe('factor.not-verified')
  })
})

describe('an answer of a key', () => {
  it('alone opens its own account, and is the second step after the password', async () => {
    const alone = await asked()
    const reply = await answer(alone.ticket, key.answered(alone.options))
    expect(reply.json()).toMatchObject({ username: 'reviewer' })

    const { ticket, ways } = await beginSignIn(world.app, 'reviewer')
    expect(ways).toContain('passkey')
    const second = await asked(ticket)
    expect((await answer(ticket, key.answered(second.options))).statusCode).toBe(200)
  })

  it.each([
    ['given on another site', { origin: 'https://evil.example' }],
    ['given for another host', { host: 'evil.example' }],
    ['whose counter went back: a copy of the key is about', { counter: 1 }],
    ['that alone did not make sure who holds it', { isUserVerified: false }],
    ['under the name of a key that nobody has', { id: 'bm9ib2R5' }],
  ])('%s opens nothing', async (_, lie) => {
    const { ticket, options } = await asked()
    expect(codeOf(await answer(ticket, key.answered(options, lie)))).toBe('session.factor-wrong')
  })

  it('opens nothing a second time, nor to a challenge of before', async () => {
    const { ticket, options } = await asked()
    const said = key.answered(options)
    expect((await answer(ticket, said)).statusCode).toBe(200)
    expect(codeOf(await answer(ticket, said))).toBe('session.ticket-over')
    const fresh = await asked()
    expect(codeOf(await answer(fresh.ticket, said))).toBe('session.factor-wrong')
    // That challenge was answered, wrongly: it is over too.
    expect(codeOf(await answer(fresh.ticket, key.answered(fresh.options)))).toBe(
      'session.ticket-over',
    )
  })

  it('of another account is no second step for this one', async () => {
    const other = await enrolled('officer')
    const { ticket } = await beginSignIn(world.app, 'reviewer')
    const { options } = await asked(ticket)
    const reply = await answer(ticket, other.answered(options))
    expect(codeOf(reply)).toBe('session.factor-wrong')
    expect(reply.headers['set-cookie']).toBeUndefined()
    const again = await asked(ticket)
    const forged = other.answered(again.options, { id: key.id })
    expect(codeOf(await answer(ticket, forged))).toBe('session.factor-wrong')
  })

  it('opens no account that is disabled', async () => {
    const one = await enrolled('deputy')
    await world.db
      .updateTable('account')
      .set({ disabledAt: new Date().toISOString() })
      .where('id', '=', world.people.deputy.accountId)
      .execute()
    const { ticket, options } = await asked()
    expect(codeOf(await answer(ticket, one.answered(options)))).toBe('session.disabled')
  })
})
