import { afterAll, beforeAll, expect, it } from 'vitest'
import type { FastifyInstance } from 'fastify'
import type { QueuePage } from '#contract/queue.ts'
import type { RecordReply } from '#contract/exchange.ts'
import type { Reply } from '#contract/exchange.ts'
import { buildApp } from '../../src/server/app.ts'
import type { Device } from '../../src/client/device/door.ts'
import { openDevice } from '../../src/client/device/open.ts'
import { aDepartment, type TestDepartment } from '../builders/department.ts'
import { aTraining } from '../builders/training.ts'
import { aHouse } from '../support/house.ts'
import { injectLine, type InjectLine } from '../support/inject-line.ts'
import { aDatabase, type TestDatabase } from '../support/postgres.ts'

/** A person with a device, and the line between it and the server. */
interface Desk {
  readonly device: Device
  readonly line: InjectLine
}

let database: TestDatabase
let app: FastifyInstance
let department: TestDepartment

beforeAll(async () => {
  database = await aDatabase()
  department = await aDepartment(database.db)
  app = await buildApp(aHouse(database.db, { clock: () => new Date() }))
})

afterAll(async () => {
  await app.close()
  await database.drop()
})

async function desk(username: string): Promise<Desk> {
  const line = await injectLine(app, username)
  const device = await openDevice(line.session)
  await device.synchronise(line)
  return { device, line }
}

function value<T>(reply: Reply<T>): T {
  if (!reply.ok) throw new Error(JSON.stringify(reply))
  return reply.value
}

async function standing({ device }: Desk, id: string) {
  return (await device.read.one(id))?.standing
}

async function log({ device }: Desk, id: string, title: string, base = 0) {
  return device.perform({
    kind: 'submission.send',
    planId: department.plan.id,
    recordId: id,
    base,
    input: { roundId: department.round.id, answers: aTraining({ ten: title }) },
  })
}

async function decide(
  { device }: Desk,
  id: string,
  input: { verdict: 'accepted' | 'returned'; comment: string },
) {
  const submission = (await device.read.one(id))?.submission
  return device.perform({
    kind: 'submission.decide',
    planId: department.plan.id,
    recordId: id,
    base: submission?.revisions.length ?? 0,
    input: {
      revision: submission?.revisions.length ?? 0,
      step: submission?.step ?? 0,
      itemComments: [],
      ...input,
    },
  })
}

it('takes a session logged without a line to a decision, and the decision back to the phone', async () => {
  const teacher = await desk('teacher')
  const head = await desk('principal')
  const id = teacher.device.newId()

  teacher.line.isCut = true
  expect((await log(teacher, id, 'Buổi ghi lúc mất mạng')).ok).toBe(true)
  expect(await teacher.device.synchronise(teacher.line)).toMatchObject({ ended: 'unreachable' })
  expect(await standing(teacher, id)).toBe('queued')

  teacher.line.isCut = false
  expect(await teacher.device.synchronise(teacher.line)).toMatchObject({ ended: 'done', sent: 1 })
  expect(await standing(teacher, id)).toBe('received')
  expect((await teacher.device.read.one(id))?.receipt?.number).toMatch(/^BN-\d{4}-\d{6}$/)

  await head.device.synchronise(head.line)
  expect((await head.device.read.toReview()).map((shown) => shown.id)).toContain(id)
  head.line.isCut = true
  await decide(head, id, { verdict: 'returned', comment: 'Thiếu số tiết trực tiếp.' })
  head.line.isCut = false
  await head.device.synchronise(head.line)

  await teacher.device.synchronise(teacher.line)
  expect(await standing(teacher, id)).toBe('returned')
  const returned = (await teacher.device.read.one(id))?.submission
  expect(returned?.decisions.at(-1)?.comment).toBe('Thiếu số tiết trực tiếp.')

  teacher.line.isCut = true
  await log(teacher, id, 'Buổi đã sửa', 1)
  teacher.line.isCut = false
  await teacher.device.synchronise(teacher.line)
  await head.device.synchronise(head.line)
  await decide(head, id, { verdict: 'accepted', comment: '' })
  await head.device.synchronise(head.line)

  const reviewer = await desk('reviewer')
  const plan = department.plan.id
  const queue = value(
    await reviewer.line.get<QueuePage>(`/api/plans/${plan}/queue?of=mine&q=da+sua`),
  )
  expect(queue.rows.map((row) => row.id)).toEqual([id])
  const asked = value(await reviewer.line.get<RecordReply>(`/api/plans/${plan}/submissions/${id}`))
  await reviewer.device.adopt(asked, plan)
  await decide(reviewer, id, { verdict: 'accepted', comment: '' })
  await reviewer.device.synchronise(reviewer.line)
  expect(await standing(reviewer, id)).toBe('accepted')

  await teacher.device.synchronise(teacher.line)
  expect(await standing(teacher, id)).toBe('accepted')
})

it('has one effect and one receipt when the reply is lost after the commit', async () => {
  const teacher = await desk('teacher')
  const id = teacher.device.newId()
  await log(teacher, id, 'Mất trả lời')
  teacher.line.losesReplies = true
  await teacher.device.synchronise(teacher.line)
  teacher.line.losesReplies = false
  // The ping was lost as well, so nothing was sent; let only the push lose its reply.
  const push = teacher.line.push.bind(teacher.line)
  teacher.line.push = async (plan, commands) => {
    await push(plan, commands)
    return { ok: false, word: 'unreachable' }
  }
  await teacher.device.synchronise(teacher.line)
  expect((await teacher.device.read.outbox()).map((entry) => entry.state)).toEqual(['unknown'])

  teacher.line.push = push
  await teacher.device.synchronise(teacher.line)
  expect(await teacher.device.read.outbox()).toEqual([])
  expect(await standing(teacher, id)).toBe('received')
  const rows = await database.db
    .selectFrom('revision')
    .select('no')
    .where('submissionId', '=', id)
    .execute()
  expect(rows).toEqual([{ no: 1 }])
  const receipts = await database.db
    .selectFrom('receipt')
    .select('number')
    .where('recordId', '=', id)
    .execute()
  expect(receipts).toHaveLength(1)
})

it('keeps what the server refuses, with the reason, and lets the others pass', async () => {
  const teacher = await desk('teacher')
  const [bad, good] = [teacher.device.newId(), teacher.device.newId()]
  await log(teacher, bad, 'Buổi bị từ chối')
  await log(teacher, good, 'Buổi bình thường')
  // Somebody else's record already has that id.
  const colleague = await desk('colleague')
  await log(colleague, bad, 'Buổi của đồng nghiệp')
  await colleague.device.synchronise(colleague.line)
  await teacher.device.synchronise(teacher.line)
  expect(await teacher.device.read.outbox()).toMatchObject([
    { recordId: bad, state: 'refused', problem: { code: 'submission.not-found' } },
  ])
  expect(await standing(teacher, good)).toBe('received')
  expect(await standing(teacher, bad)).toBe('failed')
})
