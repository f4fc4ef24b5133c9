import { afterAll, beforeAll, expect, it } from 'vitest'
import type { PolicyReply } from '#contract/factors.ts'
import { signIn } from '../../support/browsing.ts'
import { anOfficeWorld, type OfficeWorld } from '../../support/office-world.ts'
import { testNow } from '../../support/house.ts'
import { addGenerator, beginSignIn } from './a-factor.ts'

const now = new Date(testNow)
let world: OfficeWorld

beforeAll(async () => {
  world = await anOfficeWorld()
})
afterAll(() => world.close())

const setTo = (requiredRoles: string[], base: number) => ({
  kind: 'policy.set',
  record: { type: 'policy', id: world.units.so.id },
  base,
  input: { requiredRoles, providerCounts: false },
})

it('is set by the administrator of the department, and is no news to others', async () => {
  for (const who of [
    'principal',
    'officer',
    'reviewer',
    'leader',
    'auditor',
    'outsider',
  ] as const) {
    expect(await world.answer(who, setTo(['reviewer'], 0)), who).toBe('policy.not-found')
  }
  const elsewhere = { ...setTo([], 0), record: { type: 'policy', id: world.units.otherSo.id } }
  expect(await world.answer('administrator', elsewhere)).toBe('policy.not-found')
  const school = { ...setTo([], 0), record: { type: 'policy', id: world.units.school.id } }
  expect(await world.answer('administrator', school)).toBe('policy.not-found')
  expect(await world.answer('administrator', setTo(['reviewer'], 0))).toBe('applied')
  expect(await world.answer('administrator', setTo(['leader'], 0))).toBe('record.changed')
})

it('lets whoever needs a factor do nothing but add one', async () => {
  const session = await signIn(world.app, 'reviewer')
  expect(session.session).toMatchObject({ factorRequired: true })
  for (const url of ['/api/plans', '/api/office/policy']) {
    const reply = await session.ask({ url })
    expect(reply.json(), url).toMatchObject({ status: 401, code: 'session.factor-required' })
  }
  expect((await session.ask({ url: '/api/session' })).json()).toMatchObject({
    factorRequired: true,
  })
  expect((await session.ask({ url: '/api/factors' })).json()).toMatchObject({
    needed: true,
    lacking: true,
  })
  await addGenerator(session.ask, now)
  expect((await session.ask({ url: '/api/plans' })).statusCode).toBe(200)
  expect((await beginSignIn(world.app, 'reviewer')).ways).toContain('totp')

  const { factors } = (await session.ask({ url: '/api/factors' })).json<{
    factors: { id: string }[]
  }>()
  const payload = { type: 'factor', id: factors[0]?.id ?? '' }
  const { anOfficeCommand } = await import('../../builders/office-commands.ts')
  const account = world.people.reviewer.accountId
  const command = { kind: 'factor.remove', record: payload, account, base: 1 }
  const reply = await session.ask({
    method: 'POST',
    url: '/api/office/commands',
    payload: { commands: [anOfficeCommand(command)] },
  })
  expect(reply.json()).toMatchObject({ results: [{ problem: { code: 'factor.last' } }] })
})

it('leaves alone who has no such role, and another department', async () => {
  expect((await world.ask('teacher', { url: '/api/plans' })).statusCode).toBe(200)
  expect((await world.ask('outsider', { url: '/api/plans' })).statusCode).toBe(200)
})

it('shows the administrator who has none yet', async () => {
  const reply = (
    await world.ask('administrator', { url: '/api/office/policy' })
  ).json<PolicyReply>()
  expect(reply.departments).toHaveLength(1)
  expect(reply.departments[0]).toMatchObject({
    unitId: world.units.so.id,
    requiredRoles: ['reviewer'],
    version: 1,
    people: [{ username: 'reviewer', factors: 1 }],
  })
  const others = (await world.ask('principal', { url: '/api/office/policy' })).json<PolicyReply>()
  expect(others.departments).toEqual([])
})

it('a lost factor is reset by whoever administers every unit of its owner, never by themselves', async () => {
  const reset = {
    kind: 'factor.reset',
    record: { type: 'factor-set', id: world.people.reviewer.accountId },
  }
  for (const who of ['principal', 'officer', 'leader', 'auditor', 'outsider'] as const) {
    expect(await world.answer(who, reset), who).toBe('factor.not-found')
  }
  const own = { ...reset, record: { type: 'factor-set', id: world.people.administrator.accountId } }
  expect(await world.answer('administrator', own)).toBe('factor.own-reset')
  expect(await world.answer('administrator', reset)).toBe('applied')
  const again = await signIn(world.app, 'reviewer')
  expect(again.session).toMatchObject({ factorRequired: true })
  const line = await world.db
    .selectFrom('audit')
    .select(['kind', 'personId', 'facts'])
    .where('kind', '=', 'factor.reset')
    .executeTakeFirstOrThrow()
  expect(line).toMatchObject({
    personId: world.people.administrator.id,
    facts: { personId: world.people.reviewer.id, factors: 1 },
  })
})
