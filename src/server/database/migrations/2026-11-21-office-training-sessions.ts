import { sql, type Kysely } from 'kysely'

/** Training sessions that a unit opens, who came, and the records that were written from them. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}

const statements = [
  `create table training_session (
    id text primary key,
    plan_id text not null references plan (id),
    round_id text not null references round (id),
    unit_id text not null references unit (id),
    answers jsonb not null,
    place text not null,
    unit_ids text[] not null,
    opens_on date not null,
    closes_on date not null,
    last_on date not null,
    code text not null,
    cancelled boolean not null default false,
    version integer not null,
    opened_at timestamptz not null
  )`,
  `create index training_session_plan on training_session (plan_id, last_on)`,
  `create index training_session_scope on training_session using gin (unit_ids)`,
  `create table training_presence (
    session_id text not null references training_session (id),
    person_id text not null references person (id),
    marked_by text not null references person (id),
    marked_at timestamptz not null,
    primary key (session_id, person_id)
  )`,
  `create index training_presence_person on training_presence (person_id)`,
  `alter table revision
    add column training_session_id text references training_session (id),
    add column scanned_at timestamptz`,
  `create index revision_training_session on revision (training_session_id)
    where training_session_id is not null`,
]
