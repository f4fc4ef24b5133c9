import { sql } from 'kysely'
import type { Day } from '#domain/day.ts'
import type { Units } from '#domain/people/unit.ts'
import { unitsIn } from '#domain/rounds/terms.ts'
import type { Round } from '#domain/submission/round.ts'
import type { Connection } from '../database/tables.ts'

/** Of a round, what says who takes part. */
export type Scope = Pick<Round, 'unitIds' | 'roles'> & Partial<Pick<Round, 'levels'>>

/** Those who take part on a day, each once, by the main post: the domain's `isFor`, of everybody. */
export function peopleIn(db: Connection, scope: Scope, { day, units }: { day: Day; units: Units }) {
  const ids = unitsIn(scope, units).map(({ id }) => id)
  return db
    .with('main', (query) =>
      query
        .selectFrom('post')
        .distinctOn('personId')
        .select(['personId', 'unitId', 'role'])
        .where('fromOn', '<=', day)
        .where(({ or, eb }) => or([eb('untilOn', 'is', null), eb('untilOn', '>=', day)]))
        .orderBy('personId')
        .orderBy('main', 'desc')
        .orderBy('id'),
    )
    .selectFrom('main')
    .innerJoin('person', 'person.id', 'main.personId')
    .where(sql<boolean>`main.unit_id = any(${ids}::text[])`)
    .where(sql<boolean>`main.role = any(${[...scope.roles]}::text[])`)
}

/** Whether the person has an account that is open. Asked with `in`, so that it is hashed once and not looked up a person. */
export const hasAccount = sql<boolean>`(main.person_id in (select person_id from account
  where password_hash is not null and disabled_at is null))`
