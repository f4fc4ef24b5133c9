import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { LightMyRequestResponse } from 'fastify'
import type { PersonPage } from '#contract/people.ts'
import { buildApp } from '../../../src/server/app.ts'
import { noDist } from '../../support/app.ts'
import type { Who } from '../../support/guarded-world.ts'
import { aHouse, testNow } from '../../support/house.ts'
import { anIdentityHouse, type IdentityHouse } from '../../support/identity-provider.ts'
import { anOfficeWorld, type OfficeWorld } from '../../support/office-world.ts'
import { addGenerator } from '../factors/a-factor.ts'

let now = new Date()
let provider: IdentityHouse
let world: OfficeWorld

beforeAll(async () => {
  provider = await anIdentityHouse(['http://localhost/api/identity/callback'])
  const { issuer, clientId, clientSecret } = provider
  const name = 'Tài khoản ngành'
  const identity = { issuer, clientId, clientSecret, name, identifierClaim: 'ma_dinh_danh' }
  world = await anOfficeWorld({ clock: () => now, config: { identity } })
})
afterAll(async () => {
  await world.close()
  await provider.close()
})
afterEach(() => {
  now = new Date()
})

const cookieOf = (reply: LightMyRequestResponse) =>
  reply.cookies.map(({ name, value }) => `${name}=${value}`).join('; ')

const start = async (app = world.app) => {
  const reply = await app.inject({ url: '/api/identity/start?next=/training' })
  return { to: reply.headers.location ?? '', cookie: cookieOf(reply) }
}

const comeBack = (to: string, cookie: string) => {
  const { pathname, search } = new URL(to)
  return world.app.inject({ url: pathname + search, headers: { cookie } })
}

/** Goes to the provider as somebody and comes back. */
const signInAs = async (as: string) => {
  const { to, cookie } = await start()
  return comeBack(await provider.visit(to, { as }), cookie)
}

const giveCode = (who: Who, code: string | null) =>
  world.db.updateTable('person').set({ code }).where('id', '=', world.people[who].id).execute()

const links = () => world.db.selectFrom('identity').select(['subject', 'accountId']).execute()
const problemOf = (reply: LightMyRequestResponse) =>
  new URL(reply.headers.location ?? '', 'http://localhost').searchParams.get('problem')

describe('a server without a provider', () => {
  it('says so', async () => {
    const app = await buildApp(aHouse(world.db), { dist: noDist })
    expect((await app.inject({ url: '/api/identity' })).json()).toEqual({ provider: null })
    expect((await start(app)).to).toBe('/sign-in?problem=identity.none')
    await app.close()
  })
})

describe('signing in at the provider', () => {
  it('opens the account of the person whose code it names, and links it', async () => {
    await giveCode('teacher', '0101')
    provider.identifiers.set('hoa', '0101')
    expect((await world.app.inject({ url: '/api/identity' })).json()).toEqual({
      provider: { name: 'Tài khoản ngành' },
    })
    const reply = await signInAs('hoa')
    const { accountId } = world.people.teacher
    expect(reply.headers.location).toBe(`/sign-in?next=%2Ftraining&signed-in=${accountId}`)
    const session = await world.app.inject({
      url: '/api/session',
      headers: { cookie: cookieOf(reply), 'x-account': accountId },
    })
    expect(session.json()).toMatchObject({ username: 'teacher' })
    expect(await links()).toEqual([{ subject: 'hoa', accountId }])
    const line = await world.db
      .selectFrom('audit')
      .select(['kind', 'recordId'])
      .where('kind', '=', 'identity.link')
      .executeTakeFirst()
    expect(line).toEqual({ kind: 'identity.link', recordId: accountId })
  })

  it('knows the subject again, also without the code', async () => {
    provider.identifiers.delete('hoa')
    const reply = await signInAs('hoa')
    expect(reply.headers.location).toContain(world.people.teacher.accountId)
  })

  it('sends PKCE S256, a state and a nonce', async () => {
    const { searchParams } = new URL((await start()).to)
    expect(searchParams.get('code_challenge_method')).toBe('S256')
    for (const name of ['code_challenge', 'state', 'nonce']) {
      expect(searchParams.get(name)?.length, name).toBeGreaterThan(40)
    }
  })

  it('refuses whom nobody here is', async () => {
    provider.identifiers.set('stranger', '9999')
    const before = await links()
    expect(problemOf(await signInAs('stranger'))).toBe('identity.unknown')
    expect(await links()).toEqual(before)
  })

  it("refuses another person's subject: linked to one, named as another", async () => {
    await giveCode('colleague', '0202')
    provider.identifiers.set('hoa', '0202')
    const before = await links()
    const reply = await signInAs('hoa')
    expect(problemOf(reply)).toBe('identity.other-person')
    expect(reply.headers['set-cookie'] ?? '').not.toContain('session-')
    expect(await links()).toEqual(before)
    provider.identifiers.delete('hoa')
  })

  it('refuses a second subject with the code of a linked person', async () => {
    provider.identifiers.set('impostor', '0101')
    expect(problemOf(await signInAs('impostor'))).toBe('identity.other-person')
  })

  it('opens no disabled account', async () => {
    await giveCode('leader', '0303')
    provider.identifiers.set('leader', '0303')
    const disable = (disabledAt: string | null) =>
      world.db
        .updateTable('account')
        .set({ disabledAt })
        .where('id', '=', world.people.leader.accountId)
        .execute()
    await disable(testNow)
    expect(problemOf(await signInAs('leader'))).toBe('session.disabled')
    await disable(null)
  })
})

