import type { CommandResult, PushReply } from '#contract/exchange.ts'
import type { Problem } from '#domain/problems.ts'
import type { Setting, Submission } from '#domain/submission/submission.ts'
import { seal } from '../store/codec.ts'
import { journal } from '../store/journal.ts'
import type { OutboxRow, SentRow } from '../store/rows.ts'
import { change, type Opened, type Waiting } from '../write/change.ts'
import { confirmedBy } from '../write/confirm.ts'
import { basisOf, putHeld, reshow, type Basis, type Reshown } from '../write/reshow.ts'
import { settingOf } from '../write/setting.ts'
import type { Run } from './run.ts'

type Results = ReadonlyMap<string, CommandResult>

/** Stores what the server said of each command of a batch, each record's in one piece. */
export async function takeResults(
  run: Run,
  batch: readonly OutboxRow[],
  reply: PushReply,
): Promise<void> {
  const { ground, counted } = run
  const setting = await settingOf(ground)
  const results: Results = new Map(reply.results.map((result) => [result.id, result]))
  const pushed = new Set(batch.map(({ id }) => id))
  const ids = [...new Set(batch.map(({ record }) => record))]
  counted.sent += await change(ground, ids, async (picture) => {
    const taken = await Promise.all(
      ids.map((id) => takenIn(run, setting, { before: picture.record(id), results, pushed })),
    )
    return { value: taken.flatMap(({ arrived }) => arrived).length, write: () => store(run, taken) }
  })
}

interface Taken {
  readonly arrived: readonly SentRow[]
  readonly staying: readonly OutboxRow[]
  readonly shown: Reshown
}

async function takenIn(
  { ground }: Run,
  setting: Setting,
  { before, results, pushed }: { before: Opened; results: Results; pushed: ReadonlySet<string> },
): Promise<Taken> {
  const answered = before.waiting.map((waiting) => ({
    waiting,
    result: pushed.has(waiting.row.id) ? results.get(waiting.row.id) : undefined,
  }))
  const arrived = answered.flatMap(({ waiting, result }) => sentBy(waiting, result) ?? [])
  const gone = new Set(arrived.map(({ waiting }) => waiting.row.id))
  const staying = answered
    .filter(({ waiting }) => !gone.has(waiting.row.id))
    .map(({ waiting, result }) => ({
      ...waiting,
      row: pushed.has(waiting.row.id) ? answeredRow(waiting.row, result) : waiting.row,
    }))
  const words = answered.flatMap(({ result }) => wordOf(result) ?? [])
  const basis = words.reduce<Basis>(confirmedBy, { ...basisOf(before), waiting: staying })
  const receipt = arrived.at(-1)?.result.receipt ?? basis.receipt
  return {
    arrived: await Promise.all(arrived.map(sentRow)),
    staying: staying.map(({ row }) => row),
    shown: await reshow(ground, setting)(before, { ...basis, receipt }),
  }
}

async function store({ ground }: Run, taken: readonly Taken[]): Promise<void> {
  const { db } = ground
  for (const { arrived, staying, shown } of taken) {
    await db.sent.bulkPut(arrived)
    await db.outbox.bulkDelete(arrived.map(({ id }) => id))
    for (const { id } of arrived) await journal(db, 'command.sent', id)
    await db.outbox.bulkPut(staying)
    await putHeld(ground, shown)
  }
}

type Applied = Extract<CommandResult, { result: 'applied' }>

/** A command has arrived only where the receipt speaks of exactly what was sent; "200" is no receipt. */
function sentBy(
  waiting: Waiting,
  result: CommandResult | undefined,
): { waiting: Waiting; result: Applied } | undefined {
  if (result?.result !== 'applied') return
  const { commandId, hash } = result.receipt
  if (commandId !== waiting.command.id || hash !== waiting.command.hash) return
  return { waiting, result }
}

async function sentRow({
  waiting,
  result,
}: {
  waiting: Waiting
  result: Applied
}): Promise<SentRow> {
  const { id, kind, plan, record, seq } = waiting.row
  const { event, receipt, revision, missingFiles } = result
  const { command, title } = waiting
  return {
    ...{ id, kind, plan, record, seq, event, receivedAt: receipt.receivedAt },
    ...(await seal({ command, title, receipt, revision, missingFiles })),
  }
}

function answeredRow(row: OutboxRow, result: CommandResult | undefined): OutboxRow {
  if (!result || result.result === 'applied') return { ...row, state: 'unknown' }
  if (result.result === 'deferred') return { ...row, state: 'deferred' }
  const problem = result.problem as Problem
  // A restored server may still lack what another device has to send again first.
  const early = row.resent && problem.code === 'submission.not-found'
  return { ...row, state: early ? 'deferred' : result.result, problem }
}

function wordOf(result: CommandResult | undefined) {
  if (result?.result !== 'applied' && result?.result !== 'conflict') return
  const { event, record } = result
  return event === undefined || !record ? undefined : { event, record: record as Submission }
}
