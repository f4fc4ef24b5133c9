import { sql, type Selectable } from 'kysely'
import type { Static } from 'typebox'
import type { TrainingSessionRecord } from '#contract/training-sessions.ts'
import { addDays, type Day } from '#domain/day.ts'
import type { TrainingSession } from '#domain/training-sessions/training-session.ts'
import type { Connection } from '../database/tables.ts'
import type { TrainingSessionTable } from '../database/training-session-tables.ts'

/** The sessions of these ids, with their codes. */
export async function loadSessions(
  db: Connection,
  ids: readonly string[],
): Promise<ReadonlyMap<string, TrainingSession>> {
  if (ids.length === 0) return new Map()
  const rows = await db
    .selectFrom('trainingSession')
    .selectAll()
    .where('id', 'in', [...new Set(ids)])
    .execute()
  return new Map(rows.map((row) => [row.id, sessionOf(row)]))
}

const carriedDays = 60

/** What a device carries: sessions of late whose scope holds one of the units at or above its reader's. Without codes. */
export async function sessionsOpenTo(
  db: Connection,
  unitIds: readonly string[],
  { planId, day }: { planId: string; day: Day },
): Promise<Static<typeof TrainingSessionRecord>[]> {
  const rows = await db
    .selectFrom('trainingSession')
    .selectAll()
    .where('planId', '=', planId)
    .where('lastOn', '>=', addDays(day, -carriedDays))
    .where('unitIds', '&&', sql<string[]>`${[...unitIds]}::text[]`)
    .orderBy('lastOn', 'desc')
    .orderBy('id')
    .execute()
  return rows.map((row) => asSession(withoutCode(sessionOf(row))))
}

export function withoutCode({ code: _, ...session }: TrainingSession): TrainingSession {
  return session
}

/** The same value, as the contract's schema types it. */
export function asSession(session: TrainingSession): Static<typeof TrainingSessionRecord> {
  return session as Static<typeof TrainingSessionRecord>
}

export function sessionOf(row: Selectable<TrainingSessionTable>): TrainingSession {
  const { lastOn: _, openedAt: __, ...session } = row
  return session
}
