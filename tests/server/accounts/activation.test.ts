import { randomUUID } from 'node:crypto'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import type { SessionReply } from '#contract/plans.ts'
import { shownCode } from '#domain/accounts/code.ts'
import { demoPassword } from '../../builders/people.ts'
import { cookieOf } from '../../support/browsing.ts'
import { anOfficeWorld, officePush } from '../../support/office-world.ts'
import { anOfficeCommand } from '../../builders/office-commands.ts'
import type { Who } from '../../support/guarded-world.ts'
import { testNow } from '../../support/house.ts'
import { aCode } from './a-code.ts'

let now = new Date(testNow)
const world = await anOfficeWorld({ clock: () => now })
const { people, db } = world
afterAll(world.close)

const password = 'mưa rơi trên mái tôn'
const record = () => ({ type: 'account-codes', id: randomUUID() })
const call = (url: string, payload: object) => world.ask('nobody', { method: 'POST', url, payload })
const look = (code: string) => call('/api/activation/look', { code })
const activate = (code: string, given = password) =>
  call('/api/activation', { code, password: given })
const signIn = (username: string, given: string) =>
  call('/api/session', { username, password: given })

const accountOf = (who: Who) =>
  db
    .selectFrom('account')
    .selectAll()
    .where('id', '=', people[who].accountId)
    .executeTakeFirstOrThrow()

/** Gives a code to somebody who never had a password, or lost it. */
async function invite(who: Who, by: Who = 'administrator') {
  await db
    .updateTable('account')
    .set({ passwordHash: null })
    .where('id', '=', people[who].accountId)
    .execute()
  const { code, codeHash } = aCode()
  const input = { people: [{ personId: people[who].id, codeHash }] }
  expect(await world.answer(by, { kind: 'account.invite', record: record(), input })).toBe(
    'applied',
  )
  return code
}

async function reset(who: Who, by: Who = 'administrator') {
  const { code, codeHash } = aCode()
  const input = { personId: people[who].id, codeHash }
  expect(await world.answer(by, { kind: 'account.reset', record: record(), input })).toBe('applied')
  return code
}

beforeEach(() => {
  now = new Date(testNow)
})

describe('an invitation', () => {
  it('says whose notebook it opens, as often as it is asked', async () => {
    const code = await invite('teacher')
    for (const typed of [code, shownCode(code), ` ${shownCode(code).toLowerCase()} `]) {
      expect((await look(typed)).json()).toEqual({
        name: people.teacher.name,
        salutation: null,
        unitName: world.units.school.name,
        username: 'teacher',
        purpose: 'invite',
        expiresAt: '2026-12-16T02:00:00.000Z',
      })
    }
  })

  it('sets the password and opens a session, once', async () => {
    const code = await invite('colleague')
    const reply = await activate(shownCode(code))
    expect(reply.statusCode).toBe(200)
    expect(reply.json<SessionReply>().accountId).toBe(people.colleague.accountId)
    const cookie = cookieOf(reply)
    const mine = await world.app.inject({ url: '/api/session', headers: { cookie } })
    expect(mine.json()).toMatchObject({ username: 'colleague' })

    expect((await activate(code, 'một mật khẩu khác')).json()).toMatchObject({
      status: 410,
      code: 'activation.used',
    })
    expect((await look(code)).json()).toMatchObject({ code: 'activation.used' })
    expect((await signIn('colleague', password)).statusCode).toBe(200)
    expect((await signIn('colleague', 'một mật khẩu khác')).statusCode).toBe(401)
  })

  it('opens one notebook, however many come with it at once', async () => {
    const code = await invite('deputy')
    const replies = await Promise.all(
      ['con đường làng em', 'con sông quê hương', 'con trâu đi trước'].map((given) =>
        activate(code, given),
      ),
    )
    expect(replies.map(({ statusCode }) => statusCode).sort()).toEqual([200, 410, 410])
  })

  it('of last year is refused with the day on which it ended', async () => {
    const code = await invite('groupHead')
    now = new Date('2027-09-05T02:00:00.000Z')
    for (const reply of [await look(code), await activate(code)]) {
      expect(reply.json()).toMatchObject({
        status: 410,
        code: 'activation.expired',
        limit: '2026-12-16',
      })
    }
    expect((await accountOf('groupHead')).passwordHash).toBeNull()
  })

  it('ends when a newer one is given, or when it is taken back', async () => {
    const first = await invite('stranger')
    const second = await invite('stranger')
    expect((await look(first)).json()).toMatchObject({ code: 'activation.revoked' })
    const input = { personId: people.stranger.id }
    const write = { kind: 'account.revoke-code', input }
    expect(await world.answer('otherPrincipal', { ...write, record: record() })).toBe('applied')
    expect((await activate(second)).json()).toMatchObject({ code: 'activation.revoked' })
    expect(await world.answer('otherPrincipal', { ...write, record: record() })).toBe(
      'account.no-code',
    )
  })

  it('sent again gives nothing anew', async () => {
    const { code, codeHash } = aCode()
    await invite('highTeacher')
    const command = anOfficeCommand({
      account: people.administrator.accountId,
      kind: 'account.invite',
      record: record(),
      input: { people: [{ personId: people.highTeacher.id, codeHash }] },
    })
    for (const replayed of [undefined, true]) {
      const reply = await world.ask('administrator', officePush([command]))
      expect(reply.json()).toMatchObject({ results: [{ result: 'applied' }] })
      expect(reply.json<{ results: { replayed?: true }[] }>().results[0]?.replayed).toBe(replayed)
    }
    const rows = await db
      .selectFrom('activation')
      .select('id')
      .where('codeHash', '=', codeHash)
      .execute()
    expect(rows).toHaveLength(1)
    expect((await look(code)).statusCode).toBe(200)
  })

  it('never comes to the server, nor into the audit', async () => {
    const code = await invite('highTeacher')
    await activate(code)
    const audit = await db
      .selectFrom('audit')
      .select(['kind', 'recordId', 'personId', 'facts'])
      .execute()
    expect(JSON.stringify(audit)).not.toContain(code)
    expect(audit).toContainEqual({
      kind: 'account.activate',
      recordId: people.highTeacher.accountId,
      personId: people.highTeacher.id,
      facts: { purpose: 'invite' },
    })
    expect(audit).toContainEqual(
      expect.objectContaining({
        kind: 'account.invite',
        personId: people.administrator.id,
        facts: { people: [people.highTeacher.id] },
      }),
    )
    const codes = await db.selectFrom('activation').selectAll().execute()
    expect(JSON.stringify(codes)).not.toContain(code)
  })

  it.each([
    ['ngắn', 'password.too-short'],
    ['1234567890', 'password.common'],
    ['auditor2026', 'password.own-name'],
  ])('with the password "%s" stays unused', async (given, answer) => {
    const code = await invite('auditor')
    expect((await activate(code, given)).json()).toMatchObject({ status: 422, code: answer })
    expect((await look(code)).statusCode).toBe(200)
  })

  it.each(['', '0000-0000-0000', 'KHONG-CO-MA', '../../x'])('"%s" is unknown', async (typed) => {
    const answer = typed === '' ? 'request.malformed' : 'activation.unknown'
    expect((await look(typed)).json()).toMatchObject({ code: answer })
  })
})

