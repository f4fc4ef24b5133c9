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

const { onPerson, onAccount, tryAll } = attemptsIn(() => world)

const post = (unitId: string, role: string) => ({ unitId, role, from: today })
const fields = { name: 'Ai Đó', levels: ['thcs'], code: null }

describe('a head', () => {
  tryAll('principal', [
    [
      'name a group head in another school',
      () =>
        onPerson('stranger', 'person.name-group-head', {
          unitId: world.units.otherSchool.id,
          from: today,
        }),
      'person.not-found',
    ],
    [
      'name their own teacher group head in another school',
      () =>
        onPerson('teacher', 'person.name-group-head', {
          unitId: world.units.otherSchool.id,
          from: today,
        }),
      'person.not-yours',
    ],
    [
      'give anybody a post',
      () => onPerson('teacher', 'person.add-post', post(world.units.school.id, 'deputy')),
      'person.not-yours',
    ],
    [
      'make themselves administrator',
      () => onPerson('principal', 'person.add-post', post(world.units.so.id, 'administrator')),
      'person.not-yours',
    ],
    [
      'reset a head elsewhere',
      () => onAccount('otherPrincipal', 'account.reset'),
      'account.not-found',
    ],
    [
      'reset the school’s administrator',
      () => onAccount('schoolAdministrator', 'account.reset'),
      'account.higher-office',
    ],
    [
      'reset a teacher who leads in the department',
      () => onAccount('higher', 'account.reset'),
      'account.higher-office',
    ],
    [
      'reset one who will lead there',
      () => onAccount('rising', 'account.reset'),
      'account.higher-office',
    ],
    [
      'end the sessions of one who leads there',
      () => onAccount('higher', 'account.end-sessions'),
      'account.higher-office',
    ],
    [
      'take away the second factors of a teacher',
      () => ({
        kind: 'factor.reset',
        record: { type: 'factor-set', id: world.people.teacher.accountId },
      }),
      'factor.not-found',
    ],
    [
      'lend to themselves',
      () =>
        onPerson('principal', 'person.delegate', {
          ...post(world.units.school.id, 'principal'),
          until: today,
        }),
      'person.lends-to-self',
    ],
    [
      'lend a role that they don’t hold',
      () =>
        onPerson('teacher', 'person.delegate', {
          ...post(world.units.school.id, 'administrator'),
          until: today,
        }),
      'person.not-lendable',
    ],
    [
      'lend a role of another unit',
      () =>
        onPerson('stranger', 'person.delegate', {
          ...post(world.units.otherSchool.id, 'principal'),
          until: today,
        }),
      'person.not-found',
    ],
    [
      'open a training session in the department’s name',
      () => opening(world, randomUUID()),
      'training-session.not-yours',
    ],
    [
      'open one of the school for the whole commune',
      () =>
        opening(world, randomUUID(), {
          unitId: world.units.school.id,
          unitIds: [world.units.commune.id],
        }),
      'training-session.scope-outside',
    ],
    [
      'write to another school',
      () => message([world.units.school.id, world.units.otherSchool.id]),
      'message.not-yours',
    ],
  ])

  it('for a few days keeps nothing of the one who lent the office', async () => {
    const { school } = world.units
    const lent = { ...post(school.id, 'principal'), until: today }
    expect(await world.answer('principal', onPerson('colleague', 'person.delegate', lent))).toBe(
      'applied',
    )
    expect(await world.answer('colleague', onAccount('principal', 'account.reset'))).toBe(
      'account.higher-office',
    )
    expect(await world.answer('colleague', onPerson('teacher', 'person.delegate', lent))).toBe(
      'person.not-lendable',
    )
    expect(await world.answer('colleague', onAccount('teacher', 'account.reset'))).toBe('applied')
  })
})

const facts = (code: string | null) => ({
  ...{ name: 'Người dùng higher', staffKind: 'teacher', code, bornOn: null, phone: null },
  salutation: null,
})

