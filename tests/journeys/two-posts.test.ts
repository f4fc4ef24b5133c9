import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { PeoplePage } from '#contract/people.ts'
import { openDevice } from '../../src/client/device/open.ts'
import type { Device } from '../../src/client/device/door.ts'
import { aTraining } from '../builders/training.ts'
import { injectLine, type InjectLine } from '../support/inject-line.ts'
import { anOfficeWorld, type OfficeWorld } from '../support/office-world.ts'

// A teacher of one school is deputy head of another: counted and confirmed at the main unit, acting in both.

interface Desk {
  readonly device: Device
  readonly line: InjectLine
}

let world: OfficeWorld

beforeAll(async () => {
  world = await anOfficeWorld({ clock: () => new Date() })
  const record = { type: 'person', id: world.people.teacher.id }
  const input = { unitId: world.units.otherSchool.id, role: 'deputy', from: '2026-01-01' }
  const write = { kind: 'person.add-post', record, base: 1, input }
  expect(await world.answer('administrator', write)).toBe('applied')
})

afterAll(async () => {
  await world.close()
})

async function desk(username: string): Promise<Desk> {
  const line = await injectLine(world.app, username)
  const device = await openDevice(line.session)
  await device.synchronise(line)
  return { device, line }
}

async function log({ device, line }: Desk): Promise<string> {
  const id = randomUUID()
  const input = { roundId: world.round.id, answers: aTraining() }
  const write = { planId: world.plan.id, recordId: id, base: 0, input }
  expect(await device.perform({ kind: 'submission.send', ...write })).toMatchObject({ ok: true })
  await device.synchronise(line)
  return id
}

const waiting = async ({ device }: Desk) => (await device.read.toReview()).map(({ id }) => id)

it('counts once: in the main school, and not among those whose main unit the other is', async () => {
  const { school, otherSchool } = world.units
  const lines = async (unit: string) => {
    const reply = await world.ask('administrator', { url: `/api/people?unit=${unit}&limit=500` })
    return reply
      .json<PeoplePage>()
      .people.filter(({ id }) => id === world.people.teacher.id)
      .map(({ main, role }) => [main, role])
  }
  expect(await lines(school.id)).toEqual([[true, 'staff']])
  expect(await lines(otherSchool.id)).toEqual([[false, 'deputy']])
  const all = await world.ask('administrator', { url: '/api/people?q=teacher&limit=500' })
  const own = all.json<PeoplePage>().people.filter(({ id }) => id === world.people.teacher.id)
  expect(own.map(({ unitId }) => unitId)).toEqual([school.id])
})

it('is confirmed at the main unit', async () => {
  const teacher = await desk('teacher')
  const id = await log(teacher)
  const [head, otherHead] = [await desk('principal'), await desk('other-principal')]
  expect(await waiting(head)).toContain(id)
  expect(await waiting(otherHead)).not.toContain(id)
  expect(await waiting(teacher)).not.toContain(id)
})

it('decides in the other unit, with the same account', async () => {
  const stranger = await desk('stranger')
  const id = await log(stranger)
  const teacher = await desk('teacher')
  expect(await waiting(teacher)).toContain(id)
  const input = {
    revision: 1,
    step: 0,
    verdict: 'accepted' as const,
    comment: '',
    itemComments: [],
  }
  const write = { planId: world.plan.id, recordId: id, base: 1, input }
  const outcome = await teacher.device.perform({ kind: 'submission.decide', ...write })
  expect(outcome.ok).toBe(true)
  await teacher.device.synchronise(teacher.line)
  await stranger.device.synchronise(stranger.line)
  const decisions = (await stranger.device.read.one(id))?.submission?.decisions
  expect(decisions).toMatchObject([{ byId: world.people.teacher.id, verdict: 'accepted' }])
})
