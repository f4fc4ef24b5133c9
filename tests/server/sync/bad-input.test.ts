import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { v7 } from 'uuid'
import { sealed } from '../../builders/commands.ts'
import { aPlan } from '../../builders/plans.ts'
import { writePlan, writeUnits } from '../../builders/rows.ts'
import { aTraining } from '../../builders/training.ts'
import { aSo } from '../../builders/units.ts'
import { aWorld, codeOf, word, type Device, type World } from './world.ts'

let world: World
let teacher: Device
let foreignPlan = ''

beforeAll(async () => {
  world = await aWorld()
  teacher = await world.as(world.people.teacher)
  const so = aSo({ parentId: world.units.ministry.id, name: 'Sở khác' })
  const plan = aPlan({ unitId: so.id })
  foreignPlan = plan.id
  await writeUnits(world.db, [so])
  await writePlan(world.db, plan, [])
})

afterAll(() => world.close())

const answered: [string, object, string][] = [
  ['0 periods', { tietTrucTuyen: 0 }, 'answer.too-small'],
  ['500 periods', { tietTrucTuyen: 500 }, 'answer.too-large'],
  ['a date in 2090', { tuNgay: '2090-01-01', denNgay: '2090-01-01' }, 'answer.day-in-future'],
  ['a last day before the first', { denNgay: '2026-10-11' }, 'answer.last-before-first'],
  ['a year long past', { tuNgay: '2019-10-11', denNgay: '2019-10-11' }, 'answer.year-not-open'],
  ['a title of 10,000 characters', { ten: 'a'.repeat(10_000) }, 'answer.too-long'],
  ['a title of spaces', { ten: '   ' }, 'answer.required'],
  ['an unknown programme', { chuongTrinh: 'ct9' }, 'answer.unknown-option'],
  ['an unknown item', { lạ: 'a' }, 'answer.unknown-item'],
  ['an item that every object has', { constructor: 'a' }, 'answer.unknown-item'],
  ['a day that is none', { tuNgay: '2026-02-29' }, 'answer.not-a-day'],
  ['text for a number', { tietTrucTuyen: 'hai' }, 'answer.wrong-type'],
  ['a thousandth of a period', { tietTrucTuyen: 2.001 }, 'answer.too-precise'],
]

it.each(answered)('refuses %s with its own code', async (_, given, code) => {
  const [result] = await teacher.push(teacher.sending({ answers: { ...aTraining(), ...given } }))
  expect(word(result)).toBe(`refused ${code}`)
})

it('takes a first day in a year that PostgreSQL does not know', async () => {
  const answers = aTraining({ tuNgay: '0000-01-01' })
  const [result] = await teacher.push(teacher.sending({ answers }))
  expect(result?.result).not.toBe('broken')
  expect(word(result)).not.toContain('command.failed')
})

