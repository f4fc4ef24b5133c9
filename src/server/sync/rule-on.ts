import { sql, type Transaction } from 'kysely'
import { run } from '#contract/commands.ts'
import type { CommandResult } from '#contract/exchange.ts'
import { dayOf, type Instant } from '#domain/day.ts'
import { mayRead } from '#domain/people/access.ts'
import { answerTo, type Problem } from '#domain/problems.ts'
import type { Act, Setting, Submission } from '#domain/submission/submission.ts'
import type { Database } from '../database/tables.ts'
import type { SignedIn } from '../http/signed-in.ts'
import { appendChange } from '../records/changes.ts'
import { saveSubmission } from '../records/submissions.ts'
import type { GoodCommand, Reading } from './read-command.ts'
import { isOutOfTurn } from './retry.ts'
import { refusal, type Ruling } from './rulings.ts'

/** A transaction that holds the records of its commands locked, and what it has made of them so far. */
export interface Sitting {
  readonly trx: Transaction<Database>
  readonly planId: string
  readonly sender: SignedIn
  readonly at: Instant
  readonly setting: Setting
  readonly records: Map<string, Submission>
  readonly blocked: Map<string, string>
  readonly report: (accident: unknown) => void
}

/** Decides on one command. Whatever it wrote is undone unless its answer is to be kept. */
export async function ruleOn(sitting: Sitting, reading: Reading): Promise<Ruling> {
  const { id } = reading
  if (!reading.ok) return answered(refusal(id, { code: reading.code }))
  const known = await knownAnswer(sitting, reading.command)
  if (known) return known
  const because = sitting.blocked.get(reading.recordId)
  if (because !== undefined) return answered({ id, result: 'deferred', because })
  return withSavepoint(sitting, reading.command)
}

function answered(result: CommandResult): Ruling {
  return { as: 'answered', result }
}

async function withSavepoint(sitting: Sitting, command: GoodCommand): Promise<Ruling> {
  const { trx } = sitting
  await sql`savepoint command`.execute(trx)
  const ruling = await firstRuling(sitting, command).catch(async (accident: unknown) => {
    if (isOutOfTurn(accident)) throw accident
    await sql`rollback to savepoint command`.execute(trx)
    sitting.report(accident)
    return answered(refusal(command.id, { code: 'command.failed' }))
  })
  if (ruling.as === 'answered') await sql`rollback to savepoint command`.execute(trx)
  await sql`release savepoint command`.execute(trx)
  if (ruling.as === 'applied') sitting.records.set(command.record.id, ruling.submission)
  return ruling
}

/** The id is taken first: of two that bring it, the later waits here and meets the answer. */
async function firstRuling(sitting: Sitting, command: GoodCommand): Promise<Ruling> {
  const { trx, sender, planId, at } = sitting
  const { id, kind, hash, record } = command
  const taken = await trx
    .insertInto('appliedCommand')
    .values({ accountId: sender.accountId, id, planId, recordId: record.id, kind, hash, at })
    .onConflict((conflict) => conflict.columns(['accountId', 'id']).doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!taken) return (await knownAnswer(sitting, command)) ?? reused(command)
  return runRule(sitting, command)
}

/** The stored first answer, if this id has been answered for good. */
async function knownAnswer(
  { trx, sender }: Sitting,
  command: GoodCommand,
): Promise<Ruling | undefined> {
  const row = await trx
    .selectFrom('appliedCommand')
    .select(['hash', 'result'])
    .where('accountId', '=', sender.accountId)
    .where('id', '=', command.id)
    .executeTakeFirst()
  if (!row) return
  if (row.hash !== command.hash || !row.result) return reused(command)
  return answered({ ...row.result, replayed: true } as CommandResult)
}

function reused({ id }: GoodCommand): Ruling {
  return answered(refusal(id, { code: 'command.id-reused' }))
}

async function runRule(sitting: Sitting, command: GoodCommand): Promise<Ruling> {
  const current = sitting.records.get(command.record.id)
  if (current && current.planId !== sitting.planId) {
    return answered(refusal(command.id, { code: 'submission.not-found' }))
  }
  const outcome = run(command.kind, current, { input: command.input, act: actOf(sitting, command) })
  if (!outcome.ok) return turnedDown(sitting, command, outcome.problem)
  const step = { before: current, after: outcome.value }
  await saveSubmission(sitting.trx, step, sitting.setting)
  const changeId = await appendChange(sitting.trx, step, {
    kind: command.kind,
    commandId: command.id,
    byId: sitting.sender.personId,
    at: sitting.at,
  })
  return { as: 'applied', command, submission: outcome.value, changeId }
}

function actOf({ sender, at, planId, setting }: Sitting, command: GoodCommand): Act {
  const { id, record, occurredAt, base, instrumentVersion } = command
  return {
    by: sender.actor,
    at,
    planId,
    recordId: record.id,
    commandId: id,
    occurredAt,
    base,
    ...(instrumentVersion === undefined ? {} : { instrumentVersion }),
    setting,
  }
}

function turnedDown(sitting: Sitting, command: GoodCommand, problem: Problem): Ruling {
  const { answer, kept } = answerTo(problem.code)
  if (!kept) return answered(refusal(command.id, problem))
  if (answer === 'refused') return { as: 'refused', command, problem }
  const current = sitting.records.get(command.record.id)
  const day = dayOf(sitting.at)
  const readable = current && mayRead(sitting.sender.actor, current, day)
  return { as: 'conflict', command, problem, current: readable ? current : undefined }
}
