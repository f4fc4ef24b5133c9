import { afterAll, beforeAll, expect, it } from 'vitest'
import { v7 } from 'uuid'
import type { CommandResult } from '#contract/exchange.ts'
import type { QueuePage } from '#contract/queue.ts'
import { sealed } from '../../builders/commands.ts'
import { aRound } from '../../builders/plans.ts'
import { writeRound } from '../../builders/rows.ts'
import { aTraining } from '../../builders/training.ts'
import { verifyReceipt } from '../../../src/server/sync/receipts.ts'
import { aWorld, word, type Device, type World } from './world.ts'

let world: World
let teacher: Device
let principal: Device
let deputy: Device

beforeAll(async () => {
  world = await aWorld()
  teacher = await world.as(world.people.teacher)
  principal = await world.as(world.people.principal)
  deputy = await world.as(world.people.deputy)
})

afterAll(() => world.close())

function applied(result: CommandResult | undefined) {
  if (result?.result !== 'applied') throw new Error(`not applied but ${word(result)}`)
  return result
}

async function count(table: 'revision' | 'change' | 'receipt' | 'appliedCommand', id: string) {
  const column = {
    revision: 'commandId',
    change: 'commandId',
    receipt: 'commandId',
    appliedCommand: 'id',
  } as const
  const { n } = await world.db
    .selectFrom(table)
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where(column[table] as never, '=', id as never)
    .executeTakeFirstOrThrow()
  return n
}

it('takes a training record and gives a receipt that anybody can check', async () => {
  const command = teacher.sending({ occurredAt: '2026-11-16T01:59:59.123456Z' })
  const result = applied((await teacher.push(command))[0])
  expect(result).toMatchObject({ id: command.id, revision: 1, missingFiles: [] })
  expect(result.record).toMatchObject({
    id: command.record.id,
    authorId: world.people.teacher.id,
    unitId: world.units.school.id,
    standing: 'received',
  })
  expect(result.receipt).toMatchObject({ commandId: command.id, hash: command.hash, revision: 1 })
  expect(result.receipt.number).toMatch(/^BN-2026-\d{6}$/)
  const { publicKey } = world.house.receiptKey
  expect(verifyReceipt(result.receipt, publicKey)).toBe(true)
  expect(verifyReceipt({ ...result.receipt, revision: 2 }, publicKey)).toBe(false)
  const row = await world.db
    .selectFrom('submission')
    .selectAll()
    .where('id', '=', command.record.id)
    .executeTakeFirstOrThrow()
  expect(row).toMatchObject({
    event: result.event,
    title: 'An toàn thông tin cho giáo viên',
    search: 'an toan thong tin cho giao vien',
    programme: 'ct1',
    periods: 2,
    firstOn: '2026-10-12',
    lastOn: '2026-10-12',
    schoolYear: 2026,
    waitsAt: world.units.school.id,
    again: false,
  })
  const answers = await world.db
    .selectFrom('answer')
    .select(['item', 'means', 'numberValue', 'dayValue'])
    .where('submissionId', '=', command.record.id)
    .where('means', 'in', ['periods', 'last-day'])
    .orderBy('means')
    .execute()
  expect(
    answers.map(({ means, numberValue, dayValue }) => [means, numberValue ?? dayValue]),
  ).toEqual([
    ['last-day', '2026-10-12'],
    ['periods', 2],
  ])
})

it('answers a repeat with the stored first result', async () => {
  const commands = [teacher.sending(), teacher.sending()]
  const first = await teacher.push(...commands)
  const second = await teacher.push(...commands)
  expect(second).toEqual(first.map((result) => ({ ...result, replayed: true })))
  for (const { id } of commands) expect(await count('revision', id)).toBe(1)
})

it('has one effect and equal answers of eight copies at once', async () => {
  const commands = [teacher.sending(), teacher.sending(), teacher.sending()]
  const answers = await Promise.all(Array.from({ length: 8 }, () => teacher.push(...commands)))
  const bare = answers.map((results) =>
    results.map((result) => ({ ...result, replayed: undefined })),
  )
  for (const results of bare) expect(results).toEqual(bare[0])
  const fresh = answers.flat().filter((result) => !('replayed' in result))
  expect(fresh).toHaveLength(3)
  for (const { id } of commands) {
    expect(await count('revision', id)).toBe(1)
    expect(await count('change', id)).toBe(1)
    expect(await count('receipt', id)).toBe(1)
  }
})

