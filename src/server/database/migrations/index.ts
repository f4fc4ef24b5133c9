import type { Migration } from 'kysely/migration'
import * as firstHouse from './2026-11-21-first-house.ts'
import * as officePeople from './2026-11-21-office-people.ts'
import * as office from './2026-11-21-office.ts'

/** Forward only; a released migration never changes. */
export const migrations: Record<string, Migration> = {
  '2026-11-21-first-house': firstHouse,
  '2026-11-21-office': office,
  '2026-11-21-office-people': officePeople,
}
