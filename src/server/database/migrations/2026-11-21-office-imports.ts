import { sql, type Kysely } from 'kysely'

/** Files of units and people: their rows, what was made of them, and what they changed. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}

const statements = [
  `create table import (
    id text primary key,
    version integer not null default 1,
    unit_id text not null references unit (id),
    what text not null check (what in ('people', 'units')),
    file_name text not null,
    file_hash text not null,
    header text[] not null,
    header_row integer not null,
    row_count integer not null,
    columns jsonb not null,
    unit_names jsonb not null default '{}',
    merged jsonb not null default '[]',
    standing text not null check (standing in ('matching', 'ready', 'applied', 'undone')),
    counts jsonb,
    fingerprint text not null default '',
    with_gone boolean not null default false,
    created_by text not null references person (id),
    created_at timestamptz not null,
    applied_at timestamptz,
    undone_at timestamptz
  )`,
  `create index import_unit on import (unit_id, created_at desc)`,
  // no is the row's number in the file; those who stand in no row have numbers below 0.
  `create table import_row (
    import_id text not null references import (id) on delete cascade,
    no integer not null,
    cells jsonb not null,
    kind text,
    name text not null default '',
    problems jsonb not null default '[]',
    changes jsonb not null default '[]',
    primary key (import_id, no)
  )`,
  `create index import_row_kind on import_row (import_id, kind, no)`,
  // Every row that an import touched, whole, as it was before and after: what taking it back needs.
  `create table import_effect (
    import_id text not null references import (id) on delete cascade,
    table_name text not null,
    row_key text not null,
    before jsonb,
    after jsonb,
    primary key (import_id, table_name, row_key)
  )`,
]
