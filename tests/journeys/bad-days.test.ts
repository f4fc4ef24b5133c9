import { setTimeout as pause } from 'node:timers/promises'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import type { Command } from '#contract/command.ts'
import type { CommandResult, Exchange, PushReply, Reply } from '#contract/exchange.ts'
import { httpExchange } from '../../src/client/api/exchange.ts'
import { signIn } from '../../src/client/api/session.ts'
import type { Device, SyncReport } from '../../src/client/device/door.ts'
import { openDevice } from '../../src/client/device/open.ts'
import { aChance } from '../builders/demo/chance.ts'
import { aDepartment, type TestDepartment } from '../builders/department.ts'
import { demoPassword } from '../builders/people.ts'
import { aTraining } from '../builders/training.ts'
import { cutLine } from '../support/cut-line.ts'
import { useBrowserFetch, type BrowserFetch } from '../support/live/browser-fetch.ts'
import { aLiveServer, type LiveServer } from '../support/live/live-server.ts'

// A real server process with a real PostgreSQL, and a real device that speaks HTTP with it.
// More of it: KILLS=100 SEED=7 npx vitest run --project journeys bad-days
const kills = Number(process.env['KILLS'] ?? 4)
const seed = Number(process.env['SEED'] ?? 20_261_121)
const inOnePush = 60

let server: LiveServer
let line: Awaited<ReturnType<typeof cutLine>>
/** How long a push takes here when nothing befalls it. */
let pushMs = 0
let browser: BrowserFetch
let department: TestDepartment
let device: Device
let exchange: Exchange

beforeAll(async () => {
  server = await aLiveServer()
  department = await server.look(aDepartment)
  line = await cutLine(server.port)
  browser = useBrowserFetch(line.origin)
  const session = await enter()
  device = await openDevice(session)
  exchange = httpExchange(session.accountId)
  await device.synchronise(exchange)
  await logMany(inOnePush)
  const begun = performance.now()
  await device.synchronise(exchange)
  pushMs = performance.now() - begun
})

afterAll(async () => {
  device.close()
  browser.restore()
  await line.close()
  await server.remove()
})

beforeEach(() => {
  browser.heard.length = 0
})

async function enter() {
  const reply = await signIn({ username: 'teacher', password: demoPassword })
  if (!reply.ok) throw new Error(JSON.stringify(reply))
  return reply.value
}

/** Logs sessions on the device alone; gives their ids. */
async function logMany(count: number): Promise<string[]> {
  const ids = Array.from({ length: count }, () => device.newId())
  for (const recordId of ids) {
    const outcome = await device.perform({
      kind: 'submission.send',
      planId: department.plan.id,
      recordId,
      base: 0,
      input: { roundId: department.round.id, answers: aTraining({ ten: `Buổi ${recordId}` }) },
    })
    expect(outcome.ok).toBe(true)
  }
  return ids
}

/** Tries again and again, as the app does by itself, until nothing waits. */
async function untilSent(): Promise<void> {
  const trying = () => device.synchronise(exchange)
  await expect
    .poll(trying, { timeout: 30_000, interval: 100 })
    .toMatchObject({ ended: 'done', waiting: 0 })
  expect(await device.read.outbox()).toEqual([])
}

interface Effects {
  id: string
  revisions: number
  receipts: number
  commands: number
  changes: number
  title: string
}

/** What the server has of the records: one of each, or something was lost or done twice. */
async function effectsOf(ids: readonly string[]): Promise<readonly Effects[]> {
  const { rows } = await server.look((db) =>
    sql<Effects>`select one.id, title,
      (select count(*) from revision where submission_id = one.id) as revisions,
      (select count(*) from receipt where record_id = one.id) as receipts,
      (select count(*) from applied_command where record_id = one.id) as commands,
      (select count(*) from change where submission_id = one.id) as changes
      from submission as one where id = any(${ids}::text[]) order by id`.execute(db),
  )
  return rows
}

async function expectOneEffectEach(ids: readonly string[]): Promise<void> {
  const one = { revisions: 1, receipts: 1, commands: 1, changes: 1 }
  const wanted = [...ids].sort().map((id) => ({ id, title: `Buổi ${id}`, ...one }))
  expect(await effectsOf(ids)).toEqual(wanted)
}

/** I1: whatever the device holds a receipt for is on the server, under that very receipt. */
async function expectAcknowledgedThere(): Promise<void> {
  const sent = await device.read.sent(100_000)
  const rows = await server.look((db) =>
    db.selectFrom('receipt').select(['commandId', 'number']).execute(),
  )
  const there = new Map(rows.map(({ commandId, number }) => [commandId, number]))
  const missing = sent.filter(({ commandId, receipt }) => there.get(commandId) !== receipt.number)
  expect(missing).toEqual([])
}

