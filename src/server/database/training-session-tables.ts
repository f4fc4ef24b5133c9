import type { ColumnType, Generated } from 'kysely'
import type { Day, Instant } from '#domain/day.ts'
import type { Answers } from '#domain/instrument/instrument.ts'

/** The tables of training sessions that a unit opens. */
export interface TrainingSessionTables {
  trainingSession: TrainingSessionTable
  trainingPresence: TrainingPresenceTable
}

export interface TrainingSessionTable {
  id: string
  planId: string
  roundId: string
  unitId: string
  answers: ColumnType<Answers, string, string>
  place: string
  unitIds: string[]
  opensOn: Day
  closesOn: Day
  /** Read from the answers by what the items mean. */
  lastOn: Day
  code: string
  cancelled: Generated<boolean>
  version: number
  openedAt: Instant
}

export interface TrainingPresenceTable {
  sessionId: string
  personId: string
  markedBy: string
  markedAt: Instant
}