describe('the administrator of a school', () => {
  tryAll('schoolAdministrator', [
    [
      'take a post in the department',
      () => onPerson('schoolAdministrator', 'person.add-post', post(world.units.so.id, 'leader')),
      'person.not-yours',
    ],
    [
      'put their own teacher into another school',
      () => onPerson('teacher', 'person.move', post(world.units.otherSchool.id, 'staff')),
      'person.unit-not-found',
    ],
    [
      'take over a teacher of another school',
      () => onPerson('stranger', 'person.add-post', post(world.units.school.id, 'staff')),
      'person.not-found',
    ],
    [
      'take in somebody elsewhere',
      () => ({
        kind: 'person.add',
        record: { type: 'person', id: randomUUID() },
        input: { ...facts(null), post: post(world.units.commune.id, 'administrator') },
      }),
      'person.unit-not-found',
    ],
    [
      'give their own code to one who leads in the department, to open that account at the provider',
      () => onPerson('higher', 'person.change', facts('0798765')),
      'account.higher-office',
    ],
    [
      'nor to one who will lead there',
      () => onPerson('rising', 'person.change', facts('0798765')),
      'account.higher-office',
    ],
    ['reset that account', () => onAccount('higher', 'account.reset'), 'account.higher-office'],
    [
      'take that account’s second factors away',
      () => ({
        kind: 'factor.reset',
        record: { type: 'factor-set', id: world.people.higher.accountId },
      }),
      'factor.not-found',
    ],
    [
      'nor those of one who will lead there',
      () => ({
        kind: 'factor.reset',
        record: { type: 'factor-set', id: world.people.rising.accountId },
      }),
      'factor.not-found',
    ],
    ['disable that account', () => onPerson('higher', 'person.disable'), 'person.not-yours'],
    [
      'end a post in the department',
      () =>
        onPerson('higher', 'person.end-post', {
          postId: `${world.people.higher.id}-post-2`,
          until: today,
        }),
      'person.not-yours',
    ],
    [
      'split the school: its parts would stand in the commune',
      () =>
        onUnit(world.units.school.id, 'unit.split', {
          into: ['a', 'b'].map((id) => ({ ...fields, id: `part-${id}`, name: `Phần ${id}` })),
          keeps: 'part-a',
          day: today,
        }),
      'unit.not-yours',
    ],
    [
      'move the school to another commune',
      () =>
        onUnit(world.units.school.id, 'unit.move', {
          parentId: world.units.otherCommune.id,
          day: today,
        }),
      'unit.parent-not-found',
    ],
    [
      'found a school in the commune',
      () => ({
        ...onUnit(randomUUID(), 'unit.add', {
          ...{ ...fields, parentId: world.units.commune.id, kind: 'school', openedOn: null },
        }),
        base: 0,
      }),
      'unit.parent-not-found',
    ],
    [
      'take another school in',
      () =>
        onUnit(world.units.school.id, 'unit.merge', {
          from: [world.units.otherSchool.id],
          day: today,
        }),
      'unit.not-found',
    ],
    [
      'say who needs a second factor',
      () => ({
        kind: 'policy.set',
        record: { type: 'policy', id: world.units.so.id },
        input: { requiredRoles: [], providerCounts: true },
      }),
      'policy.not-found',
    ],
    [
      'open a round',
      () => ({
        kind: 'round.open',
        record: { type: 'round', id: randomUUID() },
        input: { planId: world.plan.id, ...someTerms({ unitIds: [world.units.school.id] }) },
      }),
      'round.not-yours',
    ],
    [
      'found a plan',
      () => ({
        kind: 'plan.found',
        record: { type: 'plan', id: randomUUID() },
        input: { unitId: world.units.so.id, title: 'Sổ', from: today, until: null },
      }),
      'plan.not-yours',
    ],
    [
      'say who manages the school',
      () => rule(randomUUID(), world.units.so.id),
      'management.not-found',
    ],
    ['write to the commune', () => message([world.units.commune.id]), 'message.not-yours'],
  ])

  it.each([
    ['/api/exports/people/csv?under=', 'unit.not-found'],
    ['/api/exports/units/csv?under=', 'unit.not-found'],
    ['/api/units/', 'unit.not-found'],
  ])('reads nothing above at %s', async (start, code) => {
    const url = start + world.units.commune.id
    expect((await world.ask('schoolAdministrator', { url })).json()).toMatchObject({ code })
  })

  it('sees of the audit the own school alone', async () => {
    await world.answer('administrator', message([world.units.so.id]))
    for (const query of [
      '',
      `?unit=${world.units.so.id}`,
      `?q=${world.people.otherPrincipal.id}`,
    ]) {
      const reply = await world.ask('schoolAdministrator', { url: `/api/audit${query}` })
      const { lines } = reply.json<{ lines: { unitId: string | null }[] }>()
      expect(lines.filter(({ unitId }) => unitId !== world.units.school.id)).toEqual([])
    }
  })

  it('does not bend the code of a higher office by a file either', async () => {
    const csv = [
      'Họ và tên,Mã định danh,Đơn vị',
      `Người dùng higher,0798765,${world.units.school.name}`,
      `Người dùng teacher,0798766,${world.units.school.name}`,
    ].join('\n')
    const reply = await world.ask('schoolAdministrator', {
      method: 'POST',
      url: '/api/imports?what=people&name=tep.csv',
      headers: { 'content-type': 'application/octet-stream' },
      payload: Buffer.from(csv),
    })
    const { id } = reply.json<{ id: string }>()
    const rows = async (kind: string) =>
      (
        await world.ask('schoolAdministrator', { url: `/api/imports/${id}/rows?kind=${kind}` })
      ).json<{ rows: unknown[] }>().rows
    expect(await rows('wrong')).toMatchObject([{ problems: [{ code: 'roster.higher-office' }] }])
    expect(await rows('changed')).toHaveLength(1)
  })
})
