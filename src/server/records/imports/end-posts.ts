import { sql, type RawBuilder, type Transaction } from 'kysely'
import { addDays } from '#domain/day.ts'
import type { Database } from '../../database/tables.ts'
import { endLoans, outlivingLoans } from '../loans.ts'
import { keepAfter, keepBefore, type Rows } from './effects.ts'
import type { Writing } from './writing.ts'

type Trx = Transaction<Database>

export interface Mover {
  readonly id: string
  readonly unitId: string
}

/** The main post ends, and with it what was named or lent within the unit that is left. */
export async function endLeft(trx: Trx, movers: readonly Mover[], writing: Writing): Promise<void> {
  const { day } = writing
  const rows = JSON.stringify(movers.map(({ id, unitId }) => ({ id, unitId })))
  await endPosts(
    trx,
    sql`exists (
      select from jsonb_to_recordset(${rows}::jsonb) as m(id text, "unitId" text)
      join post home on home.person_id = m.id and home.main and home.from_on <= ${day}
        and (home.until_on is null or home.until_on >= ${day})
      where m.id = t.person_id and (t.id = home.id or t.unit_id = home.unit_id
        and t.unit_id <> m."unitId" and (t.role = 'group-head' or t.delegated_by is not null)))`,
    writing,
  )
}

/** Ends what these people hold or are yet to hold. */
export async function endAll(trx: Trx, ids: readonly string[], writing: Writing): Promise<void> {
  await endPosts(trx, sql`t.person_id = any(${[...ids]})`, writing)
}

/** The day before is the last; what begins today or later never was. */
async function endPosts(trx: Trx, whose: RawBuilder<unknown>, writing: Writing): Promise<void> {
  const { day } = writing
  const { rows } = await sql<{ id: string }>`select t.id from post t
    where ${whose} and (t.until_on is null or t.until_on >= ${day})`.execute(trx)
  await close(
    trx,
    rows.map(({ id }) => id),
    writing,
  )
}

async function close(trx: Trx, ids: readonly string[], { importId, day }: Writing): Promise<void> {
  if (ids.length === 0) return
  const rows = { table: 'post', of: sql`t.id = any(${[...ids]})` } as const
  await keepBefore(trx, importId, rows)
  await sql`delete from post t where ${rows.of} and t.from_on >= ${day}`.execute(trx)
  await sql`update post t set until_on = ${addDays(day, -1)} where ${rows.of}`.execute(trx)
  await keepAfter(trx, importId, rows)
}

/** What those who left had lent ends with their own posts; that is part of what can be taken back. */
export async function endLoansOf(trx: Trx, importId: string): Promise<void> {
  const { rows } = await sql<{ id: string; personId: string }>`
    select t.id, t.person_id from post t where ${outlivingLoans}`.execute(trx)
  if (rows.length === 0) return
  const touched: readonly Rows[] = [
    { table: 'person', of: sql`t.id = any(${rows.map(({ personId }) => personId)})` },
    { table: 'post', of: sql`t.id = any(${rows.map(({ id }) => id)})` },
  ]
  for (const some of touched) await keepBefore(trx, importId, some)
  await endLoans(trx)
  for (const some of touched) await keepAfter(trx, importId, some)
}
