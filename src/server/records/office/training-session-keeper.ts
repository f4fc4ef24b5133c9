import { randomBytes } from 'node:crypto'
import { sql, type Transaction } from 'kysely'
import { isDay, type Day } from '#domain/day.ts'
import { answerMeaning } from '#domain/instrument/instrument.ts'
import type { SessionDesk } from '#domain/training-sessions/hold.ts'
import type { Database } from '../../database/tables.ts'
import { loadInstruments, loadRounds } from '../setting.ts'
import { loadSessions } from '../training-sessions.ts'
import type { Account, Asked, Keeper, Step } from './keeper.ts'

type Trx = Transaction<Database>

/** Keeps training sessions, and who was marked as present. */
export const trainingSessionKeeper: Keeper<SessionDesk> = { load, save }

async function load(trx: Trx, { input, act }: Asked): Promise<SessionDesk> {
  const session = (await loadSessions(trx, [act.recordId])).get(act.recordId)
  const { roundId, add = [], remove = [] } = input as Partial<Named>
  const ground = await groundOf(trx, session?.roundId ?? roundId)
  const people = [...add, ...remove]
  return {
    session,
    ...ground,
    present: new Set(session ? await loadPresent(trx, session.id) : []),
    unitOf: people.length > 0 ? await mainUnits(trx, people, act.day) : new Map(),
  }
}

/** What an input may name; it has passed its schema. */
interface Named {
  readonly roundId: string
  readonly add: readonly string[]
  readonly remove: readonly string[]
}

async function groundOf(trx: Trx, roundId: string | undefined) {
  const none = { round: undefined, instrument: undefined }
  if (roundId === undefined) return none
  const found = await trx
    .selectFrom('round')
    .select('planId')
    .where('id', '=', roundId)
    .executeTakeFirst()
  const rounds = found ? await loadRounds(trx, found.planId) : []
  const round = rounds.find(({ id }) => id === roundId)
  if (!round) return none
  const instruments = await loadInstruments(trx, [round])
  const instrument = instruments.find(({ version }) => version === round.instrumentVersion)
  return { round, instrument }
}

async function loadPresent(trx: Trx, sessionId: string): Promise<string[]> {
  const rows = await trx
    .selectFrom('trainingPresence')
    .select('personId')
    .where('sessionId', '=', sessionId)
    .execute()
  return rows.map(({ personId }) => personId)
}

async function mainUnits(trx: Trx, people: readonly string[], day: Day) {
  const { rows } = await sql<{ personId: string; unitId: string }>`
    select distinct on (person_id) person_id, unit_id from post
    where person_id = any(${[...people]}::text[]) and from_on <= ${day}::date
      and (until_on is null or until_on >= ${day}::date)
    order by person_id, main desc, id`.execute(trx)
  return new Map(rows.map(({ personId, unitId }) => [personId, unitId]))
}

async function save(trx: Trx, { before, after }: Step<SessionDesk>, asked: Asked) {
  const { session } = after
  if (!session) throw new Error('A write on a session leaves a session.')
  const account = { version: session.version, unitId: session.unitId }
  if (asked.kind === 'training-session.mark-present') {
    return { ...account, facts: await savePresence(trx, { before, after }, asked) }
  }
  await saveSession(trx, after, asked)
  return account satisfies Account
}

async function saveSession(trx: Trx, { session, instrument }: SessionDesk, { act }: Asked) {
  if (!session) return
  const { answers, unitIds, code: _, ...rest } = session
  const last = instrument && answerMeaning(instrument, answers, 'last-day')
  const row = {
    ...rest,
    unitIds: [...unitIds],
    answers: JSON.stringify(answers),
    lastOn: isDay(last) ? last : session.closesOn,
  }
  await trx
    .insertInto('trainingSession')
    // 96 bits: nobody guesses it in the days in which it is taken.
    .values({ ...row, code: randomBytes(12).toString('base64url'), openedAt: act.at })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
    .execute()
}

/** Facts for the audit: whose name was put on the list and whose taken off, by their opaque ids. */
async function savePresence(trx: Trx, { before, after }: Step<SessionDesk>, { act }: Asked) {
  const sessionId = act.recordId
  const added = [...after.present].filter((id) => !before.present.has(id))
  const removed = [...before.present].filter((id) => !after.present.has(id))
  const mark = { sessionId, markedBy: act.by.personId, markedAt: act.at }
  if (added.length > 0) {
    const rows = added.map((personId) => ({ ...mark, personId }))
    await trx.insertInto('trainingPresence').values(rows).execute()
  }
  if (removed.length > 0) {
    await trx
      .deleteFrom('trainingPresence')
      .where('sessionId', '=', sessionId)
      .where('personId', 'in', removed)
      .execute()
  }
  return { added, removed }
}
