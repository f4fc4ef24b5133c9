import { describe, expect, it } from 'vitest'
import { buildApp } from '../../../src/server/app.ts'
import { demoPassword } from '../../builders/people.ts'
import { noDist, useGround } from '../../support/app.ts'
import { cookieOf, signIn } from '../../support/browsing.ts'
import { aHouse, testNow } from '../../support/house.ts'

let now = new Date(testNow)
const ground = useGround({ clock: () => now, config: { sessionDays: 30 } })

const ask = (username: string, password: string) =>
  ground.app.inject({ method: 'POST', url: '/api/session', payload: { username, password } })

describe('signing in', () => {
  it('tells who it is, where, and sets a cookie of that account', async () => {
    const { teacher } = ground.department.people
    const reply = await ask('teacher', demoPassword)
    expect(reply.statusCode).toBe(200)
    expect(reply.json()).toMatchObject({
      accountId: teacher.accountId,
      personId: teacher.id,
      username: 'teacher',
      posts: [{ role: 'staff', main: true, until: null }],
    })
    const kinds = reply.json<{ units: { kind: string }[] }>().units.map(({ kind }) => kind)
    expect(kinds.sort()).toEqual(['commune', 'department', 'ministry', 'school'])
    expect(reply.headers['set-cookie']).toMatch(
      new RegExp(
        `^session-${teacher.accountId}=[\\w-]{43}; Max-Age=2592000; Path=/; HttpOnly; SameSite=Lax$`,
      ),
    )
  })

  it('folds the name, and keeps only the hash of the token', async () => {
    const reply = await ask(' TEACHER ', demoPassword)
    expect(reply.statusCode).toBe(200)
    const [, token = ''] = cookieOf(reply).split('=')
    const rows = await ground.database.db.selectFrom('session').select('tokenHash').execute()
    expect(rows.map(({ tokenHash }) => tokenHash)).not.toContain(token)
  })

  it.each([
    ['teacher', 'sai'],
    ['nobody', demoPassword],
  ])('answers %s with a wrong pair alike', async (username, password) => {
    const reply = await ask(username, password)
    expect(reply.statusCode).toBe(401)
    expect(reply.json()).toMatchObject({ code: 'session.wrong-password' })
    expect(reply.headers['set-cookie']).toBeUndefined()
  })

  it('stops guesses at one account, for a while, whatever the address', async () => {
    for (let tries = 0; tries < 5; tries += 1) {
      expect((await ask('colleague', `guess ${tries}`)).statusCode).toBe(401)
    }
    const reply = await ask('colleague', demoPassword)
    expect(reply.statusCode).toBe(429)
    expect(reply.json()).toMatchObject({ code: 'session.too-many-tries', limit: 1 })
    expect(Number(reply.headers['retry-after'])).toBe(60)
    now = new Date(now.getTime() + 61_000)
    expect((await ask('colleague', demoPassword)).statusCode).toBe(200)
  })

  it('makes a name that nobody has wait alike', async () => {
    for (let tries = 0; tries < 5; tries += 1) await ask('nobody-at-all', 'sai')
    expect((await ask('nobody-at-all', 'sai')).json()).toMatchObject({
      code: 'session.too-many-tries',
      limit: 1,
    })
  })

  it.each([
    ['behind a proxy that speaks TLS', { trustProxy: 1 }, true],
    ['at a public address with TLS', { publicOrigin: 'https://so.example.vn' }, true],
    ['on the word of an unknown proxy', {}, false],
  ])('the cookie is Secure or not %s', async (_, config, isSecure) => {
    const app = await buildApp(aHouse(ground.database.db, { config }), { dist: noDist })
    const reply = await app.inject({
      method: 'POST',
      url: '/api/session',
      headers: { 'x-forwarded-proto': 'https' },
      payload: { username: 'teacher', password: demoPassword },
    })
    await app.close()
    expect(String(reply.headers['set-cookie']).includes('; Secure')).toBe(isSecure)
  })
})

describe('a session', () => {
  it('speaks for the account that the header names, of two on one device', async () => {
    const { teacher, principal } = ground.department.people
    const cookie = [
      (await signIn(ground.app, 'teacher')).cookie,
      (await signIn(ground.app, 'principal')).cookie,
    ].join('; ')
    const whoIs = (headers: Record<string, string>) =>
      ground.app.inject({ url: '/api/session', headers: { cookie, ...headers } })

    expect((await whoIs({ 'x-account': teacher.accountId })).json()).toMatchObject({
      username: 'teacher',
    })
    expect((await whoIs({ 'x-account': principal.accountId })).json()).toMatchObject({
      username: 'principal',
    })
    expect((await whoIs({})).json()).toMatchObject({ code: 'session.needed' })
    expect((await whoIs({ 'x-account': 'account-of-nobody' })).json()).toMatchObject({
      code: 'session.needed',
    })
  })

  it("takes no account's token for another's", async () => {
    const { cookie } = await signIn(ground.app, 'teacher')
    const { principal, teacher } = ground.department.people
    const forged = cookie.replace(teacher.accountId, principal.accountId)
    const reply = await ground.app.inject({ url: '/api/session', headers: { cookie: forged } })
    expect(reply.statusCode).toBe(401)
  })

  it('ends for the named account alone', async () => {
    const { teacher, principal } = ground.department.people
    const cookie = [
      (await signIn(ground.app, 'teacher')).cookie,
      (await signIn(ground.app, 'principal')).cookie,
    ].join('; ')
    const as = (id: string) => ({ cookie, 'x-account': id })
    const end = await ground.app.inject({
      method: 'DELETE',
      url: '/api/session',
      headers: as(teacher.accountId),
    })
    expect(end.statusCode).toBe(204)
    expect(end.headers['set-cookie']).toMatch(new RegExp(`^session-${teacher.accountId}=;`))
    const after = (id: string) => ground.app.inject({ url: '/api/session', headers: as(id) })
    expect((await after(teacher.accountId)).statusCode).toBe(401)
    expect((await after(principal.accountId)).statusCode).toBe(200)
  })

  it('slides while it is used, and ends when it is not', async () => {
    const browsing = await signIn(ground.app, 'deputy')
    const later = (days: number) => {
      now = new Date(now.getTime() + days * 86_400_000)
      return browsing.ask({ url: '/api/session' })
    }
    const first = await later(20)
    expect(first.statusCode).toBe(200)
    expect(first.headers['set-cookie']).toContain('Max-Age=2592000')
    const again = await later(0)
    expect(again.headers['set-cookie']).toBeUndefined()
    expect((await later(29)).statusCode).toBe(200)
    const last = await later(31)
    expect(last.json()).toMatchObject({ code: 'session.needed' })
  })

  it('is refused while the account is disabled, at sign-in only to who knows the password', async () => {
    const browsing = await signIn(ground.app, 'leader')
    await ground.database.db
      .updateTable('account')
      .set({ disabledAt: now.toISOString() })
      .where('username', '=', 'leader')
      .execute()
    expect((await browsing.ask({ url: '/api/plans' })).json()).toMatchObject({
      status: 403,
      code: 'session.disabled',
    })
    const ping = await browsing.ask({ url: '/api/ping?nonce=abc' })
    expect(ping.json()).toMatchObject({ nonce: 'abc', account: null })
    expect((await ask('leader', demoPassword)).json()).toMatchObject({ code: 'session.disabled' })
    expect((await ask('leader', 'sai')).json()).toMatchObject({ code: 'session.wrong-password' })
  })
})