describe('an attempt', () => {
  it('that its person gives up is said to be so', async () => {
    const { to, cookie } = await start()
    const back = await provider.visit(to, 'cancel')
    expect(problemOf(await comeBack(back, cookie))).toBe('identity.cancelled')
  })

  it('is good once, in its own browser, for ten minutes', async () => {
    const first = await start()
    const back = await provider.visit(first.to, { as: 'hoa' })
    expect(problemOf(await comeBack(back, 'identity-attempt=another'))).toBe('identity.expired')
    expect(problemOf(await comeBack(back, first.cookie))).toBeNull()
    expect(problemOf(await comeBack(back, first.cookie))).toBe('identity.expired')

    const late = await start()
    const lateBack = await provider.visit(late.to, { as: 'hoa' })
    now = new Date(now.getTime() + 11 * 60_000)
    expect(problemOf(await comeBack(lateBack, late.cookie))).toBe('identity.expired')
  })

  it.each([
    ['nonce', 'another-nonce'],
    ['verifier', 'another-verifier-that-is-long-enough-to-be-one-of-them'],
  ])('whose %s does not fit is not trusted', async (column, value) => {
    const { to, cookie } = await start()
    const back = await provider.visit(to, { as: 'hoa' })
    await world.db
      .updateTable('identityAttempt')
      .set({ [column]: value })
      .execute()
    expect(problemOf(await comeBack(back, cookie))).toBe('identity.not-trusted')
  })

  it('answered in the name of another issuer is not trusted', async () => {
    const { to, cookie } = await start()
    const back = new URL(await provider.visit(to, { as: 'hoa' }))
    back.searchParams.set('iss', 'https://id.example.vn')
    expect(problemOf(await comeBack(back.href, cookie))).toBe('identity.not-trusted')
  })
})

describe('a provider that is away', () => {
  it('is said to be so at the start and on the way back, and is asked again later', async () => {
    const gone = await anIdentityHouse(['http://localhost/api/identity/callback'])
    const { issuer, clientId, clientSecret } = gone
    const identity = { issuer, clientId, clientSecret, name: 'Xa', identifierClaim: 'sub' }
    const app = await buildApp(aHouse(world.db, { clock: () => now, config: { identity } }), {
      dist: noDist,
    })
    const { to, cookie } = await start(app)
    const back = new URL(await gone.visit(to, { as: 'ai' }))
    await gone.close()
    const reply = await app.inject({ url: back.pathname + back.search, headers: { cookie } })
    expect(problemOf(reply)).toBe('identity.away')
    await app.close()

    const later = await buildApp(aHouse(world.db, { config: { identity } }), { dist: noDist })
    expect((await start(later)).to).toBe('/sign-in?problem=identity.away')
    await later.close()
  })

  it('that calls itself otherwise is not trusted', async () => {
    const { issuer, clientId, clientSecret } = provider
    const other = issuer.replace('127.0.0.1', 'localhost')
    const identity = { issuer: other, clientId, clientSecret, name: 'X', identifierClaim: 'sub' }
    const app = await buildApp(aHouse(world.db, { config: { identity } }), { dist: noDist })
    expect((await start(app)).to).toBe('/sign-in?problem=identity.not-trusted')
    await app.close()
  })
})

describe('linking one’s own account', () => {
  const link = async (who: Who, as: string) => {
    const begun = await world.ask(who, { method: 'POST', url: '/api/identity/link', payload: {} })
    const back = await provider.visit(begun.json<{ url: string }>().url, { as })
    return comeBack(back, cookieOf(begun))
  }

  it('links whoever is signed in', async () => {
    const reply = await link('principal', 'binh')
    expect(reply.headers.location).toBe('/account/security?linked=1')
    expect(await links()).toContainEqual({
      subject: 'binh',
      accountId: world.people.principal.accountId,
    })
    const list = await world.ask('principal', { url: '/api/factors' })
    expect(list.json()).toMatchObject({ provider: { name: 'Tài khoản ngành', linked: true } })
    expect((await signInAs('binh')).headers.location).toContain(world.people.principal.accountId)
  })

  it('refuses a subject or a code of another person, and a second subject', async () => {
    const before = await links()
    expect(problemOf(await link('deputy', 'binh'))).toBe('identity.other-person')
    provider.identifiers.set('lan', '0202')
    expect(problemOf(await link('deputy', 'lan'))).toBe('identity.other-person')
    expect(problemOf(await link('principal', 'binh-2'))).toBe('identity.already-linked')
    expect(await links()).toEqual(before)
  })
})

