import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { someTerms } from '../../builders/rounds.ts'
import { opening } from '../training-sessions/a-session.ts'
import { attemptsIn, message, onUnit, rule, today } from './attempts.ts'
import { aWorldOfClimbers, type ClimbersWorld } from './escalation-world.ts'

let world: ClimbersWorld

beforeAll(async () => {
  world = await aWorldOfClimbers()
})
afterAll(() => world.close())

const { onAccount, tryAll } = attemptsIn(() => world)

describe('the administrator of one department', () => {
  tryAll('otherAdministrator', [
    [
      'merge a school of another',
      () =>
        onUnit(world.units.otherSo.id, 'unit.merge', {
          from: [world.units.school.id],
          day: today,
        }),
      'unit.not-found',
    ],
    [
      'move one over',
      () =>
        onUnit(world.units.school.id, 'unit.move', {
          parentId: world.units.otherSo.id,
          day: today,
        }),
      'unit.not-found',
    ],
    [
      'open a round there',
      () => ({
        kind: 'round.open',
        record: { type: 'round', id: randomUUID() },
        input: { planId: world.plan.id, ...someTerms({ unitIds: [world.units.so.id] }) },
      }),
      'round.not-found',
    ],
    ['open a session there', () => opening(world, randomUUID()), 'training-session.not-yours'],
    ['write to its people', () => message([world.units.school.id]), 'message.not-yours'],
    [
      'untie an account there',
      () => ({
        kind: 'identity.unlink',
        record: { type: 'identity-links', id: world.people.teacher.accountId },
      }),
      'identity.not-linked',
    ],
    ['reset an account there', () => onAccount('teacher', 'account.reset'), 'account.not-found'],
  ])

  it('carries no rule of their own over into another', async () => {
    const id = randomUUID()
    expect(await world.answer('otherAdministrator', rule(id, world.units.otherSo.id))).toBe(
      'applied',
    )
    expect(await world.answer('otherAdministrator', rule(id, world.units.so.id, 1))).toBe(
      'management.not-found',
    )
  })

  it.each([
    ['a person', () => ({ url: `/api/people/${world.people.teacher.id}` }), 'person.not-found'],
    ['a unit', () => ({ url: `/api/units/${world.units.school.id}` }), 'unit.not-found'],
    ['a round', () => ({ url: `/api/rounds/${world.round.id}` }), 'round.not-found'],
    [
      'who a round there would ask',
      () => ({
        method: 'POST' as const,
        url: '/api/rounds/dry-run',
        payload: { planId: world.plan.id, ...someTerms({ unitIds: [world.units.so.id] }) },
      }),
      'plan.not-found',
    ],
  ])('does not read %s of another', async (_, options, code) => {
    expect((await world.ask('otherAdministrator', options())).json()).toMatchObject({ code })
  })
})

describe('a training session', () => {
  it('shows its code to who holds it, and who came to their own heads', async () => {
    const [ofSo, ofSchool] = [randomUUID(), randomUUID()]
    expect(await world.answer('administrator', opening(world, ofSo))).toBe('applied')
    const own = { unitId: world.units.school.id, unitIds: [world.units.school.id] }
    expect(await world.answer('principal', opening(world, ofSchool, own))).toBe('applied')

    const one = await world.ask('administrator', { url: `/api/training-sessions/${ofSo}` })
    const { code } = one.json<{ session: { code: string } }>().session
    expect(code).toBeTruthy()
    for (const who of ['principal', 'teacher', 'higher', 'otherAdministrator'] as const) {
      for (const url of [`/api/training-sessions/${ofSo}`, '/api/training-sessions']) {
        expect((await world.ask(who, { url })).body, `${who} ${url}`).not.toContain(code)
      }
      const { body } = await world.ask(who, { url: `/api/plans/${world.plan.id}` })
      expect(body, who).not.toContain(code)
    }
    const attendance = { url: `/api/training-sessions/${ofSchool}/attendance` }
    for (const who of [
      'otherPrincipal',
      'otherOfficer',
      'otherAdministrator',
      'teacher',
    ] as const) {
      expect((await world.ask(who, attendance)).json(), who).toMatchObject({
        code: 'training-session.not-found',
      })
    }
  })
})
