import { afterAll, beforeAll, expect, it } from 'vitest'
import { dayOf, type Day } from '#domain/day.ts'
import type { SessionReply } from '#contract/plans.ts'
import type { Device } from '../../src/client/device/door.ts'
import { openDevice } from '../../src/client/device/open.ts'
import { aTraining } from '../builders/training.ts'
import type { Who } from '../support/guarded-world.ts'
import { injectLine, type InjectLine } from '../support/inject-line.ts'
import { anOfficeWorld, type OfficeWorld } from '../support/office-world.ts'

/*
 * One week: a teacher's record waits at the old school, the teacher moves to a school of the Sở, and
 * the old school goes into a third one. The record goes to the head who keeps the old school's
 * records, the teacher's own posts are untouched by the merger, and what comes next is the new school's.
 */

interface Desk {
  readonly device: Device
  readonly line: InjectLine
}

const aDay = 24 * 60 * 60 * 1000
let now = Date.now() - 2 * aDay
let world: OfficeWorld

beforeAll(async () => {
  world = await anOfficeWorld({ clock: () => new Date(now) })
})

afterAll(() => world.close())

const today = (): Day => dayOf(new Date(now).toISOString())

async function desk(who: Who): Promise<Desk> {
  const line = await injectLine(world.app, world.people[who].username)
  const device = await openDevice(line.session)
  await device.synchronise(line)
  return { device, line }
}

/** What the app does by itself: it hears of new posts, and goes on with them. */
async function synchronise({ device, line }: Desk): Promise<void> {
  const said = await line.get<SessionReply>('/api/session')
  if (said.ok) await device.renew(said.value)
  await device.synchronise(line)
}

async function log(teacher: Desk, title: string): Promise<string> {
  const id = teacher.device.newId()
  const input = { roundId: world.round.id, answers: aTraining({ ten: title }) }
  const write = { planId: world.plan.id, recordId: id, base: 0, input }
  const said = await teacher.device.perform({ kind: 'submission.send', ...write })
  expect(said).toMatchObject({ ok: true })
  await teacher.device.synchronise(teacher.line)
  return id
}

async function accept({ device, line }: Desk, id: string): Promise<void> {
  const input = {
    revision: 1,
    step: 0,
    verdict: 'accepted' as const,
    comment: '',
    itemComments: [],
  }
  const write = { planId: world.plan.id, recordId: id, base: 1, input }
  const said = await device.perform({ kind: 'submission.decide', ...write })
  expect(said).toMatchObject({ ok: true })
  await device.synchronise(line)
}

const waiting = async ({ device }: Desk) => (await device.read.toReview()).map(({ id }) => id)

it('finds every record its head, and the teacher a single home', async () => {
  const { school, otherSchool, highSchool } = world.units
  const teacher = await desk('teacher')
  const oldHead = await desk('principal')
  const keeper = await desk('otherPrincipal')
  const waits = await log(teacher, 'Trước khi chuyển')

  now += aDay
  const move = {
    ...{ kind: 'person.move', record: { type: 'person', id: world.people.teacher.id }, base: 1 },
    input: { unitId: highSchool.id, role: 'staff', from: today() },
  }
  expect(await world.answer('administrator', move)).toBe('applied')
  await synchronise(oldHead)
  expect(await waiting(oldHead)).toEqual([waits])

  now += aDay
  const merge = {
    ...{ kind: 'unit.merge', record: { type: 'unit', id: otherSchool.id }, base: 1 },
    input: { from: [school.id], day: today() },
  }
  expect(await world.answer('administrator', merge)).toBe('applied')

  // The merger took the old school's people along, not who had left it.
  const posts = await world.db
    .selectFrom('post')
    .select(['unitId', 'untilOn'])
    .where('personId', '=', world.people.teacher.id)
    .orderBy('fromOn')
    .execute()
  expect(posts.map(({ unitId }) => unitId)).toEqual([school.id, highSchool.id])
  expect(posts.at(-1)?.untilOn).toBeNull()

  await synchronise(keeper)
  expect(await waiting(keeper)).toEqual([waits])
  await accept(keeper, waits)

  await synchronise(teacher)
  expect((await teacher.device.read.one(waits))?.submission?.decisions).toHaveLength(1)
  const next = await log(teacher, 'Ở trường mới')
  const places = await world.db
    .selectFrom('submission')
    .select(['id', 'unitId'])
    .where('authorId', '=', world.people.teacher.id)
    .execute()
  expect(Object.fromEntries(places.map(({ id, unitId }) => [id, unitId]))).toEqual({
    [waits]: school.id,
    [next]: highSchool.id,
  })
  // What was decided stays in the head's list; what is the new school's never comes there.
  await synchronise(keeper)
  expect(await waiting(keeper)).toEqual([waits])
})
