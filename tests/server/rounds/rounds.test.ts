import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type {
  BehindFigure,
  DeskReply,
  DryRunReply,
  InstrumentList,
  RoundList,
} from '#contract/rounds.ts'
import type { PlanBundle } from '#contract/plans.ts'
import { publishCatalogue } from '../../../src/server/records/catalogue.ts'
import { aCommand } from '../../builders/commands.ts'
import { aTeacher } from '../../builders/people.ts'
import { theTrainingRecord } from '../../builders/plans.ts'
import { someTerms } from '../../builders/rounds.ts'
import { writePeople } from '../../builders/rows.ts'
import { aTraining } from '../../builders/training.ts'
import { anOfficeWorld, type OfficeWorld } from '../../support/office-world.ts'
import type { Who } from '../../support/guarded-world.ts'

let world: OfficeWorld

beforeAll(async () => {
  world = await anOfficeWorld({ clock: () => new Date('2026-11-21T02:00:00.000Z') })
})
afterAll(() => world.close())

const terms = () => someTerms({ unitIds: [world.units.so.id] })
const write = (kind: string, id: string, given: { input?: object; base?: number } = {}) => ({
  kind,
  record: { type: 'round', id },
  input: {},
  ...given,
})
const open = (id: string, given: object = {}) =>
  write('round.open', id, { input: { planId: world.plan.id, ...terms(), ...given } })
const rounds = async (who: Who) => (await world.ask(who, { url: '/api/rounds' })).json<RoundList>()
const dryRun = async (given: object = {}, query = '') => {
  const payload = { planId: world.plan.id, ...terms(), ...given }
  const url = `/api/rounds/dry-run${query}`
  return world.ask('administrator', { method: 'POST', url, payload })
}
const figures = async (given: object = {}) => {
  const reply = (await dryRun(given)).json<DryRunReply>()
  return Object.fromEntries(reply.figures.map(({ name, count }) => [name, count]))
}

describe('a round', () => {
  it('is opened, changed, closed and withdrawn, and is on the devices meanwhile', async () => {
    expect(await world.answer('administrator', open('r-1'))).toBe('applied')
    expect(await world.answer('administrator', open('r-1'))).toBe('record.changed')
    const bundle = async () =>
      (await world.ask('teacher', { url: `/api/plans/${world.plan.id}` })).json<PlanBundle>()
    const onDevice = (await bundle()).rounds.find(({ id }) => id === 'r-1')
    expect(onDevice).toMatchObject({ reviewUntil: '2026-12-31', reminders: [7, 1], version: 1 })
    expect(onDevice?.expected).toEqual([{ roles: ['staff'], text: 'Mức 2 trở lên' }])
    const change = { ...terms(), opensOn: '2026-11-20' }
    expect(
      await world.answer('administrator', write('round.change', 'r-1', { base: 1, input: change })),
    ).toBe('applied')
    const narrower = { ...change, roles: ['principal'] }
    expect(
      await world.answer(
        'administrator',
        write('round.change', 'r-1', { base: 2, input: narrower }),
      ),
    ).toBe('round.already-open')
    expect(await world.answer('administrator', write('round.close-now', 'r-1', { base: 2 }))).toBe(
      'applied',
    )
    const extension = { closesOn: '2026-12-24', reviewUntil: null, publishOn: null }
    expect(
      await world.answer(
        'administrator',
        write('round.extend', 'r-1', { base: 3, input: extension }),
      ),
    ).toBe('applied')
    expect(
      (await rounds('administrator')).rounds.find(({ round }) => round.id === 'r-1')?.round,
    ).toMatchObject({ closesOn: '2026-12-24', version: 4 })
    expect(await world.answer('administrator', write('round.withdraw', 'r-1', { base: 4 }))).toBe(
      'applied',
    )
    expect((await bundle()).rounds.map(({ id }) => id)).toEqual([world.round.id])
    expect(
      await world.answer('administrator', write('round.change', 'r-1', { base: 5, input: change })),
    ).toBe('round.not-found')
    const lines = await world.db
      .selectFrom('audit')
      .select('kind')
      .where('recordId', '=', 'r-1')
      .orderBy('number')
      .execute()
    expect(lines.map(({ kind }) => kind)).toEqual([
      'round.open',
      'round.change',
      'round.close-now',
      'round.extend',
      'round.withdraw',
    ])
  })

  it('is written by its administrator alone', async () => {
    for (const who of [
      'teacher',
      'principal',
      'officer',
      'reviewer',
      'leader',
      'auditor',
    ] as const) {
      expect(await world.answer(who, open('r-2'))).toBe('round.not-yours')
    }
    expect(await world.answer('outsider', open('r-2'))).toBe('round.not-found')
    expect((await rounds('reviewer')).rounds).toEqual([])
  })

  it('takes no word that it does not know', async () => {
    expect(await world.answer('administrator', open('r-3', { points: 3 }))).toBe(
      'command.malformed',
    )
    expect(await world.answer('administrator', open('r-3', { levels: ['đại học'] }))).toBe(
      'command.malformed',
    )
  })

  it('counts who was asked by main post', async () => {
    const [line] = (await rounds('administrator')).rounds
    // Everybody of the department but administrator and auditor.
    expect(line?.counts).toEqual({ asked: 12, sent: 0, late: 0 })
  })
})

