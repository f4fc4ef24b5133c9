import type { RoundLine } from '#contract/rounds.ts'
import type { Round } from '#domain/submission/round.ts'
import type { Connection } from '../http/house.ts'
import { peopleIn } from '../records/round-scope.ts'
import { loadRounds } from '../records/setting.ts'
import type { Hand } from './authority.ts'

/** The rounds in an administrator's hand, or one of them, with how far each has come. */
export async function linesOf(db: Connection, hand: Hand, only?: string): Promise<RoundLine[]> {
  const all: Round[] = []
  for (const { id } of hand.plans) all.push(...(await loadRounds(db, id)))
  const rounds = all.filter(({ id }) => only === undefined || id === only)
  const came = await arrivals(db, rounds)
  const lines: RoundLine[] = []
  for (const round of rounds) {
    const { sent = 0, late = 0 } = came.get(round.id) ?? {}
    const counts = { asked: await countAsked(db, round, hand), sent, late }
    lines.push({ round: round as RoundLine['round'], counts })
  }
  return lines
}

async function countAsked(db: Connection, round: Round, hand: Hand): Promise<number> {
  const { count } = await peopleIn(db, round, hand)
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return count
}

async function arrivals(db: Connection, rounds: readonly Round[]) {
  if (rounds.length === 0) return new Map<string, { sent: number; late: number }>()
  const ids = rounds.map(({ id }) => id)
  const rows = await db
    .selectFrom('submission')
    .select(['roundId'])
    .select(({ fn }) => [
      fn
        .count<number>('authorId')
        .distinct()
        .filterWhere('revision', '>', 0)
        .filterWhere('standing', '<>', 'withdrawn')
        .as('sent'),
      fn.countAll<number>().filterWhere('asksLate', '=', true).as('late'),
    ])
    .where('roundId', 'in', ids)
    .groupBy('roundId')
    .execute()
  return new Map(rows.map(({ roundId, sent, late }) => [roundId, { sent, late }]))
}
