import type { Transaction } from 'kysely'
import type { CommandResult } from '#contract/exchange.ts'
import type { Instant } from '#domain/day.ts'
import type { Setting } from '#domain/submission/submission.ts'
import type { Database } from '../database/tables.ts'
import type { House } from '../http/house.ts'
import type { Speaker } from '../http/signed-in.ts'
import type { Doer } from '../records/audit.ts'
import { lockSubmissions, loadSubmissions } from '../records/submissions.ts'
import { finish } from './finish.ts'
import type { Reading } from './read-command.ts'
import { isTurnedDown, retried } from './retry.ts'
import { hasApplied, refusal } from './rulings.ts'
import { ruleOn, type Known, type Sitting } from './rule-on.ts'

/** A push as it arrived: who sends what to which plan, at the server's time. */
export interface Push {
  readonly planId: string
  readonly sender: Speaker
  readonly doer: Doer
  readonly at: Instant
  readonly setting: Setting
  readonly readings: readonly Reading[]
  /** Told of accidents that cost one command its turn and not the whole push. */
  readonly report: (accident: unknown) => void
}

/** By record, the command that did not apply: later ones of that record wait for it. */
type Blocked = ReadonlyMap<string, string>

interface Turn {
  readonly readings: readonly Reading[]
  readonly blocked: Blocked
}

interface Outcomes {
  readonly results: readonly CommandResult[]
  readonly blocked: Blocked
}

/** Accepts a push: one answer a command, in order. */
export async function accept(house: House, push: Push): Promise<CommandResult[]> {
  const firsts = push.readings.map((reading) => firstAlike(push.readings, reading))
  const distinct = push.readings.filter((reading, index) => firsts[index] === reading)
  const results = await acceptDistinct(house, { ...push, readings: distinct })
  const byReading = new Map(distinct.map((reading, index) => [reading, results[index]]))
  return firsts.map((first, index) => {
    const result = byReading.get(first) as CommandResult
    return first === push.readings[index] ? result : repeated(result)
  })
}

/**
 * A batch shares a transaction; if it fails as a whole, its commands go singly. So does one that
 * met, at another record, an id that somebody was just taking: alone it finds the answer.
 */
async function acceptDistinct(house: House, push: Push): Promise<readonly CommandResult[]> {
  try {
    return (await inOne(house, push, { readings: push.readings, blocked: new Map() })).results
  } catch (accident) {
    push.report(accident)
    return singly(house, push)
  }
}

async function singly(house: House, push: Push): Promise<CommandResult[]> {
  const results: CommandResult[] = []
  let blocked: Blocked = new Map()
  for (const reading of push.readings) {
    const turn = { readings: [reading], blocked }
    const outcomes = await inOne(house, push, turn).catch((accident: unknown) =>
      failed(push, turn, accident),
    )
    results.push(...outcomes.results)
    blocked = outcomes.blocked
  }
  return results
}

/** A database that is away ends the request; one that turned the work down ends the command. */
function failed(push: Push, { readings, blocked }: Turn, accident: unknown): Outcomes {
  if (!isTurnedDown(accident)) throw accident
  push.report(accident)
  const results = readings.map(({ id }) => refusal(id, { code: 'command.failed' }))
  const block = readings.flatMap(({ id, recordId }) => (recordId ? [[recordId, id] as const] : []))
  return { results, blocked: new Map([...block, ...blocked]) }
}

async function inOne(house: House, push: Push, turn: Turn): Promise<Outcomes> {
  return retried(() =>
    house.db.transaction().execute(async (trx) => {
      const sitting = await openSitting(trx, push, turn)
      const rulings = turn.readings.map((reading) => {
        const ruling = ruleOn(sitting, reading)
        if (!hasApplied(ruling)) block(sitting.blocked, reading)
        return ruling
      })
      const results = await finish(trx, rulings, { ...push, receiptKey: house.receiptKey })
      return { results, blocked: sitting.blocked }
    }),
  )
}

/** Locks first, then reads in new statements: of two pushes of one command the later meets the answer. */
async function openSitting(
  trx: Transaction<Database>,
  push: Push,
  { readings, blocked }: Turn,
): Promise<Sitting> {
  const good = readings.filter((reading) => reading.ok)
  const ids = good.map(({ recordId }) => recordId)
  await lockSubmissions(trx, ids)
  const stored = await loadSubmissions(trx, ids)
  const records = new Map([...stored].map(([id, { submission }]) => [id, submission]))
  const known = await knownAnswers(
    trx,
    push.sender,
    good.map(({ id }) => id),
  )
  return { ...push, records, known, blocked: new Map(blocked) }
}

/** What was answered for good, by command. */
async function knownAnswers(
  trx: Transaction<Database>,
  { accountId }: Speaker,
  ids: readonly string[],
): Promise<Map<string, Known>> {
  if (ids.length === 0) return new Map()
  const rows = await trx
    .selectFrom('appliedCommand')
    .select(['id', 'hash', 'result'])
    .where('accountId', '=', accountId)
    .where('id', 'in', ids)
    .execute()
  return new Map(rows.map(({ id, hash, result }) => [id, { hash, result }]))
}

function block(blocked: Map<string, string>, { id, recordId }: Reading): void {
  if (recordId !== undefined && !blocked.has(recordId)) blocked.set(recordId, id)
}

function firstAlike(readings: readonly Reading[], reading: Reading): Reading {
  if (!reading.ok) return reading
  const { id, hash } = reading.command
  const first = readings.find((one) => one.ok && one.id === id && one.command.hash === hash)
  return first ?? reading
}

function repeated(result: CommandResult): CommandResult {
  return result.result === 'deferred' ? result : { ...result, replayed: true }
}
