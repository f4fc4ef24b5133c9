import { sql, type Transaction } from 'kysely'
import type { CommandResult, Receipt } from '#contract/exchange.ts'
import type { Instant } from '#domain/day.ts'
import type { Setting } from '#domain/submission/submission.ts'
import type { Database } from '../database/tables.ts'
import type { ReceiptKey } from '../http/house.ts'
import type { Speaker } from '../http/signed-in.ts'
import { appendAudit, type Doer } from '../records/audit.ts'
import { appendChanges } from '../records/changes.ts'
import { asRecord, saveSubmissions } from '../records/submissions.ts'
import { signReceipt, takeNumbers } from './receipts.ts'
import { asWritten, type Ruling } from './rulings.ts'

interface Closing {
  readonly planId: string
  readonly setting: Setting
  readonly sender: Speaker
  readonly doer: Doer
  readonly at: Instant
  readonly receiptKey: ReceiptKey
}

type Kept = Exclude<Ruling, { as: 'answered' }>
type Applied = Extract<Ruling, { as: 'applied' }>

interface Stamped {
  /** Event numbers by command. */
  readonly changes: ReadonlyMap<string, number>
  /** Event numbers by record, as they stand at the end. */
  readonly records: ReadonlyMap<string, number>
  /** Receipts by command. */
  readonly receipts: ReadonlyMap<string, Receipt>
}

/**
 * Writes what was ruled, then gives events, receipts and the stored answers. The plan's counter and
 * the year's receipt counter are held from the events to the commit, always in
 * this order, and the audit's head after both.
 */
export async function finish(
  trx: Transaction<Database>,
  rulings: readonly Ruling[],
  closing: Closing,
): Promise<CommandResult[]> {
  const kept = rulings.filter((ruling) => ruling.as !== 'answered')
  const applied = kept.filter((ruling) => ruling.as === 'applied')
  await write(trx, applied, closing)
  const stamped = {
    changes: await stampChanges(trx, applied),
    records: await recordEvents(trx, kept),
    receipts: await signReceipts(trx, applied, closing),
  }
  const results = new Map<Kept, CommandResult>(
    kept.map((ruling) => [ruling, resultOf(ruling, stamped)]),
  )
  await storeAnswers(trx, results, closing)
  await storeReceipts(trx, [...stamped.receipts.values()], closing)
  await appendAudit(trx, applied.map(deedOf), { by: closing.doer, at: closing.at })
  return rulings.map((ruling) =>
    ruling.as === 'answered' ? ruling.result : (results.get(ruling) as CommandResult),
  )
}

function deedOf({ command, submission }: Applied) {
  const { kind, record } = command
  const facts = { revision: submission.revisions.length }
  return { kind, recordType: 'submission', recordId: record.id, unitId: submission.unitId, facts }
}

async function write(trx: Transaction<Database>, applied: readonly Applied[], closing: Closing) {
  const { setting, sender, at } = closing
  const done = applied.map(({ command, before, submission }) => ({
    before,
    after: submission,
    deed: { kind: command.kind, commandId: command.id, byId: sender.personId, at },
  }))
  await saveSubmissions(trx, done, setting)
  await appendChanges(trx, done)
}

async function stampChanges(trx: Transaction<Database>, applied: readonly Applied[]) {
  if (applied.length === 0) return new Map<string, number>()
  await sql`set constraints all immediate`.execute(trx)
  const commands = applied.map(({ command }) => command.id)
  const rows = await trx
    .selectFrom('change')
    .select(['commandId', 'event'])
    // By record, for its index; another account may have used the same command id, but earlier.
    .where('submissionId', 'in', [...new Set(applied.map(({ submission }) => submission.id))])
    .where('commandId', 'in', commands)
    .orderBy('id')
    .execute()
  return new Map(rows.map(({ commandId, event }) => [commandId, event]))
}

async function recordEvents(trx: Transaction<Database>, kept: readonly Kept[]) {
  const ids = kept.flatMap((ruling) =>
    ruling.as === 'conflict' && ruling.current ? [ruling.current.id] : [],
  )
  if (ids.length === 0) return new Map<string, number>()
  const rows = await trx
    .selectFrom('submission')
    .select(['id', 'event'])
    .where('id', 'in', ids)
    .execute()
  return new Map(rows.map(({ id, event }) => [id, event]))
}

async function signReceipts(
  trx: Transaction<Database>,
  applied: readonly Applied[],
  { at, receiptKey }: Closing,
) {
  if (applied.length === 0) return new Map<string, Receipt>()
  const numbers = await takeNumbers(trx, applied.length, at)
  const receipts = applied.map((ruling, index) =>
    signReceipt(
      { number: numbers[index] as string, ...factsOf(ruling), receivedAt: at },
      receiptKey,
    ),
  )
  return new Map(receipts.map((receipt) => [receipt.commandId, receipt]))
}

function factsOf({ command, submission }: Applied) {
  return {
    commandId: command.id,
    recordId: submission.id,
    revision: submission.revisions.length,
    hash: command.hash,
  }
}

function resultOf(ruling: Kept, stamped: Stamped): CommandResult {
  const { id } = ruling.command
  if (ruling.as === 'refused') {
    return { id, result: 'refused', problem: asWritten(ruling.problem) }
  }
  if (ruling.as === 'applied') return appliedResult(ruling, stamped)
  const { problem, current } = ruling
  const conflict = { id, result: 'conflict', problem: asWritten(problem) } as const
  if (!current) return conflict
  return { ...conflict, record: asRecord(current), event: stamped.records.get(current.id) ?? 0 }
}

function appliedResult(
  { command, submission }: Applied,
  { changes, receipts }: Stamped,
): CommandResult {
  return {
    id: command.id,
    result: 'applied',
    revision: submission.revisions.length,
    event: changes.get(command.id) as number,
    receipt: receipts.get(command.id) as Receipt,
    // Evidence has no door yet, so no file that a command names can be missing at one.
    missingFiles: [],
    record: asRecord(submission),
  }
}

async function storeAnswers(
  trx: Transaction<Database>,
  results: ReadonlyMap<Kept, CommandResult>,
  { planId, sender: { accountId }, at }: Closing,
): Promise<void> {
  if (results.size === 0) return
  const rows = [...results].map(([{ command }, answer]) => {
    const { id, kind, hash, record } = command
    const result = JSON.stringify(answer)
    return { accountId, id, planId, recordId: record.id, kind, hash, result, at }
  })
  await trx.insertInto('appliedCommand').values(rows).execute()
}

async function storeReceipts(
  trx: Transaction<Database>,
  receipts: readonly Receipt[],
  { sender: { accountId } }: Closing,
): Promise<void> {
  if (receipts.length === 0) return
  const rows = receipts.map((receipt) => ({ ...receipt, accountId }))
  await trx.insertInto('receipt').values(rows).execute()
}
