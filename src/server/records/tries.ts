import { sql } from 'kysely'
import type { Connection } from '../database/tables.ts'

/** A book of wrong tries, and how fast its delays grow. */
export interface TryBook {
  readonly table: 'sign_in_try' | 'factor_try'
  /** The column of who or what is tried at. */
  readonly of: 'name_hash' | 'account_id'
  /** Wrong tries that cost nothing; from the next one on each doubles the wait. */
  readonly free: number
  readonly firstSeconds: number
  /** Whether a quiet day forgets them; the book then holds when the last one was. */
  readonly forgetsDaily: boolean
}

const longestSeconds = 60 * 60

export type Try =
  | { readonly isBarred: true; readonly seconds: number }
  /** `bars`: if it is wrong, it is the first one after which there is a wait. */
  | { readonly isBarred: false; readonly bars: boolean }

/**
 * Counts a try before it is looked at, so that many at once don't get past; one that comes during
 * the wait isn't counted and mustn't be looked at. It is in the database, so that several servers
 * agree and a restart forgets nothing. The longest wait is an hour: nobody is ever shut out for good.
 */
export async function countTry(
  db: Connection,
  book: TryBook,
  { id, now }: { id: string; now: Date },
): Promise<Try> {
  const { rows } = await sql<{ tries: number }>`${counting(book, id, now)}`.execute(db)
  const [counted] = rows
  if (counted) return { isBarred: false, bars: counted.tries === book.free + 1 }
  return { isBarred: true, seconds: await secondsLeft(db, book, { id, now }) }
}

function counting({ table, of, free, firstSeconds, forgetsDaily }: TryBook, id: string, now: Date) {
  const at = sql`${now.toISOString()}::timestamptz`
  const isQuiet = forgetsDaily ? sql`known.last_at < ${at} - interval '1 day'` : sql`false`
  const count = sql`(case when ${isQuiet} then 1 else known.tries + 1 end)`
  const over = sql`(${count} - ${free}::int - 1)`
  const wait = sql`case when ${over} < 0 then interval '0' else make_interval(secs =>
    least(${longestSeconds}, ${firstSeconds} * power(2, least(${over}, 10)))::double precision) end`
  const last = forgetsDaily
    ? { column: sql`, last_at`, value: sql`, ${at}`, set: sql`, last_at = ${at}` }
    : { column: sql``, value: sql``, set: sql`` }
  return sql`
    insert into ${sql.table(table)} as known (${sql.ref(of)}, tries, free_at${last.column})
    values (${id}, 1, ${at}${last.value})
    on conflict (${sql.ref(of)}) do update set
      tries = ${count}, free_at = ${at} + ${wait}${last.set}
    where known.free_at <= ${at}
    returning tries`
}

async function secondsLeft(
  db: Connection,
  { table, of }: TryBook,
  { id, now }: { id: string; now: Date },
): Promise<number> {
  const { rows } = await sql<{ freeAt: string }>`
    select free_at from ${sql.table(table)} where ${sql.ref(of)} = ${id}`.execute(db)
  const freeAt = rows[0] ? Date.parse(rows[0].freeAt) : 0
  return Math.max(1, Math.ceil((freeAt - now.getTime()) / 1000))
}
