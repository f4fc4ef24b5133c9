import { sql, type RawBuilder } from 'kysely'
import type { Connection } from '../database/tables.ts'

/** The last day of the lender's own post of which `t` was lent: null where it held on no day on which the loan begins. */
const lendersLastDay = sql`(
  select max(coalesce(own.until_on, 'infinity'::date)) from post own
  where own.person_id = t.delegated_by and own.unit_id = t.unit_id and own.role = t.role
    and own.delegated_by is null and own.from_on <= t.from_on
    and (own.until_on is null or own.until_on >= t.from_on))`

/** Posts `t` that were lent for longer than their lender has the role. */
export const outlivingLoans: RawBuilder<boolean> = sql`t.delegated_by is not null
  and (t.until_on is null or t.until_on > coalesce(${lendersLastDay}, '-infinity'::date))`

/** Nobody holds a lent role longer than its lender (uỷ quyền): to be called after posts have ended, whoever ended them. */
export async function endLoans(db: Connection): Promise<void> {
  await sql`update person set version = version + 1
    where id in (select t.person_id from post t where ${outlivingLoans})`.execute(db)
  await sql`delete from post t where t.delegated_by is not null and ${lendersLastDay} is null`.execute(
    db,
  )
  await sql`update post t set until_on = ${lendersLastDay} where ${outlivingLoans}`.execute(db)
}
