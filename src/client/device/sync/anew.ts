import { keepFact, planFact } from '../store/meta.ts'
import { seal, unseal } from '../store/codec.ts'
import type { OutboxRow, SentContent, SentRow } from '../store/rows.ts'
import type { Run } from './run.ts'

interface Heard {
  readonly epoch: string
  readonly durableThrough: number
}

/** Notices a server that was restored from a back-up: its epoch is another than the one known here. Answers whether it was. */
export async function beginAnew(run: Run, plan: string, heard: Heard): Promise<boolean> {
  const { db } = run.ground
  const known = await planFact(db, `epoch:${plan}`)
  const covered = Number((await planFact(db, `durable:${plan}`)) ?? 0)
  const isAnew = known !== undefined && known !== heard.epoch
  // A number of the new epoch says nothing of events of the old one.
  if (isAnew) await requeue(run, plan, Math.min(covered, heard.durableThrough))
  if (known !== heard.epoch) await keepFact(db, `epoch:${plan}`, heard.epoch)
  if (covered !== heard.durableThrough) {
    await keepFact(db, `durable:${plan}`, String(heard.durableThrough))
  }
  return isAnew
}

/** The cursor can't be used any more; what the server still has to say comes from the beginning. */
export async function forgetEpoch({ ground }: Run, plan: string): Promise<void> {
  await ground.db.meta.delete(`cursor:${plan}`)
}

/**
 * Queues again all that the restored server may lack, under the same ids: what it has, it answers
 * as it did. Events are counted from the beginning, since the server's may have gone back.
 */
async function requeue(run: Run, plan: string, durableThrough: number): Promise<void> {
  const { db } = run.ground
  const lost = await db.sent
    .where('plan')
    .equals(plan)
    .filter(({ event }) => event > durableThrough)
    .toArray()
  const rows = await Promise.all(lost.map(again))
  await db.transaction('rw', [db.sent, db.outbox, db.held, db.meta], async () => {
    await db.outbox.bulkPut(rows)
    await db.sent.bulkDelete(rows.map(({ id }) => id))
    await db.held
      .where('plan')
      .equals(plan)
      .modify((row, place) => {
        place.value = { ...row, event: 0, turn: row.turn + 1 }
      })
    await db.meta.delete(`cursor:${plan}`)
  })
  for (const { id } of rows) run.tried.delete(id)
}

async function again(sent: SentRow): Promise<OutboxRow> {
  const { command, title } = await unseal<SentContent>(sent)
  const { id, kind, plan, record, seq } = sent
  return {
    ...{ id, kind, plan, record, seq, occurredAt: command.occurredAt },
    ...{ state: 'unknown', attempts: 1, faults: 0, resent: true },
    ...(await seal({ command, title })),
  }
}