describe('an envelope', () => {
  const resealed = (change: object) => sealed({ ...teacher.sending(), ...change })
  const cases: [string, () => unknown, string][] = [
    ['that is null', () => null, 'command.malformed'],
    ['that is text', () => 'x', 'command.malformed'],
    ['without an id', () => ({ ...teacher.sending(), id: undefined }), 'command.malformed'],
    ['with an id of 100 characters', () => resealed({ id: 'a'.repeat(100) }), 'command.malformed'],
    [
      'with an instant that is none',
      () => resealed({ occurredAt: '2026-99-01T00:00:00Z' }),
      'command.malformed',
    ],
    [
      'with an instant in the year 0',
      () => resealed({ occurredAt: '0000-01-01T00:00:00Z' }),
      'command.malformed',
    ],
    ['of an unknown kind', () => resealed({ kind: 'submission.burn' }), 'command.unknown-kind'],
    [
      'of a kind that every object has',
      () => resealed({ kind: 'toString' }),
      'command.unknown-kind',
    ],
    ['with a wrong hash', () => ({ ...teacher.sending(), seq: 9 }), 'command.wrong-hash'],
    ['for another plan', () => resealed({ plan: foreignPlan }), 'command.wrong-plan'],
    [
      'of another account',
      () => resealed({ account: world.people.colleague.accountId }),
      'command.wrong-account',
    ],
    ['whose input is none', () => resealed({ input: 7 }), 'command.malformed'],
    [
      'whose input says more',
      () => resealed({ input: { roundId: 'r', answers: {}, x: 1 } }),
      'command.malformed',
    ],
    [
      'for a record of another type',
      () => resealed({ record: { type: 'person', id: 'a' } }),
      'command.malformed',
    ],
    ['with a base below 0', () => resealed({ base: -1 }), 'command.malformed'],
    [
      'with a version that nobody published',
      () => resealed({ instrumentVersion: 9_000_000_000 }),
      'instrument.unknown-version',
    ],
    [
      'with a NUL in a text',
      () => resealed({ input: { roundId: world.round.id, answers: aTraining({ ten: 'a\0b' }) } }),
      'command.malformed',
    ],
    [
      'that asks late without need',
      () =>
        resealed({ kind: 'submission.ask-late', input: { roundId: world.round.id, reason: 'ốm' } }),
      'round.still-open',
    ],
    [
      'that withdraws nothing',
      () => resealed({ kind: 'submission.withdraw', input: {} }),
      'submission.not-found',
    ],
  ]

  it.each(cases)('%s is refused with its own code', async (_, make, code) => {
    const good = teacher.sending()
    const reply = await teacher.raw([make(), good])
    expect(reply.statusCode).toBe(200)
    const { results } = reply.json<{ results: Parameters<typeof word>[0][] }>()
    expect(results.map(word)).toEqual([`refused ${code}`, 'applied'])
  })

  it('keeps a backslash and "u0000" that a person typed', async () => {
    const answers = aTraining({ ten: String.raw`dạy \u0000 và \\u0000` })
    expect((await teacher.push(teacher.sending({ answers }))).map(word)).toEqual(['applied'])
  })

  const texts: [string, string][] = [
    ['half a surrogate pair', String.raw`{"ten":"\ud800"}`],
    ['a number without end', '{"tiet":1e999}'],
    ['ten thousand brackets', `{"ten":${'['.repeat(10_000)}${']'.repeat(10_000)}}`],
  ]
  it.each(texts)('with %s is malformed', async (_, answers) => {
    const command = JSON.stringify(teacher.sending({ answers: { HERE: 1 } }))
    const reply = await world.app.inject({
      method: 'POST',
      url: `/api/plans/${world.plan.id}/commands`,
      headers: { ...teacher.headers, 'content-type': 'application/json' },
      payload: `{"commands":[${command.replace('{"HERE":1}', answers)}]}`,
    })
    expect(reply.statusCode).toBe(200)
    expect(reply.json<{ results: { problem: object }[] }>().results[0]?.problem).toEqual({
      code: 'command.malformed',
    })
  })
})

describe('a request', () => {
  const post = (payload: string, headers: object = {}) =>
    world.app.inject({
      method: 'POST',
      url: `/api/plans/${world.plan.id}/commands`,
      headers: { ...teacher.headers, 'content-type': 'application/json', ...headers },
      payload,
    })

  it.each([
    ['that is no JSON', '{"commands":', 400, 'request.malformed'],
    ['without commands', '{}', 400, 'request.malformed'],
    ['with an empty list', '{"commands":[]}', 400, 'request.malformed'],
    [
      'with 501 commands',
      `{"commands":[${Array(501).fill('1').join()}]}`,
      400,
      'request.malformed',
    ],
    ['over the limit', `{"commands":["${'a'.repeat(300_000)}"]}`, 413, 'request.too-large'],
  ])('%s ends with its own code', async (_, payload, status, code) => {
    const reply = await post(payload)
    expect([reply.statusCode, codeOf(reply)]).toEqual([status, code])
  })

  it('without a session, or with one that has ended, asks to sign in', async () => {
    const command = teacher.sending()
    const url = `/api/plans/${world.plan.id}/commands`
    const reply = await world.app.inject({ method: 'POST', url, payload: { commands: [command] } })
    expect([reply.statusCode, codeOf(reply)]).toEqual([401, 'session.needed'])
    world.setNow('2027-11-16T02:00:00.000Z')
    const late = await teacher.raw([command])
    world.setNow('2026-11-16T02:00:00.000Z')
    expect([late.statusCode, codeOf(late)]).toEqual([401, 'session.needed'])
    expect((await teacher.push(command)).map(word)).toEqual(['applied'])
  })

  it('to a plan that is not mine, or not there, gets the same answer', async () => {
    for (const plan of [foreignPlan, 'nowhere']) {
      const command = sealed({ ...teacher.sending(), plan })
      const reply = await teacher.raw([command], plan)
      expect([reply.statusCode, codeOf(reply)]).toEqual([404, 'plan.not-found'])
      for (const path of ['', '/changes', '/queue', '/submissions/x']) {
        const got = await teacher.get(`/api/plans/${plan}${path}`)
        expect([got.statusCode, codeOf(got)]).toEqual([404, 'plan.not-found'])
      }
    }
  })
})

