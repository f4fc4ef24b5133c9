import { afterAll, beforeAll, expect, it } from 'vitest'
import { addDays, dayOf } from '#domain/day.ts'
import type { QueuePage } from '#contract/queue.ts'
import { openDevice } from '../../src/client/device/open.ts'
import type { Device } from '../../src/client/device/door.ts'
import { unitsOn } from '#domain/units/history.ts'
import { isWithin } from '#domain/people/unit.ts'
import { loadEveryVersion } from '../../src/server/records/unit-book.ts'
import { loadAllUnits } from '../../src/server/records/units.ts'
import { aTraining } from '../builders/training.ts'
import type { Who } from '../support/guarded-world.ts'
import { injectLine, type InjectLine } from '../support/inject-line.ts'
import { anOfficeWorld, type OfficeWorld } from '../support/office-world.ts'

/*
 * A school is merged into another while the round is open: what waits there is decided by the new
 * head, what is written afterwards goes to the new school, and what was accepted keeps its place.
 */

interface Desk {
  readonly device: Device
  readonly line: InjectLine
}

const today = dayOf(new Date().toISOString())
let world: OfficeWorld

beforeAll(async () => {
  world = await anOfficeWorld({ clock: () => new Date() })
})

afterAll(() => world.close())

async function desk(who: Who): Promise<Desk> {
  const line = await injectLine(world.app, world.people[who].username)
  const device = await openDevice(line.session)
  await device.synchronise(line)
  return { device, line }
}

/** The notebook opened again, as it is every morning: by then it has heard of the new posts. */
async function again({ device }: Desk, who: Who): Promise<Desk> {
  device.close()
  return desk(who)
}

async function log({ device, line }: Desk, id: string, title: string): Promise<void> {
  const outcome = await device.perform({
    kind: 'submission.send',
    planId: world.plan.id,
    recordId: id,
    base: 0,
    input: { roundId: world.round.id, answers: aTraining({ ten: title }) },
  })
  expect(outcome.ok).toBe(true)
  await device.synchronise(line)
  expect((await device.read.one(id))?.standing).toBe('received')
}

async function accept({ device, line }: Desk, id: string): Promise<void> {
  const submission = (await device.read.one(id))?.submission
  if (!submission) throw new Error(`${id} is not on the device`)
  const outcome = await device.perform({
    kind: 'submission.decide',
    planId: world.plan.id,
    recordId: id,
    base: 1,
    input: {
      ...{ revision: 1, step: submission.step, verdict: 'accepted' },
      ...{ comment: '', itemComments: [] },
    },
  })
  expect(outcome).toMatchObject({ ok: true })
  await device.synchronise(line)
}

async function placeOf(id: string) {
  return world.db
    .selectFrom('submission')
    .select(['unitId', 'step', 'standing'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
}

it('is lived through by everybody', async () => {
  const { school: a, otherSchool: b, commune, otherCommune } = world.units
  let teacher = await desk('teacher')
  const oldHead = await desk('principal')
  let newHead = await desk('otherPrincipal')
  await log(teacher, 'accepted-before', 'Buổi đã xác nhận')
  await log(teacher, 'waits', 'Buổi đang chờ')
  await oldHead.device.synchronise(oldHead.line)
  await accept(oldHead, 'accepted-before')

  const merge = {
    ...{ kind: 'unit.merge', record: { type: 'unit', id: b.id }, base: 1 },
    input: { from: [a.id], day: today },
  }
  expect(await world.answer('administrator', merge)).toBe('applied')

  // The head of the school that is left sees what waits at the one that is gone, and accepts it.
  newHead = await again(newHead, 'otherPrincipal')
  const queue = await newHead.line.get<QueuePage>(`/api/plans/${world.plan.id}/queue?of=mine`)
  expect(queue).toMatchObject({ ok: true, value: { rows: [{ id: 'waits' }] } })
  await accept(newHead, 'waits')
  expect(await placeOf('waits')).toMatchObject({ unitId: a.id, step: 1 })

  // The teacher writes on, and the next record is the new school's.
  teacher = await again(teacher, 'teacher')
  expect((await teacher.device.read.one('waits'))?.submission?.decisions).toHaveLength(1)
  await log(teacher, 'next', 'Buổi ở trường mới')
  expect(await placeOf('next')).toMatchObject({ unitId: b.id, step: 0 })
  await newHead.device.synchronise(newHead.line)
  await accept(newHead, 'next')

  // The old head is a deputy there: another of the step may decide, what went away is not theirs any more.
  const reply = await world.ask('principal', { url: '/api/session' })
  expect(reply.json<{ posts: object[] }>().posts[0]).toMatchObject({ unitId: b.id, role: 'deputy' })

  // Old figures keep their old place.
  expect(await placeOf('accepted-before')).toMatchObject({ unitId: a.id })
  const then = unitsOn(
    addDays(today, -1),
    await loadAllUnits(world.db),
    await loadEveryVersion(world.db),
  )
  expect(isWithin(a.id, commune.id, then)).toBe(true)
  expect(isWithin(b.id, otherCommune.id, then)).toBe(true)
})
