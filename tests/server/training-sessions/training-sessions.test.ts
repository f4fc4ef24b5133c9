import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { CommandResult } from '#contract/exchange.ts'
import type { PlanBundle } from '#contract/plans.ts'
import type {
  Attendance,
  TrainingSessionList,
  TrainingSessionReply,
} from '#contract/training-sessions.ts'
import { linkedRecordId } from '#domain/training-sessions/link.ts'
import { aCommand } from '../../builders/commands.ts'
import { aTraining } from '../../builders/training.ts'
import type { Who } from '../../support/guarded-world.ts'
import { anOfficeWorld, type OfficeWorld } from '../../support/office-world.ts'
import { opening } from './a-session.ts'

let world: OfficeWorld

beforeAll(async () => {
  world = await anOfficeWorld()
  for (const [id, given] of [
    ['s1', {}],
    ['s-school', { unitId: world.units.school.id, unitIds: [world.units.school.id] }],
    ['s-other', { unitIds: [world.units.otherSchool.id] }],
    ['s-old', { answers: { ten: 'Cũ', tuNgay: '2026-08-01', denNgay: '2026-08-01' } }],
  ] as const) {
    const who = id === 's-school' ? 'principal' : 'reviewer'
    expect(await world.answer(who, opening(world, id, given))).toBe('applied')
  }
})
afterAll(() => world.close())

async function get<T>(who: Who, url: string): Promise<T> {
  const reply = await world.ask(who, { url })
  if (reply.statusCode !== 200) throw new Error(reply.body)
  return reply.json<T>()
}

const codeOf = async (id: string) =>
  (await get<TrainingSessionReply>('reviewer', `/api/training-sessions/${id}`)).session.code ?? ''

async function record(who: Who, sessionId: string, more: object = {}, id?: string) {
  const { plan, round, people } = world
  const command = aCommand({
    plan: plan.id,
    account: people[who].accountId,
    record: id ?? linkedRecordId(sessionId, people[who].id),
    instrumentVersion: 1,
    occurredAt: '2026-11-15T03:00:00.000Z',
    input: { roundId: round.id, answers: aTraining(), trainingSessionId: sessionId, ...more },
  })
  const url = `/api/plans/${plan.id}/commands`
  const reply = await world.ask(who, { method: 'POST', url, payload: { commands: [command] } })
  const [result] = reply.json<{ results: CommandResult[] }>().results
  if (!result) throw new Error(reply.body)
  return 'problem' in result ? result.problem.code : result.result
}

describe('what a device carries', () => {
  const carried = async (who: Who) => {
    const { trainingSessions = [] } = await get<PlanBundle>(who, `/api/plans/${world.plan.id}`)
    return trainingSessions
  }

  it('is what is open to its reader, of the last 60 days', async () => {
    expect((await carried('teacher')).map(({ id }) => id).sort()).toEqual(['s-school', 's1'])
    expect((await carried('stranger')).map(({ id }) => id).sort()).toEqual(['s-other', 's1'])
    expect((await carried('officer')).map(({ id }) => id)).toEqual(['s1'])
  })

  it('carries no code', async () => {
    const code = await codeOf('s1')
    expect(code.length).toBeGreaterThan(10)
    expect(JSON.stringify(await carried('teacher'))).not.toContain(code)
  })
})

describe('a record from a session', () => {
  it('is taken with the right code, and says so', async () => {
    const scan = { code: await codeOf('s1'), at: '2026-11-14T02:00:00.000Z' }
    expect(await record('teacher', 's1', { scan })).toBe('applied')
    const { revisions } = (
      await get<{ record: { revisions: object[] } }>(
        'teacher',
        `/api/plans/${world.plan.id}/submissions/${linkedRecordId('s1', world.people.teacher.id)}`,
      )
    ).record
    expect(revisions).toMatchObject([{ trainingSessionId: 's1', scannedAt: scan.at }])
  })

  it('is one, however often the code is scanned', async () => {
    expect(await record('teacher', 's1')).toBe('submission.stale-base')
  })

  it.each([
    ['one that is not open to its writer', 's-other', {}, 'training-session.not-yours'],
    ['one that is not there', 'none', {}, 'training-session.not-yours'],
    [
      'a code that was made up',
      's-school',
      { scan: { code: 'x', at: '2026-11-14T02:00:00.000Z' } },
      'training-session.wrong-code',
    ],
  ])('is refused with %s', async (_, id, more, expected) => {
    expect(await record('colleague', id, more)).toBe(expected)
  })

  it('is refused under an id of its own', async () => {
    expect(await record('colleague', 's1', {}, 'my-own-id')).toBe('submission.wrong-id')
  })
})