describe('who has not sent', () => {
  const list = async () => {
    const url = `/api/rounds/${world.round.id}/unsent`
    return (await world.ask('administrator', { url })).json<BehindFigure>()
  }

  it('is everybody who is asked, less those of whom something came', async () => {
    const before = await list()
    expect(before).toMatchObject({ more: false })
    expect(before.rows).toHaveLength(12)
    const { teacher } = world.people
    expect(before.rows).toContainEqual({
      ...{ id: teacher.id, name: teacher.name, place: world.units.school.name, people: null },
    })
    const command = aCommand({
      ...{ plan: world.plan.id, account: teacher.accountId, record: 'of-teacher' },
      instrumentVersion: 1,
      input: { roundId: world.round.id, answers: aTraining() },
    })
    const url = `/api/plans/${world.plan.id}/commands`
    await world.ask('teacher', { method: 'POST', url, payload: { commands: [command] } })
    expect((await list()).rows.map(({ id }) => id)).toEqual(
      before.rows.map(({ id }) => id).filter((id) => id !== teacher.id),
    )
  })
})

describe('a dry run', () => {
  it('tells who would get it and who stands before a closed door', async () => {
    // Staff and heads: the school's three, the other school's two, the high school's one without a head.
    const roles = ['staff', 'group-head', 'deputy', 'principal']
    expect(await figures({ roles })).toEqual({
      units: 6,
      people: 8,
      'units-unconfirmed': 1,
      'people-unconfirmed': 1,
      'units-without-instrument': 0,
      'people-without-instrument': 0,
      'people-without-account': 0,
    })
    const reply = (await dryRun({ roles }, '?list=people-unconfirmed')).json<DryRunReply>()
    expect(reply.list?.rows).toMatchObject([
      { id: world.people.highTeacher.id, place: world.units.highSchool.name },
    ])
    const units = (await dryRun({ roles }, '?list=units-unconfirmed')).json<DryRunReply>()
    expect(units.list?.rows.map(({ id }) => id)).toEqual([world.units.highSchool.id])
  })

  it('counts by kind and by level', async () => {
    const reply = (await dryRun({ levels: ['thpt'], roles: ['staff'] })).json<DryRunReply>()
    expect(reply.unitsByKind).toEqual([{ name: 'school', count: 1 }])
    expect(reply.peopleByLevel).toEqual([{ name: 'thpt', count: 1 }])
  })

  it('knows whose levels the instrument is not made for', async () => {
    const forHigh = { ...theTrainingRecord(), id: 'high', version: 1, levels: ['thpt'] as const }
    await publishCatalogue(world.db, [forHigh])
    const found = await figures({ instrumentId: 'high', roles: ['staff'] })
    expect([found['units-without-instrument'], found['people-without-instrument']]).toEqual([2, 3])
  })

  it('counts accounts that nobody has opened, and one who is alone at the step', async () => {
    const head = aTeacher(world.units.highSchool.id, { role: 'principal', name: 'Một Mình' })
    await writePeople(world.db, [head])
    await world.db
      .updateTable('account')
      .set({ passwordHash: null })
      .where('id', '=', head.accountId)
      .execute()
    const routes = [{ steps: [{ unit: 'own', roles: ['principal'] }] }]
    const found = await figures({ unitIds: [world.units.highSchool.id], routes })
    expect(found).toMatchObject({ people: 2, 'people-unconfirmed': 1, 'people-without-account': 1 })
    const url = '?list=people-unconfirmed'
    const reply = (
      await dryRun({ unitIds: [world.units.highSchool.id], routes }, url)
    ).json<DryRunReply>()
    expect(reply.list?.rows.map(({ id }) => id)).toEqual([head.id])
  })

  it('refuses what no round may be, and plans of others', async () => {
    const refused = await dryRun({ closesOn: '2026-11-01' })
    expect([refused.statusCode, refused.json<{ code: string }>().code]).toEqual([
      422,
      'round.closes-before-opens',
    ])
    const payload = { planId: world.plan.id, ...terms() }
    const reply = await world.ask('reviewer', {
      method: 'POST',
      url: '/api/rounds/dry-run',
      payload,
    })
    expect(reply.statusCode).toBe(404)
  })
})

it('the shipped instruments are published once', async () => {
  await publishCatalogue(world.db)
  await publishCatalogue(world.db)
  const reply = await world.ask('administrator', { url: '/api/instruments' })
  const { instruments } = reply.json<InstrumentList>()
  expect(instruments.find(({ id }) => id === 'training-record')?.versions).toEqual([1])
})

it('the desk counts what the first morning has brought', async () => {
  const reply = await world.ask('administrator', { url: '/api/office/desk' })
  expect(reply.json<DeskReply>()).toMatchObject({ planId: world.plan.id, units: 5, rounds: 1 })
  expect((await world.ask('reviewer', { url: '/api/office/desk' })).statusCode).toBe(404)
})

it('a department without a plan founds one, once', async () => {
  await world.db.updateTable('plan').set({ unitId: world.units.ministry.id }).execute()
  const found = (id: string) => ({
    kind: 'plan.found',
    record: { type: 'plan', id },
    input: { unitId: world.units.so.id, title: 'Kế hoạch', from: '2026-06-01', until: null },
  })
  expect(await world.answer('reviewer', found('p-1'))).toBe('plan.not-yours')
  expect(await world.answer('administrator', found('p-1'))).toBe('applied')
  expect(await world.answer('administrator', found('p-2'))).toBe('plan.already-there')
  const input = { planId: 'p-1', ...terms() }
  expect(await world.answer('administrator', write('round.open', 'r-9', { input }))).toBe('applied')
})
