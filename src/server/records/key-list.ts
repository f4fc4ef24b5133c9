import { sql } from 'kysely'
import type { Key } from '#domain/people/access.ts'

/** Keys as an array of PostgreSQL, for `&&`: a record opens where its keys and a person's overlap. */
export function keyList(keys: readonly Key[]) {
  return sql<Key[]>`${[...keys]}::text[]`
}
