import { sql, type Transaction } from 'kysely'
import { officeDefinition, runOffice } from '#contract/office/commands.ts'
import type { OfficeCommand, OfficeResult } from '#contract/office/envelope.ts'
import { dayOf, type Instant } from '#domain/day.ts'
import type { OfficeAct } from '#domain/office/office-act.ts'
import { answerTo, type Problem } from '#domain/problems.ts'
import type { Database } from '../database/tables.ts'
import type { House } from '../http/house.ts'
import type { SignedIn } from '../http/signed-in.ts'
import { appendAudit, type Doer } from '../records/audit.ts'
import { loadAllUnits } from '../records/units.ts'
import { keepers } from '../records/office/keepers.ts'
import type { Reading } from './read-office-command.ts'

/** Who sends, from where, when. */
export interface Sender {
  readonly speaker: SignedIn
  readonly doer: Doer
  readonly at: Instant
}

/** Decides on one office command, in a transaction of its own; they take turns. */
export async function acceptOffice(
  house: House,
  reading: Reading,
  sender: Sender,
): Promise<OfficeResult> {
  if (!reading.ok) return refusal(reading.id, { code: reading.code })
  return house.db.transaction().execute(async (trx) => {
    await sql`select pg_advisory_xact_lock(hashtext('so-tay-so.office'))`.execute(trx)
    return await decide(trx, reading.command, sender)
  })
}

async function decide(trx: Transaction<Database>, command: OfficeCommand, sender: Sender) {
  const known = await answeredBefore(trx, command, sender)
  if (known) return known
  const result = await ruled(trx, command, sender)
  if (isKept(result)) await storeAnswer(trx, command, { result, sender })
  return result
}

async function answeredBefore(
  trx: Transaction<Database>,
  { id, hash }: OfficeCommand,
  { speaker }: Sender,
): Promise<OfficeResult | undefined> {
  const row = await trx
    .selectFrom('officeCommand')
    .select(['hash', 'result'])
    .where('accountId', '=', speaker.accountId)
    .where('id', '=', id)
    .executeTakeFirst()
  if (!row) return
  if (row.hash !== hash) return refusal(id, { code: 'command.id-reused' })
  return { ...row.result, replayed: true }
}

async function ruled(
  trx: Transaction<Database>,
  command: OfficeCommand,
  sender: Sender,
): Promise<OfficeResult> {
  const { id, kind, input, record } = command
  const definition = officeDefinition(kind)
  const keeper = keepers[record.type]
  if (!definition || !keeper) return refusal(id, { code: 'command.unknown-kind' })
  const asked = { kind, input, act: await actOf(trx, command, sender) }
  const before = await keeper.load(trx, asked)
  const outcome = runOffice(definition, before, asked)
  if (!outcome.ok) return refusal(id, outcome.problem)
  const { version, ...account } = await keeper.save(trx, { before, after: outcome.value }, asked)
  const deed = { kind, recordType: record.type, recordId: record.id, ...account }
  await appendAudit(trx, [deed], { by: sender.doer, at: sender.at })
  return { id, result: 'applied', version }
}

async function actOf(
  trx: Transaction<Database>,
  { id, record, base }: OfficeCommand,
  { speaker, at }: Sender,
): Promise<OfficeAct> {
  const units = await loadAllUnits(trx)
  const recordId = record.id
  return { by: speaker.actor, at, day: dayOf(at), commandId: id, recordId, base, units }
}

/** A refusal that can be mended from outside is not kept: trying again afterwards works. */
function isKept(result: OfficeResult): boolean {
  return result.result === 'applied' || answerTo(result.problem.code as Problem['code']).kept
}

async function storeAnswer(
  trx: Transaction<Database>,
  { id, kind, hash, record }: OfficeCommand,
  { result, sender }: { result: OfficeResult; sender: Sender },
): Promise<void> {
  await trx
    .insertInto('officeCommand')
    .values({
      accountId: sender.speaker.accountId,
      id,
      kind,
      recordType: record.type,
      recordId: record.id,
      hash,
      result: JSON.stringify(result),
      at: sender.at,
    })
    .execute()
}

function refusal(id: string, problem: Problem): OfficeResult {
  const { answer } = answerTo(problem.code)
  return { id, result: answer, problem: problem as never }
}
