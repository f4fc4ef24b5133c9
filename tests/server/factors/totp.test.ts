import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { codeAt } from '../../support/code-generator.ts'
import { anOfficeWorld, type OfficeWorld } from '../../support/office-world.ts'
import { signIn } from '../../support/browsing.ts'
import { testNow } from '../../support/house.ts'
import { addGenerator, beginSignIn, post } from './a-factor.ts'

let now = new Date(testNow)
const later = (seconds: number) => (now = new Date(now.getTime() + seconds * 1000))
let world: OfficeWorld

beforeAll(async () => {
  world = await anOfficeWorld({ clock: () => now })
})
afterAll(() => world.close())

const answer = (payload: object) => world.app.inject(post('/api/session/factor', payload))

describe('a code generator', () => {
  it('counts once its first code has come, and brings ten recovery codes', async () => {
    const ask = (options: Parameters<typeof world.ask>[1]) => world.ask('reviewer', options)
    const offer = (await ask(post('/api/factors/totp'))).json<{ id: string; uri: string }>()
    expect(offer.uri).toContain('otpauth://totp/')
    const wrong = { id: offer.id, code: '000000', name: 'Máy' }
    const refused = await ask(post('/api/factors/totp/confirm', wrong))
    expect(refused.json()).toMatchObject({ status: 422, code: 'factor.not-verified' })
    expect((await signIn(world.app, 'reviewer')).session.username).toBe('reviewer')

    const { recoveryCodes } = await addGenerator(ask, now)
    expect(new Set(recoveryCodes).size).toBe(10)
    const list = await ask({ url: '/api/factors' })
    expect(list.json()).toMatchObject({
      factors: [{ kind: 'totp', name: 'Điện thoại' }],
      recoveryCodesLeft: 10,
      needed: false,
      lacking: false,
    })
  })

  it('keeps neither its secret nor a recovery code in the open', async () => {
    const { secret, recoveryCodes } = await addGenerator((o) => world.ask('leader', o), now)
    const kept = await Promise.all([
      world.db.selectFrom('factor').selectAll().execute(),
      world.db.selectFrom('recoveryCode').selectAll().execute(),
    ])
    const text = JSON.stringify(kept)
    expect(text).not.toContain(secret)
    for (const code of recoveryCodes) expect(text).not.toContain(code.replace('-', ''))
  })

  it('is asked for after a right password, and opens the session', async () => {
    const { secret } = await addGenerator((o) => world.ask('auditor', o), now)
    const { ticket, ways } = await beginSignIn(world.app, 'auditor')
    expect(ways).toEqual(['totp', 'recovery'])
    later(30)
    const reply = await answer({ ticket, totp: codeAt(secret, now) })
    expect(reply.json()).toMatchObject({ username: 'auditor' })
    expect(reply.headers['set-cookie']).toContain('session-')
    const again = await answer({ ticket, totp: codeAt(secret, later(30)) })
    expect(again.json()).toMatchObject({ code: 'session.ticket-over' })
  })

  it('lets a code work once, and one that is a step off at most', async () => {
    const { secret } = await addGenerator((o) => world.ask('officer', o), now)
    later(30)
    const code = codeAt(secret, now)
    const first = await beginSignIn(world.app, 'officer')
    const second = await beginSignIn(world.app, 'officer')
    expect((await answer({ ticket: first.ticket, totp: code })).statusCode).toBe(200)
    expect((await answer({ ticket: second.ticket, totp: code })).json()).toMatchObject({
      status: 401,
      code: 'session.factor-wrong',
    })
    const ahead = codeAt(secret, new Date(now.getTime() + 60_000))
    expect((await answer({ ticket: second.ticket, totp: ahead })).statusCode).toBe(401)
    const next = codeAt(secret, new Date(now.getTime() + 30_000))
    expect((await answer({ ticket: second.ticket, totp: next })).statusCode).toBe(200)
  })

  it('makes guesses wait longer and longer, whatever the ticket', async () => {
    await addGenerator((o) => world.ask('principal', o), now)
    const guess = async () => {
      const { ticket } = await beginSignIn(world.app, 'principal')
      return answer({ ticket, totp: '123456' })
    }
    const waits: number[] = []
    while (waits.length < 3) {
      const reply = await guess()
      if (reply.statusCode === 429) {
        waits.push(Number(reply.headers['retry-after']))
        later(Number(reply.headers['retry-after']))
      } else expect(reply.json()).toMatchObject({ code: 'session.factor-wrong' })
    }
    expect(waits).toEqual([30, 60, 120])
  })

  it('counts many guesses that come at once', async () => {
    await addGenerator((o) => world.ask('otherPrincipal', o), now)
    const { ticket } = await beginSignIn(world.app, 'other-principal')
    const guesses = Array.from({ length: 20 }, (_, n) => answer({ ticket, totp: `1000${10 + n}` }))
    const statuses = (await Promise.all(guesses)).map(({ statusCode }) => statusCode)
    expect(statuses.filter((status) => status === 401).length).toBeLessThanOrEqual(3)
  })

  it('is over after five minutes', async () => {
    const { secret } = await addGenerator((o) => world.ask('deputy', o), now)
    const { ticket } = await beginSignIn(world.app, 'deputy')
    later(301)
    const reply = await answer({ ticket, totp: codeAt(secret, now) })
    expect(reply.json()).toMatchObject({ status: 401, code: 'session.ticket-over' })
  })

  it('is kept, renamed and removed by its owner alone', async () => {
    await addGenerator((o) => world.ask('groupHead', o), now)
    const list = (await world.ask('groupHead', { url: '/api/factors' })).json<{
      factors: { id: string }[]
    }>()
    const record = { type: 'factor', id: list.factors[0]?.id ?? '' }
    const rename = { kind: 'factor.rename', record, base: 1, input: { name: ' Máy cũ ' } }
    expect(await world.answer('teacher', rename)).toBe('factor.not-found')
    expect(await world.answer('administrator', rename)).toBe('factor.not-found')
    expect(await world.answer('groupHead', rename)).toBe('applied')
    expect(await world.answer('groupHead', { ...rename, id: 'again' })).toBe('record.changed')
    const remove = { kind: 'factor.remove', record, base: 2 }
    expect(await world.answer('teacher', remove)).toBe('factor.not-found')
    expect(await world.answer('groupHead', remove)).toBe('applied')
    expect((await signIn(world.app, 'group-head')).session.username).toBe('group-head')
  })

  it('keeps at most ten of an account', async () => {
    for (let n = 0; n < 10; n += 1) await addGenerator((o) => world.ask('stranger', o), now)
    const eleventh = await world.ask('stranger', post('/api/factors/totp'))
    expect(eleventh.json()).toMatchObject({ code: 'factor.too-many', limit: 10 })
  })
})

