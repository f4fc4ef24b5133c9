import type { PushReply, Reply } from '#contract/exchange.ts'
import { pushLimits } from '#contract/words.ts'
import { unsealAll } from '../store/codec.ts'
import type { OutboxContent, OutboxRow } from '../store/rows.ts'
import { beginAnew } from './anew.ts'
import { isTroubled, nextBatch } from './batches.ts'
import { takeResults } from './results.ts'
import { endingOf, type Ending, type No, type Run } from './run.ts'

/** Sends what waits in a plan, batch after batch, until nothing is left that may go. */
export async function push(run: Run, plan: string): Promise<Ending> {
  let limit: number = pushLimits.commands
  let fault: Ending
  for (;;) {
    const rows = await run.ground.db.outbox.where('plan').equals(plan).toArray()
    const batch = await taken(run, nextBatch(rows, run.tried, limit))
    if (batch.length === 0) return fault
    const reply = await send(run, plan, batch)
    if (batch.length > 1 && isTooLarge(reply)) {
      await untried(run, batch)
      limit = Math.ceil(batch.length / 2)
      continue
    }
    for (const { id } of batch) run.tried.add(id)
    const ending = reply.ok
      ? await answered(run, batch, { plan, reply: reply.value })
      : await notTaken(run, batch, reply)
    if (ending && !isPassedBy(ending, batch)) return ending
    fault ??= ending
  }
}

/** Where the server breaks on a record that travels alone, the others still get their turn. */
function isPassedBy({ ended }: NonNullable<Ending>, batch: readonly OutboxRow[]): boolean {
  return ended === 'broken' && batch.some(isTroubled)
}

async function answered(
  run: Run,
  batch: readonly OutboxRow[],
  { plan, reply }: { plan: string; reply: PushReply },
): Promise<Ending> {
  await beginAnew(run, plan, reply)
  await takeResults(run, batch, reply)
  await run.ground.clock.heard(reply.serverTime, run.ground.db)
  return
}

/** Marks the batch as on its way, before it goes: what a crash leaves so may have arrived. A row that was taken back meanwhile stays behind. */
async function taken(run: Run, batch: readonly OutboxRow[]): Promise<readonly OutboxRow[]> {
  const { db } = run.ground
  return db.transaction('rw', db.outbox, async () => {
    const now = await db.outbox.bulkGet(batch.map(({ id }) => id))
    const staying = batch.filter((row, index) => now[index]?.state === row.state)
    await db.outbox.bulkPut(
      staying.map((row) => ({ ...row, state: 'sending', attempts: row.attempts + 1 })),
    )
    return staying
  })
}

async function send(
  { exchange }: Run,
  plan: string,
  batch: readonly OutboxRow[],
): Promise<Reply<PushReply>> {
  const contents = await unsealAll<OutboxContent>(batch)
  return exchange.push(
    plan,
    contents.map(({ command }) => command),
  )
}

/** What a push without results leaves behind. Nothing is ever called failed because no answer came. */
async function notTaken(run: Run, batch: readonly OutboxRow[], reply: No): Promise<Ending> {
  const { db } = run.ground
  if (reply.word === 'refused' && isAboutThese(reply)) {
    const { problem } = reply
    await db.outbox.bulkPut(
      batch.map((row) => ({ ...row, state: 'refused', attempts: row.attempts + 1, problem })),
    )
    return
  }
  const ending = endingOf(reply, Date.now())
  if (reply.word === 'refused') await untried(run, batch)
  else await unanswered(run, batch, ending.ended === 'broken' ? 1 : 0)
  return ending
}

/** The server said no before it looked at any: this counts as no attempt. */
async function untried(run: Run, batch: readonly OutboxRow[]): Promise<void> {
  await run.ground.db.outbox.bulkPut(
    batch.map((row) => ({ ...row, state: row.state === 'sending' ? 'unknown' : row.state })),
  )
}

async function unanswered(run: Run, batch: readonly OutboxRow[], faults: number): Promise<void> {
  await run.ground.db.outbox.bulkPut(
    batch.map((row) => ({
      ...row,
      state: 'unknown',
      attempts: row.attempts + 1,
      faults: row.faults + faults,
    })),
  )
}

function isTooLarge(reply: Reply<unknown>): boolean {
  return !reply.ok && reply.word === 'refused' && reply.status === 413
}

/** A refusal of the request that speaks of what is in it: one command alone is too large, or the plan isn't this person's. */
function isAboutThese(reply: No): boolean {
  return isTooLarge(reply) || (reply.word === 'refused' && reply.problem.code === 'plan.not-found')
}
