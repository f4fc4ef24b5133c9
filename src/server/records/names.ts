import { sql } from 'kysely'
import type { PersonName } from '#contract/records.ts'
import type { Day } from '#domain/day.ts'
import type { Unit } from '#domain/people/unit.ts'
import type { Submission } from '#domain/submission/submission.ts'
import type { Connection } from '../database/tables.ts'
import { loadUnits } from './units.ts'

/** Names and units that travel beside records, which carry only opaque ids. */
export interface Names {
  readonly people: PersonName[]
  readonly units: Unit[]
}

export async function namesIn(
  db: Connection,
  submissions: readonly Submission[],
  day: Day,
): Promise<Names> {
  return namesOf(db, {
    people: submissions.flatMap(({ authorId, decisions, lateRequests }) => [
      authorId,
      ...decisions.map(({ byId }) => byId),
      ...lateRequests.flatMap(({ answer }) => answer?.byId ?? []),
    ]),
    units: submissions.flatMap(({ unitId, route }) => [
      unitId,
      ...route.map((step) => step.unitId),
    ]),
    day,
  })
}

export async function namesOf(
  db: Connection,
  asked: { people: readonly string[]; units: readonly string[]; day: Day },
): Promise<Names> {
  const people = await loadNames(db, [...new Set(asked.people)], asked.day)
  const unitIds = [...asked.units, ...people.flatMap(({ unitId }) => unitId ?? [])]
  const units = await loadUnits(db, [...new Set(unitIds)])
  return { people, units: [...units.values()] }
}

/** The unit is that of the main post today; of whoever left, none. */
async function loadNames(db: Connection, ids: readonly string[], day: Day): Promise<PersonName[]> {
  if (ids.length === 0) return []
  return db
    .selectFrom('person')
    .select(['id', 'name'])
    .select(
      sql<string | null>`(select unit_id from post
        where post.person_id = person.id and from_on <= ${day}::date
          and (until_on is null or until_on >= ${day}::date)
        order by main desc, post.id limit 1)`.as('unitId'),
    )
    .where('id', 'in', ids)
    .orderBy('id')
    .execute()
}