it('answers a command that a batch names twice once, and repeats that answer', async () => {
  const command = teacher.sending()
  const [first, second] = await teacher.push(command, command)
  expect(second).toEqual({ ...first, replayed: true })
  expect(await count('revision', command.id)).toBe(1)
})

it('refuses an id that comes back with another hash, in a batch and later', async () => {
  const command = teacher.sending()
  const other = sealed({ ...command, seq: 2 })
  expect((await teacher.push(command, other)).map(word)).toEqual([
    'applied',
    'refused command.id-reused',
  ])
  expect((await teacher.push(other)).map(word)).toEqual(['refused command.id-reused'])
})

it('lets two accounts use one command id, each for its own', async () => {
  const colleague = await world.as(world.people.colleague)
  const id = v7()
  expect((await teacher.push(teacher.sending({ id }))).map(word)).toEqual(['applied'])
  expect((await colleague.push(colleague.sending({ id }))).map(word)).toEqual(['applied'])
})

it('makes one record of one id that two devices create at the same time', async () => {
  const record = v7()
  const results = await Promise.all(
    Array.from({ length: 6 }, (_, n) => teacher.push(teacher.sending({ record, device: `d${n}` }))),
  )
  expect(results.flat().map(word).sort()).toEqual([
    'applied',
    ...Array<string>(5).fill('conflict submission.stale-base'),
  ])
  for (const result of results.flat()) expect(result).toHaveProperty('record.id', record)
})

it('answers a stale base with what is there', async () => {
  const sent = teacher.sending()
  await teacher.push(sent)
  const again = teacher.sending({
    record: sent.record.id,
    base: 1,
    answers: aTraining({ donVi: 'Trường' }),
  })
  expect((await teacher.push(again)).map(word)).toEqual(['applied'])
  const [stale] = await teacher.push(teacher.sending({ record: sent.record.id, base: 1 }))
  expect(stale).toMatchObject({ result: 'conflict', problem: { code: 'submission.stale-base' } })
  expect(stale).toHaveProperty('record.revisions.length', 2)
})

it('lets the first of two reviewers decide and tells the second who and when', async () => {
  const sent = teacher.sending()
  await teacher.push(sent)
  const id = sent.record.id
  const both = await Promise.all([
    principal.push(principal.deciding(id)),
    deputy.push(deputy.deciding(id, { verdict: 'returned', comment: 'Thiếu giấy chứng nhận' })),
  ])
  expect(both.flat().map(word).sort()).toEqual(['applied', 'conflict decision.already-decided'])
  const second = both.flat().find(({ result }) => result === 'conflict')
  expect(second).toHaveProperty('problem.byId')
  expect(second).toHaveProperty('problem.at', world.house.clock().toISOString())
  expect(second).toHaveProperty('record.decisions.length', 1)
})

it('refuses a decision on a revision that is no longer the newest', async () => {
  const sent = teacher.sending()
  await teacher.push(sent, teacher.sending({ record: sent.record.id, base: 1 }))
  const [stale] = await principal.push(principal.deciding(sent.record.id))
  expect(word(stale)).toBe('conflict decision.stale')
  expect(stale).toHaveProperty('record.revisions.length', 2)
})

it('shows no record in a conflict to whom it is not theirs to read', async () => {
  const sent = teacher.sending()
  await teacher.push(sent)
  const stranger = await world.as(world.people.stranger)
  const [result] = await stranger.push(stranger.sending({ record: sent.record.id, base: 0 }))
  expect(result).toEqual({
    id: result?.id,
    result: 'refused',
    problem: { code: 'submission.not-found' },
  })
  const withdrawn = teacher.command({
    kind: 'submission.withdraw',
    record: sent.record.id,
    base: 1,
  })
  expect((await teacher.push(withdrawn)).map(word)).toEqual(['applied'])
  const [gone] = await principal.push(principal.deciding(sent.record.id))
  expect(gone).not.toHaveProperty('record')
})

it('lets good commands pass beside bad ones', async () => {
  const good = teacher.sending()
  const bad = teacher.sending({ answers: aTraining({ tietTrucTuyen: 0 }) })
  const results = await teacher.push({ id: 'x', nonsense: true }, bad, good)
  expect(results.map(word)).toEqual([
    'refused command.malformed',
    'refused answer.too-small',
    'applied',
  ])
  expect(results[0]?.id).toBe('x')
})

