import { sql, type Kysely } from 'kysely'

/** Rounds that the office opens and changes; wishes to send late that wait for an answer. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}

const statements = [
  `alter table round
    add column levels text[] not null default '{}',
    add column review_until date,
    add column publish_on date,
    add column expected jsonb not null default '[]',
    add column reminders integer[] not null default '{}',
    add column version integer not null default 1,
    add column copied_from text references round (id),
    add column withdrawn_on date`,
  `create index plan_unit on plan (unit_id)`,
  // No wish was ever answered before: each waits for the last step of its route.
  `alter table submission add column asks_late boolean not null default false`,
  `update submission set
    asks_late = true,
    deciders = array(select distinct key from unnest(deciders || array(
      select route -> -1 ->> 'unitId' || '/' || role
      from jsonb_array_elements_text(route -> -1 -> 'roles') as role)) as key),
    waits_at = coalesce(waits_at, route -> -1 ->> 'unitId')
    where jsonb_array_length(late_requests) > 0 and jsonb_array_length(route) > 0
      and standing <> 'withdrawn'`,
]