describe('attendance', () => {
  const mark = (who: Who, add: readonly Who[], id = 's1') =>
    world.answer(who, {
      kind: 'training-session.mark-present',
      record: { type: 'training-session', id },
      input: { add: add.map((one) => world.people[one].id), remove: [] },
    })
  const attendance = (who: Who, id = 's1') =>
    get<Attendance>(who, `/api/training-sessions/${id}/attendance`)

  it('is marked by the head for the own school, by who holds it for all', async () => {
    expect(await mark('principal', ['teacher', 'colleague'])).toBe('applied')
    expect(await mark('principal', ['stranger'])).toBe('training-session.unknown-person')
    expect(await mark('reviewer', ['stranger', 'teacher'])).toBe('applied')
    expect(await mark('teacher', ['teacher'])).toBe('training-session.unknown-person')
  })

  it('meets the records', async () => {
    expect(await record('deputy', 's1')).toBe('applied')
    const { attendants } = await attendance('principal')
    const byPerson = new Map(attendants.map((one) => [one.personId, one]))
    const of = (who: Who) => byPerson.get(world.people[who].id)
    expect(of('teacher')).toMatchObject({ present: true, record: { scanned: true, mine: true } })
    expect(of('colleague')).toMatchObject({ present: true, record: null })
    expect(of('deputy')).toMatchObject({ present: false, record: { scanned: false, mine: true } })
    expect(of('stranger')).toBeUndefined()
  })

  it('offers the rest of the school to be marked, found by name without marks', async () => {
    const { others, people } = await attendance('principal')
    expect(others.map(({ personId }) => personId).sort()).toEqual(
      [world.people.groupHead.id, world.people.principal.id].sort(),
    )
    expect(people.some(({ id }) => id === world.people.stranger.id)).toBe(false)
    const found = await get<Attendance>(
      'principal',
      '/api/training-sessions/s1/attendance?q=nguoi%20dung%20group',
    )
    expect(found.others.map(({ personId }) => personId)).toEqual([world.people.groupHead.id])
  })

  it('shows who holds it everybody, and of records only what they may read', async () => {
    const { attendants } = await attendance('reviewer')
    const ids = attendants.map(({ personId }) => personId)
    expect(ids).toContain(world.people.stranger.id)
    const own = await attendance('administrator')
    expect(own.attendants.find(({ record: one }) => one)?.record).toMatchObject({
      title: '',
      periods: null,
    })
  })

  it('counts for the list what each may see', async () => {
    const figures = async (who: Who) => {
      const { sessions } = await get<TrainingSessionList>(who, '/api/training-sessions')
      return Object.fromEntries(sessions.map((one) => [one.session.id, one.figures]))
    }
    expect((await figures('reviewer'))['s1']).toEqual({ present: 3, records: 2, accepted: 0 })
    expect((await figures('principal'))['s1']).toEqual({ present: 2, records: 2, accepted: 0 })
    expect((await figures('otherPrincipal'))['s1']).toEqual({ present: 1, records: 0, accepted: 0 })
    expect(Object.keys(await figures('teacher'))).toEqual([])
    expect(Object.keys(await figures('principal')).sort()).toEqual(['s-old', 's-school', 's1'])
  })

  it('leaves a line when it is read, and when somebody is marked', async () => {
    const lines = await world.db
      .selectFrom('audit')
      .select(['kind', 'personId'])
      .where('recordId', '=', 's1')
      .where('personId', '=', world.people.principal.id)
      .execute()
    expect(lines.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['training-session.read', 'training-session.mark-present']),
    )
  })
})

describe('a session that is changed', () => {
  const cancel = (who: Who, id: string, base: number) =>
    world.answer(who, {
      kind: 'training-session.cancel',
      record: { type: 'training-session', id },
      base,
    })

  it('keeps its code', async () => {
    const { round: _, ...rest } = { round: 0 }
    const before = await codeOf('s1')
    const {
      roundId: __,
      unitId: ___,
      ...input
    } = opening(world, 's1', rest).input as Record<string, unknown>
    const change = {
      kind: 'training-session.change',
      record: { type: 'training-session', id: 's1' },
      base: 1,
      input: { ...input, place: 'Hội trường B' },
    }
    expect(await world.answer('reviewer', change)).toBe('applied')
    const { session } = await get<TrainingSessionReply>('reviewer', '/api/training-sessions/s1')
    expect(session).toMatchObject({ place: 'Hội trường B', version: 2, code: before })
    expect(await world.answer('reviewer', change)).toBe('record.changed')
  })

  it('takes no records once it is cancelled', async () => {
    expect(await cancel('reviewer', 's-school', 1)).toBe('applied')
    expect(await record('colleague', 's-school')).toBe('training-session.cancelled')
    expect(await cancel('principal', 's-school', 2)).toBe('training-session.cancelled')
    expect(await cancel('teacher', 's1', 2)).toBe('training-session.not-yours')
  })
})