it('defers what follows a command that did not apply, of that record alone', async () => {
  const [a, b] = [v7(), v7()]
  const bad = teacher.sending({ record: a, answers: {} })
  const later = teacher.sending({ record: a })
  const results = await teacher.push(bad, later, teacher.sending({ record: b }), later)
  expect(results.map(word)).toEqual(['refused answer.required', 'deferred', 'applied', 'deferred'])
  expect(results[1]).toEqual({ id: later.id, result: 'deferred', because: bad.id })
  expect((await teacher.push(later)).map(word)).toEqual(['applied'])
  expect((await teacher.push(bad, later)).map(word)).toEqual(['refused answer.required', 'applied'])
})

it('keeps a refusal by rule, but runs a command again that only had to wait', async () => {
  const round = aRound({
    planId: world.plan.id,
    unitIds: [world.units.so.id],
    opensOn: '2026-11-20',
  })
  await writeRound(world.db, round)
  const command = teacher.command({ input: { roundId: round.id, answers: aTraining() } })
  expect((await teacher.push(command)).map(word)).toEqual(['refused round.not-open'])
  const broken = teacher.sending({ answers: {} })
  await teacher.push(broken)
  world.setNow('2026-11-21T02:00:00.000Z')
  expect((await teacher.push(command)).map(word)).toEqual(['applied'])
  const [kept] = await teacher.push(broken)
  expect(kept).toMatchObject({ result: 'refused', replayed: true })
  world.setNow('2026-11-16T02:00:00.000Z')
})

it('takes the wish to send late, shows it to the school, and keeps the answers out', async () => {
  const round = aRound({
    planId: world.plan.id,
    unitIds: [world.units.so.id],
    closesOn: '2026-11-15',
  })
  await writeRound(world.db, round)
  const input = { roundId: round.id, answers: aTraining() }
  const closed = teacher.command({ input })
  expect((await teacher.push(closed)).map(word)).toEqual(['refused round.closed'])
  const record = closed.record.id
  const asked = { roundId: round.id, reason: 'Đi công tác' }
  const wish = teacher.command({ kind: 'submission.ask-late', record, input: asked })
  const result = applied((await teacher.push(wish))[0])
  expect(result.record).toMatchObject({ standing: 'draft', revisions: [] })
  expect(result.revision).toBe(0)
  const reply = await principal.get(
    `/api/plans/${world.plan.id}/queue?of=all&standing=draft&round=${round.id}`,
  )
  expect(reply.json<QueuePage>().rows).toMatchObject([{ id: record, revision: 0, title: '' }])
})

it('runs several commands of one record in order, each with its own event', async () => {
  const sent = teacher.sending()
  const id = sent.record.id
  const results = (
    await teacher.push(
      sent,
      teacher.sending({ record: id, base: 1 }),
      teacher.sending({ record: id, base: 2 }),
    )
  ).map(applied)
  expect(results.map(({ revision }) => revision)).toEqual([1, 2, 3])
  const events = results.map(({ event }) => event)
  expect(events).toEqual([...events].sort((a, b) => a - b))
  expect(new Set(events).size).toBe(3)
  expect(new Set(results.map(({ receipt }) => receipt.number)).size).toBe(3)
})

it('marks what is sent again after a return, and carries it over the whole route', async () => {
  const reviewer = await world.as(world.people.reviewer)
  const sent = teacher.sending()
  const id = sent.record.id
  await teacher.push(sent)
  const returned = principal.deciding(id, { verdict: 'returned', comment: 'Ghi rõ hơn' })
  expect((await principal.push(returned)).map(word)).toEqual(['applied'])
  expect((await teacher.push(teacher.sending({ record: id, base: 1 }))).map(word)).toEqual([
    'applied',
  ])
  const row = world.db.selectFrom('submission').select(['again', 'waitsAt']).where('id', '=', id)
  expect(await row.executeTakeFirst()).toEqual({ again: true, waitsAt: world.units.school.id })
  await principal.push(principal.deciding(id, { revision: 2 }, 2))
  expect(await row.executeTakeFirst()).toEqual({ again: true, waitsAt: world.units.so.id })
  const [last] = await reviewer.push(reviewer.deciding(id, { revision: 2, step: 1 }, 2))
  expect(applied(last).record.standing).toBe('accepted')
})

it('takes a batch of 500 records at once', async () => {
  const small = { roundId: world.round.id, answers: { ten: 'a' } }
  const commands = Array.from({ length: 500 }, () => teacher.command({ input: small, files: [] }))
  const results = await teacher.push(...commands)
  expect(results.map(word).every((one) => one === 'refused answer.required')).toBe(true)
})
