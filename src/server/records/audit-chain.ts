import { sql } from 'kysely'
import type { Connection } from '../database/tables.ts'

/** What a walk along the chain found. */
export interface ChainReport {
  readonly lines: number
  /** Of the last line; whoever notes it can ask later whether the lines until then are the same. */
  readonly last: Anchor
  /** The number of the first line that does not follow from the one before. */
  readonly broken: number | null
  /** Whether the head knows of the same last line; one that was cut off at the end is missed only here. */
  readonly isWhole: boolean
}

/** A line by its number and hash. */
export interface Anchor {
  readonly number: number
  readonly hash: string
}

/**
 * Walks the whole chain in one statement, so in one snapshot. The hash is written out here and not
 * asked of the database's own function: whoever changes lines could change that too.
 */
export async function verifyChain(db: Connection): Promise<ChainReport> {
  const { rows } = await sql<ChainReport & Anchor>`
    with walked as (
      select number, hash,
        number <> row_number() over (order by number)
          or previous <> coalesce(lag(hash) over (order by number), repeat('0', 64))
          or hash <> encode(sha256(convert_to(jsonb_build_array(
            previous, number, to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'),
            account_id, person_id, kind, record_type, record_id, unit_id,
            facts, address, device)::text, 'UTF8')), 'hex') as is_broken
      from audit),
    ending as (select number, hash from walked order by number desc limit 1)
    select (select count(*)::int from walked) as lines,
      (select min(number) from walked where is_broken) as broken,
      coalesce(ending.number, 0) as number, coalesce(ending.hash, repeat('0', 64)) as hash,
      head.number = coalesce(ending.number, 0)
        and head.hash = coalesce(ending.hash, repeat('0', 64)) as "isWhole"
    from audit_head head left join ending on true`.execute(db)
  const [row] = rows
  if (!row) throw new Error('The audit has no head.')
  const { lines, broken, isWhole, number, hash } = row
  return { lines, broken, isWhole, last: { number, hash } }
}

/** Whether a line that was noted earlier still has the same hash. */
export async function standsAt(db: Connection, { number, hash }: Anchor): Promise<boolean> {
  const line = await db
    .selectFrom('audit')
    .select('hash')
    .where('number', '=', number)
    .executeTakeFirst()
  return line?.hash === hash
}
