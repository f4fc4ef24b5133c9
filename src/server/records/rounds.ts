import type { Selectable } from 'kysely'
import type { Round } from '#domain/submission/round.ts'
import type { RoundTable } from '../database/tables.ts'

/** A round as rules know it, out of its row. */
export function asRound({ withdrawnOn: _, ...round }: Selectable<RoundTable>): Round {
  return round
}
