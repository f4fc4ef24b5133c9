import type { FastifyInstance } from 'fastify'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { buildApp } from '../../../src/server/app.ts'
import { firstAdministratorLink } from '../../../src/server/accounts/first-administrator.ts'
import { aTeacher } from '../../builders/people.ts'
import { writePeople, writeUnits } from '../../builders/rows.ts'
import { aSo } from '../../builders/units.ts'
import { noDist } from '../../support/app.ts'
import { cookieOf } from '../../support/browsing.ts'
import { aHouse } from '../../support/house.ts'
import { aDatabase, type TestDatabase } from '../../support/postgres.ts'

let database: TestDatabase
let app: FastifyInstance
let now: Date

beforeEach(async () => {
  now = new Date()
  database = await aDatabase()
  app = await buildApp(aHouse(database.db, { clock: () => now }), { dist: noDist })
})

afterEach(async () => {
  await app.close()
  await database.drop()
})

const wanted = {
  department: 'Sở Giáo dục và Đào tạo Hoa Ban',
  name: 'Lê Văn An',
  username: 'QT.An',
  password: 'một mật khẩu dài',
}

async function aToken() {
  const link = await firstAdministratorLink(database.db, {
    host: '127.0.0.1',
    port: 5080,
    publicOrigin: 'https://so.example.vn',
  })
  expect(link).toMatch(/^https:\/\/so\.example\.vn\/first-administrator#[\w-]{43}$/)
  return link.split('#')[1] ?? ''
}

const make = (token: string) =>
  app.inject({ method: 'POST', url: '/api/first-administrator', payload: { token, ...wanted } })

describe('the first administrator', () => {
  it('is made with the link, is signed in, and can sign in again', async () => {
    const reply = await make(await aToken())
    expect(reply.statusCode).toBe(201)
    expect(reply.json()).toMatchObject({
      username: 'qt.an',
      posts: [{ role: 'administrator', main: true }],
      units: [{ kind: 'department', name: wanted.department }],
    })
    const cookie = cookieOf(reply)
    expect((await app.inject({ url: '/api/session', headers: { cookie } })).statusCode).toBe(200)
    const { username, password } = wanted
    const again = await app.inject({
      method: 'POST',
      url: '/api/session',
      payload: { username, password },
    })
    expect(again.statusCode).toBe(200)
  })

  it('comes once, even if two ask at the same time', async () => {
    const token = await aToken()
    const replies = await Promise.all([make(token), make(token)])
    expect(replies.map(({ statusCode }) => statusCode).sort()).toEqual([201, 404])
    expect((await make(token)).json()).toMatchObject({ code: 'request.not-found' })
  })

  it('is refused with a wrong link, an old one, and once there is an account', async () => {
    expect((await make('x'.repeat(43))).statusCode).toBe(404)
    const old = await aToken()
    now = new Date(now.getTime() + 25 * 60 * 60 * 1000)
    expect((await make(old)).statusCode).toBe(404)
    const fresh = await aToken()
    now = new Date()
    const so = aSo()
    await writeUnits(database.db, [so])
    await writePeople(database.db, [aTeacher(so.id)])
    expect((await make(fresh)).statusCode).toBe(404)
  })

  it.each([
    ['too short', 'ngắn', 'password.too-short'],
    ['tried first by everybody', 'matkhau123', 'password.common'],
    ['their own name', 'Lê Văn An 2026', 'password.own-name'],
  ])('needs a password that is not %s, is told why, and keeps the link', async (_, bad, code) => {
    const token = await aToken()
    const payload = { token, ...wanted, password: bad }
    const reply = await app.inject({ method: 'POST', url: '/api/first-administrator', payload })
    expect(reply.json()).toMatchObject({ status: 422, code })
    expect(reply.json<{ detail: string }>().detail).not.toContain('{')
    expect((await make(token)).statusCode).toBe(201)
  })
})