describe('a session that began with the password alone', () => {
  it('is not enough any more once another one has added a factor', async () => {
    const other = await signIn(world.app, 'high-teacher')
    await addGenerator((o) => world.ask('highTeacher', o), now)
    const reply = await other.ask({ url: '/api/plans' })
    expect(reply.json()).toMatchObject({ status: 401, code: 'session.factor-required' })
    const add = await other.ask(post('/api/factors/totp'))
    expect(add.json()).toMatchObject({ code: 'session.factor-required' })
    expect((await world.ask('highTeacher', { url: '/api/plans' })).statusCode).toBe(200)
  })
})

describe('a recovery code', () => {
  it('opens the session once, however it is typed', async () => {
    const { recoveryCodes } = await addGenerator((o) => world.ask('colleague', o), now)
    const [code = ''] = recoveryCodes
    const typed = ` ${code.toUpperCase().replace('-', ' ')}`
    const first = await beginSignIn(world.app, 'colleague')
    const reply = await answer({ ticket: first.ticket, recovery: typed })
    expect(reply.json()).toMatchObject({ username: 'colleague' })
    const second = await beginSignIn(world.app, 'colleague')
    const again = await answer({ ticket: second.ticket, recovery: code })
    expect(again.json()).toMatchObject({ code: 'session.factor-wrong' })
    const list = await world.ask('colleague', { url: '/api/factors' })
    expect(list.json()).toMatchObject({ recoveryCodesLeft: 9 })
  })

  it('is replaced with nine others by new ones', async () => {
    const old = await addGenerator((o) => world.ask('otherOfficer', o), now)
    const fresh = await world.ask('otherOfficer', post('/api/factors/recovery-codes'))
    const { recoveryCodes } = fresh.json<{ recoveryCodes: string[] }>()
    expect(recoveryCodes).toHaveLength(10)
    const { ticket } = await beginSignIn(world.app, 'other-officer')
    const [oldCode, newCode] = [old.recoveryCodes[0], recoveryCodes[0]]
    expect((await answer({ ticket, recovery: oldCode })).statusCode).toBe(401)
    expect((await answer({ ticket, recovery: newCode })).statusCode).toBe(200)
  })

  it('is not given to an account without a factor', async () => {
    const reply = await world.ask('outsider', post('/api/factors/recovery-codes'))
    expect(reply.json()).toMatchObject({ code: 'factor.not-found' })
  })
})

it('every factor that was added, and every code renewed, has its line in the audit', async () => {
  const kinds = await world.db.selectFrom('audit').select('kind').distinct().execute()
  const said = kinds.map(({ kind }) => kind)
  expect(said).toEqual(
    expect.arrayContaining(['factor.add', 'factor.remove', 'factor.renew-codes']),
  )
})
