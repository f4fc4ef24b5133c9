import type { Migration } from 'kysely/migration'
import * as firstHouse from './2026-11-21-first-house.ts'
import * as officeFactors from './2026-11-21-office-factors.ts'
import * as officeImports from './2026-11-21-office-imports.ts'
import * as officeMessages from './2026-11-21-office-messages.ts'
import * as officePeople from './2026-11-21-office-people.ts'
import * as officeRounds from './2026-11-21-office-rounds.ts'
import * as officeTrainingSessions from './2026-11-21-office-training-sessions.ts'
import * as officeUndo from './2026-11-21-office-undo.ts'
import * as office from './2026-11-21-office.ts'

/** Forward only; a released migration never changes. */
export const migrations: Record<string, Migration> = {
  '2026-11-21-first-house': firstHouse,
  '2026-11-21-office': office,
  '2026-11-21-office-people': officePeople,
  '2026-11-21-office-training-sessions': officeTrainingSessions,
  '2026-11-21-office-factors': officeFactors,
  '2026-11-21-office-rounds': officeRounds,
  '2026-11-21-office-messages': officeMessages,
  '2026-11-21-office-imports': officeImports,
  '2026-11-21-office-undo': officeUndo,
}
