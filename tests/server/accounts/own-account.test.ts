import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import type { SessionList } from '#contract/accounts.ts'
import { demoPassword } from '../../builders/people.ts'
import { cookieOf } from '../../support/browsing.ts'
import { anOfficeWorld } from '../../support/office-world.ts'
import { testNow } from '../../support/house.ts'

let now = new Date(testNow)
const world = await anOfficeWorld({ clock: () => now })
const { people, db } = world
afterAll(world.close)
beforeEach(() => {
  now = new Date(testNow)
})

const android =
  'Mozilla/5.0 (Linux; Android 13; SM-A145F) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0 Mobile Safari/537.36'

async function enter(username: string, userAgent = android, password = demoPassword) {
  const reply = await world.app.inject({
    method: 'POST',
    url: '/api/session',
    headers: { 'user-agent': userAgent },
    payload: { username, password },
  })
  return { status: reply.statusCode, cookie: cookieOf(reply) }
}
const inject = (cookie: string, method: 'GET' | 'POST' | 'DELETE', url: string, payload?: object) =>
  world.app.inject({ method, url, headers: { cookie }, ...(payload && { payload }) })
const list = async (cookie: string) =>
  (await inject(cookie, 'GET', '/api/account/sessions')).json<SessionList>().sessions

describe('the devices on which an account is open', () => {
  it('are listed, this one first, and ended one by one', async () => {
    const phone = await enter('teacher')
    now = new Date(now.getTime() + 60_000)
    const laptop = await enter('teacher', 'Mozilla/5.0 (Windows NT 10.0) Firefox/132.0')
    const shown = await list(phone.cookie)
    expect(shown).toMatchObject([
      { device: 'Android, Chrome', address: '127.0.0.1', current: true, createdAt: testNow },
      { device: 'Windows, Firefox', current: false },
    ])
    const other = shown[1]?.id ?? ''
    const ended = await inject(phone.cookie, 'DELETE', `/api/account/sessions/${other}`)
    expect(ended.statusCode).toBe(204)
    expect((await inject(laptop.cookie, 'GET', '/api/session')).statusCode).toBe(401)
    expect(await list(phone.cookie)).toHaveLength(1)
    const line = await db
      .selectFrom('audit')
      .select(['recordId', 'personId', 'device'])
      .where('kind', '=', 'session.end')
      .executeTakeFirstOrThrow()
    expect(line).toMatchObject({ recordId: other, personId: people.teacher.id })
  })

  it('are nobody else’s', async () => {
    const mine = await enter('colleague')
    const theirs = await enter('stranger')
    const [own] = await list(mine.cookie)
    const reply = await inject(theirs.cookie, 'DELETE', `/api/account/sessions/${own?.id ?? ''}`)
    expect(reply.json()).toMatchObject({ status: 404, code: 'session.not-found' })
    expect(await list(mine.cookie)).toHaveLength(1)
  })
})

describe('changing the password', () => {
  const change = (cookie: string, old: string, fresh: string) =>
    inject(cookie, 'POST', '/api/account/password', { old, new: fresh })
  const fresh = 'mưa rơi trên mái tôn'

  it('keeps this device and ends the others', async () => {
    const phone = await enter('deputy')
    const tablet = await enter('deputy')
    expect((await change(phone.cookie, demoPassword, fresh)).statusCode).toBe(204)
    expect((await inject(phone.cookie, 'GET', '/api/session')).statusCode).toBe(200)
    expect((await inject(tablet.cookie, 'GET', '/api/session')).statusCode).toBe(401)
    expect((await enter('deputy')).status).toBe(401)
    expect((await enter('deputy', android, fresh)).status).toBe(200)
  })

  it('needs the old one, and lets nobody guess it', async () => {
    const phone = await enter('leader')
    for (let tries = 0; tries < 5; tries += 1) {
      expect((await change(phone.cookie, `guess ${tries}`, fresh)).json()).toMatchObject({
        status: 422,
        code: 'password.wrong',
      })
    }
    expect((await change(phone.cookie, demoPassword, fresh)).json()).toMatchObject({
      code: 'session.too-many-tries',
      limit: 1,
    })
    now = new Date(now.getTime() + 61_000)
    expect((await change(phone.cookie, demoPassword, 'leader2026')).json()).toMatchObject({
      code: 'password.own-name',
    })
    expect((await change(phone.cookie, demoPassword, fresh)).statusCode).toBe(204)
  })
})
