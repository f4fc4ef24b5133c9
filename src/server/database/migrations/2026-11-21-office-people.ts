import { sql, type Kysely } from 'kysely'

/** Units with their history, people with more than a name, accounts that begin with a code. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}

const statements = [
  // ---------- units ----------
  `alter table unit
    add column version integer not null default 1,
    add column opened_on date,
    add column closed_on date`,
  // What a unit was between two days, the last one included; its row in unit is what it is today.
  `create table unit_version (
    unit_id text not null references unit (id),
    from_on date not null,
    until_on date,
    parent_id text references unit (id),
    kind text not null,
    name text not null,
    levels text[] not null,
    code text,
    primary key (unit_id, from_on)
  )`,
  `create table unit_succession (
    from_unit_id text not null references unit (id),
    to_unit_id text not null references unit (id),
    how text not null check (how in ('merge', 'split')),
    on_day date not null,
    keeps_records boolean not null,
    primary key (from_unit_id, to_unit_id)
  )`,
  `create index unit_succession_to on unit_succession (to_unit_id)`,
  // Who manages and reviews which type of school. The narrowest row counts: unit, then year, then level.
  `create table management_rule (
    id text primary key,
    department_id text not null references unit (id),
    unit_id text references unit (id),
    school_year integer,
    level text check (level in ('mam-non', 'tieu-hoc', 'thcs', 'thpt', 'gdtx')),
    managed_by text not null check (managed_by in ('commune', 'department')),
    version integer not null default 1
  )`,
  `create index management_rule_department on management_rule (department_id)`,

  // ---------- people ----------
  // code is the identifier of the sector database; born_on tells people of one name apart.
  `alter table person
    add column version integer not null default 1,
    add column staff_kind text check (staff_kind in ('teacher', 'manager', 'employee', 'official')),
    add column code text unique,
    add column born_on date,
    add column phone text`,
  `create index person_search on person (search)`,
  `alter table post add column delegated_by text references person (id)`,
  // A person's posts as they were before their newest move, so that a slip of the hand can be taken back.
  `create table move_before (
    person_id text primary key references person (id) on delete cascade,
    version integer not null,
    posts jsonb not null,
    at timestamptz not null
  )`,

  // ---------- accounts ----------
  `alter table account
    alter column password_hash drop not null,
    add column version integer not null default 1`,
  `create index account_person on account (person_id)`,
  // The code itself is only on the paper and on the screen that made it.
  `create table activation (
    id text primary key,
    account_id text not null references account (id),
    purpose text not null check (purpose in ('invite', 'reset')),
    code_hash text not null unique,
    created_by text not null references person (id),
    created_at timestamptz not null,
    expires_at timestamptz not null,
    used_at timestamptz,
    revoked_at timestamptz
  )`,
  `create index activation_account on activation (account_id)`,
  `create table sign_in_try (
    name_hash text primary key,
    tries integer not null,
    last_at timestamptz not null,
    free_at timestamptz not null
  )`,
  `alter table session
    add column id text not null unique default replace(gen_random_uuid()::text, '-', ''),
    add column device text not null default '',
    add column address text not null default ''`,
]
