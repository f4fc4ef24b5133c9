import { sql, type Transaction } from 'kysely'
import type { CommandResult, Receipt } from '#contract/exchange.ts'
import type { Instant } from '#domain/day.ts'
import type { Database } from '../database/tables.ts'
import type { ReceiptKey } from '../http/house.ts'
import type { SignedIn } from '../http/signed-in.ts'
import { asRecord } from '../records/submissions.ts'
import { signReceipt, takeNumbers } from './receipts.ts'
import { asWritten, type Ruling } from './rulings.ts'

interface Closing {
  readonly sender: SignedIn
  readonly at: Instant
  readonly receiptKey: ReceiptKey
}

type Kept = Exclude<Ruling, { as: 'answered' }>
type Applied = Extract<Ruling, { as: 'applied' }>

interface Stamped {
  /** Event numbers by change. */
  readonly changes: ReadonlyMap<number, number>
  /** Event numbers by record, as they stand at the end. */
  readonly records: ReadonlyMap<string, number>
  /** Receipts by command. */
  readonly receipts: ReadonlyMap<string, Receipt>
}

/**
 * Gives events, receipts and the stored answers. Called last: the plan's counter and the year's
 * receipt counter are held from here to the commit, always in this order.
 */
export async function finish(
  trx: Transaction<Database>,
  rulings: readonly Ruling[],
  closing: Closing,
): Promise<CommandResult[]> {
  const kept = rulings.filter((ruling) => ruling.as !== 'answered')
  const applied = kept.filter((ruling) => ruling.as === 'applied')
  const stamped = {
    changes: await stampChanges(trx, applied),
    records: await recordEvents(trx, kept),
    receipts: await giveReceipts(trx, applied, closing),
  }
  const results = new Map<Ruling, CommandResult>(
    kept.map((ruling) => [ruling, resultOf(ruling, stamped)]),
  )
  await storeResults(trx, [...results.values()], closing.sender.accountId)
  return rulings.map((ruling) =>
    ruling.as === 'answered' ? ruling.result : (results.get(ruling) as CommandResult),
  )
}

async function stampChanges(trx: Transaction<Database>, applied: readonly Applied[]) {
  if (applied.length === 0) return new Map<number, number>()
  await sql`set constraints all immediate`.execute(trx)
  const ids = applied.map(({ changeId }) => changeId)
  const rows = await trx
    .selectFrom('change')
    .select(['id', 'event'])
    .where('id', 'in', ids)
    .execute()
  return new Map(rows.map(({ id, event }) => [id, event]))
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

async function giveReceipts(
  trx: Transaction<Database>,
  applied: readonly Applied[],
  { sender, at, receiptKey }: Closing,
) {
  if (applied.length === 0) return new Map<string, Receipt>()
  const numbers = await takeNumbers(trx, applied.length, at)
  const receipts = applied.map((ruling, index) =>
    signReceipt(
      { number: numbers[index] as string, ...factsOf(ruling), receivedAt: at },
      receiptKey,
    ),
  )
  await trx
    .insertInto('receipt')
    .values(receipts.map((receipt) => ({ ...receipt, accountId: sender.accountId })))
    .execute()
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
  { command, submission, changeId }: Applied,
  { changes, receipts }: Stamped,
): CommandResult {
  return {
    id: command.id,
    result: 'applied',
    revision: submission.revisions.length,
    event: changes.get(changeId) as number,
    receipt: receipts.get(command.id) as Receipt,
    // Evidence has no door yet, so no file that a command names can be missing at one.
    missingFiles: [],
    record: asRecord(submission),
  }
}

/** One statement for all, so that the counters are held no longer than they must. */
async function storeResults(
  trx: Transaction<Database>,
  results: readonly CommandResult[],
  accountId: string,
): Promise<void> {
  if (results.length === 0) return
  const ids = results.map(({ id }) => id)
  const texts = results.map((result) => JSON.stringify(result))
  await sql`update applied_command set result = given.result::jsonb
    from unnest(${ids}::text[], ${texts}::text[]) as given (id, result)
    where account_id = ${accountId} and applied_command.id = given.id`.execute(trx)
}