/** Something befalls the server a moment after a push has begun. */
async function struckInPush(after: number, strike: () => unknown): Promise<SyncReport> {
  const begun = browser.untilAsked('POST /api/plans/')
  const run = device.synchronise(exchange)
  await begun
  await pause(after)
  await strike()
  return run
}

function killedInPush(moment: number): Promise<SyncReport> {
  return struckInPush(moment, () => server.kill())
}

/** The answer was on its way: everything is committed, and nobody heard of it. */
async function killedAfterCommit(): Promise<SyncReport> {
  line.loseReplies(/^POST/)
  const report = await device.synchronise(exchange)
  await server.kill()
  await line.mend()
  return report
}

it(
  `loses nothing and doubles nothing when the server is killed in mid-send, ${kills} times`,
  async () => {
    const chance = aChance(seed)
    const all: string[] = []
    const met = { 'before the commit': 0, 'after it, unanswered': 0, 'after the answer': 0 }
    for (let kill = 0; kill < kills; kill += 1) {
      const ids = await logMany(inOnePush)
      all.push(...ids)
      const moment = chance.between(0, Math.ceil(pushMs))
      const { sent } = kill % 3 ? await killedInPush(moment) : await killedAfterCommit()
      await server.start()
      await expectAcknowledgedThere()
      const isThere = (await effectsOf(ids)).length > 0
      if (sent > 0) met['after the answer'] += 1
      else met[isThere ? 'after it, unanswered' : 'before the commit'] += 1
      await untilSent()
    }
    console.log('killed', met)
    expect(met['after the answer']).toBeLessThan(kills)
    await expectOneEffectEach(all)
    await expectAcknowledgedThere()
  },
  60_000 + kills * 10_000,
)

it('has one effect and one receipt when the reply is lost after the commit', async () => {
  const ids = await logMany(5)
  line.loseReplies(/^POST/)
  expect(await device.synchronise(exchange)).toMatchObject({ ended: 'unreachable', sent: 0 })
  await expectOneEffectEach(ids)
  const states = (await device.read.outbox()).map(({ state }) => state)
  expect(new Set(states)).toEqual(new Set(['unknown']))
  await line.mend()
  await untilSent()
  await expectOneEffectEach(ids)
})

it('answers a batch that comes twice, at once and later, with the one receipt', async () => {
  const ids = await logMany(20)
  const replies: Reply<PushReply>[] = []
  let batch: readonly Command[] = []
  const doubling: Exchange = {
    ...exchange,
    push: async (plan, commands) => {
      batch = commands
      const both = await Promise.all([exchange.push(plan, commands), exchange.push(plan, commands)])
      replies.push(...both)
      return both[1]
    },
  }
  expect(await device.synchronise(doubling)).toMatchObject({ ended: 'done', sent: 20 })
  replies.push(await exchange.push(department.plan.id, batch))
  const results = replies.map(resultsIn)
  expect(results.flat().every(({ result }) => result === 'applied')).toBe(true)
  const [first, second, third] = results.map((some) => some.map(numberOf))
  expect(second).toEqual(first)
  expect(third).toEqual(first)
  const news = results.flat().filter((result) => !('replayed' in result))
  expect(news).toHaveLength(20)
  await expectOneEffectEach(ids)
})

function resultsIn(reply: Reply<PushReply>): readonly CommandResult[] {
  if (!reply.ok) throw new Error(JSON.stringify(reply))
  return reply.value.results
}

function numberOf(result: CommandResult): string {
  return result.result === 'applied' ? result.receipt.number : result.result
}

it.each(['SIGINT', 'SIGKILL'] as const)(
  'goes on by itself when PostgreSQL alone gets %s in mid-send',
  async (signal) => {
    const ids = await logMany(inOnePush)
    const struck = await struckInPush(5, () => server.signalPostgres(signal))
    expect(struck).toMatchObject({ ended: 'unreachable', sent: 0, waiting: inOnePush })
    await untilSent()
    await expectOneEffectEach(ids)
    await expectAcknowledgedThere()
    const worse = browser.heard.filter(({ status, retryAfter }) => {
      return status >= 500 && !(status === 503 && Number(retryAfter) > 0)
    })
    expect(worse).toEqual([])
  },
)

it('pauses when the session has ended in mid-run, and sends all after signing in again', async () => {
  const ids = await logMany(10)
  const ending: Exchange = {
    ...exchange,
    push: async (plan, commands) => {
      await server.look((db) => db.deleteFrom('session').execute())
      return exchange.push(plan, commands)
    },
  }
  expect(await device.synchronise(ending)).toMatchObject({ ended: 'sign-in', sent: 0, waiting: 10 })
  expect((await device.read.outbox()).map(({ attempts }) => attempts)).toEqual(ids.map(() => 0))
  expect(await device.synchronise(exchange)).toMatchObject({ ended: 'sign-in', waiting: 10 })
  await enter()
  await untilSent()
  await expectOneEffectEach(ids)
})
