import type { Instrument } from '#domain/instrument/instrument.ts'
import type { Actor } from '#domain/people/person.ts'
import type { Round } from '#domain/submission/round.ts'
import type { Setting } from '#domain/submission/submission.ts'
import type { Connection } from '../database/tables.ts'
import { loadManagement } from './management.ts'
import { asRound } from './rounds.ts'
import { loadLineages } from './units.ts'

/** What a rule may know of a plan when this person acts: its rounds, their instruments, the units of the posts. */
export async function loadSetting(db: Connection, planId: string, actor: Actor): Promise<Setting> {
  const rounds = await loadRounds(db, planId)
  const instruments = await loadInstruments(db, rounds)
  const units = await loadLineages(
    db,
    actor.posts.map(({ unitId }) => unitId),
  )
  return {
    units,
    management: await loadManagement(db, [...units.keys()]),
    rounds: new Map(rounds.map((round) => [round.id, round])),
    instrument: (id, version) =>
      instruments.find((one) => one.id === id && one.version === version),
  }
}

export async function loadRounds(db: Connection, planId: string): Promise<Round[]> {
  const rows = await db
    .selectFrom('round')
    .selectAll()
    .where('planId', '=', planId)
    .where('withdrawnOn', 'is', null)
    .orderBy('opensOn')
    .orderBy('id')
    .execute()
  return rows.map(asRound)
}

/** Every version of the rounds' instruments: a draft keeps the one that it began with. */
export async function loadInstruments(
  db: Connection,
  rounds: readonly Round[],
): Promise<Instrument[]> {
  if (rounds.length === 0) return []
  const rows = await db
    .selectFrom('instrument')
    .select('body')
    .where(
      'id',
      'in',
      rounds.map(({ instrumentId }) => instrumentId),
    )
    .orderBy('id')
    .orderBy('version')
    .execute()
  return rows.map(({ body }) => body)
}