describe('a reset', () => {
  it('leaves the old password until it is used, then ends everything that was open', async () => {
    const before = await world.ask('officer', { url: '/api/session' })
    expect(before.statusCode).toBe(200)
    const code = await reset('officer')
    expect((await signIn('officer', demoPassword)).statusCode).toBe(200)
    expect((await look(code)).json()).toMatchObject({ purpose: 'reset' })

    expect((await activate(code)).statusCode).toBe(200)
    expect((await world.ask('officer', { url: '/api/session' })).statusCode).toBe(401)
    expect((await signIn('officer', demoPassword)).statusCode).toBe(401)
    expect((await signIn('officer', password)).statusCode).toBe(200)
  })

  it('is worth a day', async () => {
    const code = await reset('leader')
    now = new Date(now.getTime() + 25 * 3_600_000)
    expect((await activate(code)).json()).toMatchObject({ code: 'activation.expired' })
  })

  it('ends the wait after wrong passwords', async () => {
    for (let tries = 0; tries < 5; tries += 1) await signIn('reviewer', `guess ${tries}`)
    expect((await signIn('reviewer', demoPassword)).statusCode).toBe(429)
    expect((await activate(await reset('reviewer'))).statusCode).toBe(200)
    expect((await signIn('reviewer', password)).statusCode).toBe(200)
  })

  it('opens no disabled account', async () => {
    const code = await reset('outsider', 'administrator').catch(() => undefined)
    expect(code).toBeUndefined()
    const own = await reset('otherOfficer')
    await db
      .updateTable('account')
      .set({ disabledAt: now.toISOString() })
      .where('id', '=', people.otherOfficer.accountId)
      .execute()
    expect((await activate(own)).json()).toMatchObject({ code: 'session.disabled' })
  })
})

describe('an account with a second factor', () => {
  it('is asked for it after the code: a code stands for the password alone', async () => {
    const code = await reset('highTeacher')
    await db
      .insertInto('factor')
      .values({
        id: 'factor-1',
        accountId: people.highTeacher.accountId,
        kind: 'totp',
        name: 'Điện thoại',
        createdAt: testNow,
        confirmedAt: testNow,
        usedAt: null,
        sealed: 'x',
        lastStep: null,
        credentialId: null,
        publicKey: null,
        counter: null,
        transports: null,
      })
      .execute()
    const reply = await activate(code)
    expect(reply.json()).toMatchObject({ status: 401, code: 'session.factor-needed' })
    expect(reply.json<{ step: { ways: string[] } }>().step.ways).toContain('totp')
    expect(reply.headers['set-cookie']).toBeUndefined()
    await db.deleteFrom('factor').where('id', '=', 'factor-1').execute()
    expect((await signIn('high-teacher', password)).statusCode).toBe(200)
  })
})

describe('ending sessions', () => {
  it('is the head’s for the own school, and audited', async () => {
    await db.deleteFrom('session').where('accountId', '=', people.teacher.accountId).execute()
    await activate(await invite('teacher'))
    const input = { personId: people.teacher.id }
    const write = { kind: 'account.end-sessions', input }
    expect(await world.answer('otherPrincipal', { ...write, record: record() })).toBe(
      'account.not-found',
    )
    expect(await world.answer('principal', { ...write, record: record() })).toBe('applied')
    const left = await db
      .selectFrom('session')
      .select('id')
      .where('accountId', '=', people.teacher.accountId)
      .execute()
    expect(left).toEqual([])
    const line = await db
      .selectFrom('audit')
      .select(['personId', 'unitId', 'facts'])
      .where('kind', '=', 'account.end-sessions')
      .executeTakeFirstOrThrow()
    expect(line).toEqual({
      personId: people.principal.id,
      unitId: world.units.school.id,
      facts: { people: [people.teacher.id] },
    })
  })
})