describe('untying an account', () => {
  const untie = (who: Who) => ({
    kind: 'identity.unlink',
    record: { type: 'identity-links', id: world.people[who].accountId },
  })
  const tie = async (who: Who, subject: string) => {
    const { accountId } = world.people[who]
    const link = { issuer: provider.issuer, subject, accountId, linkedAt: testNow }
    await world.db.insertInto('identity').values(link).execute()
  }
  const isTied = async (who: Who) =>
    (await links()).some(({ accountId }) => accountId === world.people[who].accountId)
  const pageOf = async (who: Who, of: Who) =>
    (await world.ask(who, { url: `/api/people/${world.people[of].id}` })).json<PersonPage>()

  it('is its owner’s, who stays signed in; the old subject opens it no more', async () => {
    await tie('otherPrincipal', 'chi')
    await world.ask('otherPrincipal', { url: '/api/factors' })
    expect(await world.answer('otherPrincipal', untie('otherPrincipal'))).toBe('applied')
    expect(await isTied('otherPrincipal')).toBe(false)
    expect((await world.ask('otherPrincipal', { url: '/api/factors' })).json()).toMatchObject({
      provider: { linked: false },
    })
    expect(problemOf(await signInAs('chi'))).toBe('identity.unknown')
    expect(await world.answer('otherPrincipal', untie('otherPrincipal'))).toBe(
      'identity.not-linked',
    )
  })

  it('is not done by whoever has no other way in', async () => {
    await tie('officer', 'em')
    const to = (passwordHash: string | null) =>
      world.db
        .updateTable('account')
        .set({ passwordHash })
        .where('id', '=', world.people.officer.accountId)
        .execute()
    const { passwordHash } = await world.db
      .selectFrom('account')
      .select('passwordHash')
      .where('id', '=', world.people.officer.accountId)
      .executeTakeFirstOrThrow()
    await world.ask('officer', { url: '/api/factors' })
    await to(null)
    expect(await world.answer('officer', untie('officer'))).toBe('identity.only-way')
    expect(await isTied('officer')).toBe(true)
    await to(passwordHash)
  })

  it('is the administrator’s for others, on their page; what was open ends, and a line is written', async () => {
    await tie('highTeacher', 'gia')
    await world.ask('highTeacher', { url: '/api/factors' })
    expect((await pageOf('administrator', 'highTeacher')).may).toMatchObject({
      unlink: true,
      resetFactors: false,
      endSessions: true,
    })
    for (const who of [
      'principal',
      'officer',
      'reviewer',
      'leader',
      'auditor',
      'outsider',
    ] as const) {
      expect(await world.answer(who, untie('highTeacher')), who).toBe('identity.not-linked')
    }
    expect(await world.answer('administrator', untie('highTeacher'))).toBe('applied')
    expect(await isTied('highTeacher')).toBe(false)
    expect((await world.ask('highTeacher', { url: '/api/factors' })).statusCode).toBe(401)
    expect((await pageOf('administrator', 'highTeacher')).may.unlink).toBe(false)
    const line = await world.db
      .selectFrom('audit')
      .select(['recordId', 'personId', 'unitId', 'facts'])
      .where('kind', '=', 'identity.unlink')
      .orderBy('number', 'desc')
      .executeTakeFirst()
    expect(line).toEqual({
      recordId: world.people.highTeacher.accountId,
      personId: world.people.administrator.id,
      unitId: world.units.highSchool.id,
      facts: { personId: world.people.highTeacher.id },
    })
  })

  it('and resetting factors are shown to whoever may, where there is something to do', async () => {
    await addGenerator((options) => world.ask('groupHead', options), now)
    expect((await pageOf('administrator', 'groupHead')).may).toMatchObject({
      resetFactors: true,
      unlink: false,
    })
    expect((await pageOf('principal', 'groupHead')).may).toMatchObject({
      resetFactors: false,
      unlink: false,
      endSessions: true,
    })
    expect((await pageOf('groupHead', 'groupHead')).may).toMatchObject({
      resetFactors: false,
      endSessions: false,
    })
  })
})

describe('the provider and the second factor', () => {
  it('asks for the factor that the account has, unless the policy says that the provider is one', async () => {
    await giveCode('reviewer', '0404')
    provider.identifiers.set('mai', '0404')
    await addGenerator((options) => world.ask('reviewer', options), now)
    const { location = '' } = (await signInAs('mai')).headers
    expect(location).toMatch(/^\/sign-in\/factor\?next=%2Ftraining#ticket=[\w-]{43}&ways=totp/)
    const set = {
      kind: 'policy.set',
      record: { type: 'policy', id: world.units.so.id },
      input: { requiredRoles: ['reviewer'], providerCounts: true },
    }
    expect(await world.answer('administrator', set)).toBe('applied')
    const reply = await signInAs('mai')
    expect(reply.headers.location).toContain('signed-in=')
    const { accountId } = world.people.reviewer
    const plans = await world.app.inject({
      url: '/api/plans',
      headers: { cookie: cookieOf(reply), 'x-account': accountId },
    })
    expect(plans.statusCode).toBe(200)
  })
})
