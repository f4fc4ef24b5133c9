import { afterAll, beforeAll, expect, it } from 'vitest'
import type { RecordReply } from '#contract/exchange.ts'
import type { SessionReply } from '#contract/plans.ts'
import { dayOf } from '#domain/day.ts'
import { openDevice } from '../../src/client/device/open.ts'
import type { Device } from '../../src/client/device/door.ts'
import { periodsOf } from '#domain/training.ts'
import { ledgerOf, recordsIn } from '../../src/client/state/ledger.ts'
import { aTraining } from '../builders/training.ts'
import { injectLine, type InjectLine } from '../support/inject-line.ts'
import { anOfficeWorld, type OfficeWorld } from '../support/office-world.ts'

// A teacher changes school in mid-year, while the app is open: what was sent stays with the old head,
// what comes next goes to the new one, and the year's periods add up.

interface Desk {
  readonly device: Device
  readonly line: InjectLine
}

const hour = 60 * 60 * 1000
let now = Date.now() - 24 * hour
let world: OfficeWorld

beforeAll(async () => {
  world = await anOfficeWorld({ clock: () => new Date(now) })
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

/** What the app does by itself after a run: it hears of new posts, and goes on with them. */
async function synchronise({ device, line }: Desk): Promise<void> {
  await device.synchronise(line)
  const said = await line.get<SessionReply>('/api/session')
  if (said.ok) await device.renew(said.value)
  await device.synchronise(line)
}

async function log(teacher: Desk, title: string): Promise<string> {
  const id = teacher.device.newId()
  const answers = aTraining({ ten: title })
  const { plan, round } = world
  const input = { roundId: round.id, answers }
  const write = { planId: plan.id, recordId: id, base: 0, input }
  expect(await teacher.device.perform({ kind: 'submission.send', ...write })).toMatchObject({
    ok: true,
  })
  await teacher.device.synchronise(teacher.line)
  return id
}

async function accept({ device, line }: Desk, id: string, step = 0): Promise<boolean> {
  const input = {
    revision: 1,
    step,
    verdict: 'accepted' as const,
    comment: '',
    itemComments: [],
  }
  const write = { planId: world.plan.id, recordId: id, base: 1, input }
  const outcome = await device.perform({ kind: 'submission.decide', ...write })
  await device.synchronise(line)
  return outcome.ok
}

/** The last step of this round is the Sở's, which asks for a record by name. */
async function acceptAtDepartment(reviewer: Desk, id: string): Promise<boolean> {
  const planId = world.plan.id
  const said = await reviewer.line.get<RecordReply>(`/api/plans/${planId}/submissions/${id}`)
  if (said.ok) await reviewer.device.adopt(said.value, planId)
  return accept(reviewer, id, 1)
}

const waiting = async ({ device }: Desk) => (await device.read.toReview()).map(({ id }) => id)

it('goes with the person, and leaves what was sent with who has it', async () => {
  const teacher = await desk('teacher')
  const oldHead = await desk('principal')
  const newHead = await desk('other-principal')
  const before = await log(teacher, 'Trước khi chuyển')

  now += 24 * hour
  const from = dayOf(new Date(now).toISOString())
  const record = { type: 'person', id: world.people.teacher.id }
  const input = { unitId: world.units.otherSchool.id, role: 'staff', from }
  const move = { kind: 'person.move', record, base: 1, input }
  expect(await world.answer('administrator', move)).toBe('applied')

  await synchronise(teacher)
  const after = await log(teacher, 'Sau khi chuyển')
  await oldHead.device.synchronise(oldHead.line)
  await newHead.device.synchronise(newHead.line)
  expect(await waiting(oldHead)).toEqual([before])
  expect(await waiting(newHead)).toEqual([after])
  expect(await accept(oldHead, before)).toBe(true)
  expect(await accept(newHead, after)).toBe(true)

  const reviewer = await desk('reviewer')
  for (const id of [before, after]) expect(await acceptAtDepartment(reviewer, id)).toBe(true)

  await teacher.device.synchronise(teacher.line)
  const mine = await teacher.device.read.mine()
  expect(mine.map(({ standing }) => standing)).toEqual(['accepted', 'accepted'])
  const units = Object.fromEntries(mine.map(({ id, submission }) => [id, submission?.unitId]))
  expect(units).toEqual({ [before]: world.units.school.id, [after]: world.units.otherSchool.id })
  expect(await countedOf(teacher)).toBe(4)
})

/** The year's periods as the teacher's home counts them: two sessions of two. */
async function countedOf({ device }: Desk): Promise<number | undefined> {
  const ledger = ledgerOf(await device.read.plans())
  if (!ledger) return
  const records = recordsIn(ledger, await device.read.mine())
  return periodsOf(ledger.instrument, records, 2026).counted
}