describe('whose it is not', () => {
  it("refuses work under another teacher's record", async () => {
    const sent = teacher.sending()
    await teacher.push(sent)
    const colleague = await world.as(world.people.colleague)
    const theirs = colleague.sending({ record: sent.record.id, base: 1 })
    expect((await colleague.push(theirs)).map(word)).toEqual(['refused submission.not-found'])
  })

  it('refuses a teacher who decides, on their own work and on that of others', async () => {
    const sent = teacher.sending()
    await teacher.push(sent)
    const own = teacher.deciding(sent.record.id)
    expect((await teacher.push(own)).map(word)).toEqual(['refused decision.own-submission'])
    const colleague = await world.as(world.people.colleague)
    const other = colleague.deciding(sent.record.id)
    expect((await colleague.push(other)).map(word)).toEqual(['refused submission.not-found'])
    expect((await colleague.push(colleague.deciding(v7()))).map(word)).toEqual([
      'refused submission.not-found',
    ])
  })

  it('refuses a reviewer outside the route, and one whose turn has not come', async () => {
    const sent = teacher.sending()
    await teacher.push(sent)
    const officer = await world.as(world.people.otherOfficer)
    expect((await officer.push(officer.deciding(sent.record.id))).map(word)).toEqual([
      'refused submission.not-found',
    ])
    const reviewer = await world.as(world.people.reviewer)
    const early = await reviewer.push(reviewer.deciding(sent.record.id, { step: 1 }))
    expect(early.map(word)).toEqual(['refused decision.not-yours'])
  })
})

it('refuses a bad cursor, a bad filter and a bad nonce, each with its code', async () => {
  const base = `/api/plans/${world.plan.id}`
  const { next } = await teacher.pull()
  const cases: [string, number, string][] = [
    [`${base}/changes?cursor=x`, 400, 'cursor.malformed'],
    [`${base}/changes?cursor=${next.slice(0, -2)}`, 400, 'cursor.malformed'],
    [`${base}/changes?cursor=e30.e30`, 400, 'cursor.malformed'],
    [`${base}/changes?limit=0`, 400, 'request.malformed'],
    [`${base}/changes?limit=many`, 400, 'request.malformed'],
    [`${base}/queue?cursor=x`, 400, 'cursor.malformed'],
    [`${base}/queue?cursor=WzFd`, 400, 'cursor.malformed'],
    [`${base}/queue?standing=lost`, 400, 'request.malformed'],
    [`${base}/queue?sort=size`, 400, 'request.malformed'],
    [`${base}/queue?q=%00`, 400, 'request.malformed'],
    [`${base}/queue?programme=a%00`, 400, 'request.malformed'],
    [`${base}/queue?unit=a'b`, 400, 'request.malformed'],
    [`${base}/submissions/${v7()}`, 404, 'submission.not-found'],
    ['/api/ping', 400, 'request.malformed'],
  ]
  for (const [path, status, code] of cases) {
    const reply = await teacher.get(path)
    expect([path, reply.statusCode, codeOf(reply)]).toEqual([path, status, code])
  }
})

it('does not take the cursor of another person', async () => {
  const colleague = await world.as(world.people.colleague)
  const { next } = await colleague.pull()
  await expect(teacher.pull(next)).rejects.toThrow('cursor.malformed')
})

it('answers a ping with its nonce, and says who speaks', async () => {
  const mine = await teacher.get('/api/ping?nonce=abc')
  expect(mine.json()).toMatchObject({ nonce: 'abc', account: world.people.teacher.accountId })
  const nobody = await world.app.inject('/api/ping?nonce=abc')
  expect(nobody.json()).toMatchObject({ nonce: 'abc', account: null })
})
