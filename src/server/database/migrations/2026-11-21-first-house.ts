import { sql, type Kysely } from 'kysely'

/** The first tables. Ids are text: UUIDs from devices, names from the server; outside `person` they are opaque. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}

const statements = [
  // ---------- units and people ----------
  `create table unit (
    id text primary key,
    parent_id text references unit (id),
    kind text not null check (kind in ('ministry', 'department', 'commune', 'school', 'site')),
    name text not null,
    search text not null,
    levels text[] not null default '{}',
    code text unique
  )`,
  `create index unit_parent on unit (parent_id)`,
  `create table person (
    id text primary key,
    name text not null,
    search text not null,
    given_name text collate "vi-x-icu" not null
      generated always as (coalesce(substring(btrim(name) from '\\S+$'), name)) stored,
    salutation text check (salutation in ('thầy', 'cô'))
  )`,
  `create table post (
    id text primary key,
    person_id text not null references person (id),
    unit_id text not null references unit (id),
    role text not null check (role in ('staff', 'group-head', 'deputy', 'principal', 'officer',
      'reviewer', 'leader', 'administrator', 'auditor')),
    from_on date not null,
    until_on date,
    main boolean not null default false
  )`,
  `create index post_person on post (person_id)`,
  `create index post_unit on post (unit_id, role)`,
  `create table account (
    id text primary key,
    person_id text not null references person (id),
    username text not null unique,
    password_hash text not null,
    created_at timestamptz not null default now(),
    disabled_at timestamptz
  )`,
  `create table session (
    token_hash text primary key,
    account_id text not null references account (id),
    created_at timestamptz not null,
    seen_at timestamptz not null,
    expires_at timestamptz not null
  )`,
  `create index session_account on session (account_id)`,
  `create table invitation (
    token_hash text primary key,
    created_at timestamptz not null,
    expires_at timestamptz not null,
    used_at timestamptz
  )`,

  // ---------- plans, instruments, rounds ----------
  `create table plan (
    id text primary key,
    unit_id text not null references unit (id),
    title text not null,
    from_on date not null,
    until_on date,
    epoch text not null default replace(gen_random_uuid()::text, '-', ''),
    durable_through bigint not null default 0
  )`,
  `create table plan_event (
    plan_id text primary key references plan (id),
    last_event bigint not null default 0
  )`,
  `create function plan_event_begin() returns trigger language plpgsql as $$
  begin
    insert into plan_event (plan_id) values (new.id);
    return null;
  end $$`,
  `create trigger plan_event_begin after insert on plan
    for each row execute function plan_event_begin()`,
  `create table task (
    id text primary key,
    plan_id text not null references plan (id),
    title text not null,
    lead_unit_id text references unit (id),
    due_text text not null default '',
    product text not null default '',
    position integer not null default 0
  )`,
  `create index task_plan on task (plan_id)`,
  `create table instrument (
    id text not null,
    version integer not null,
    body jsonb not null,
    published_at timestamptz not null default now(),
    primary key (id, version)
  )`,
  `create table round (
    id text primary key,
    plan_id text not null references plan (id),
    task_id text references task (id),
    title text not null,
    instrument_id text not null,
    instrument_version integer not null,
    opens_on date not null,
    closes_on date,
    closing_days integer not null default 0,
    unit_ids text[] not null,
    roles text[] not null,
    routes jsonb not null,
    foreign key (instrument_id, instrument_version) references instrument (id, version)
  )`,
  `create index round_plan on round (plan_id)`,

  // ---------- submissions ----------
  // readers and holders are the keys of domain/people/access.ts; the columns from title on are
  // read from the newest revision by what its items mean, for lists and figures.
  `create table submission (
    id text primary key,
    plan_id text not null references plan (id),
    round_id text not null references round (id),
    author_id text not null references person (id),
    unit_id text not null references unit (id),
    standing text not null check (standing in
      ('draft', 'received', 'returned', 'accepted', 'withdrawn', 'published')),
    step integer not null,
    route jsonb not null,
    late_requests jsonb not null default '[]',
    revision integer not null,
    event bigint not null default 0,
    readers text[] not null,
    holders text[] not null,
    deciders text[] not null default '{}',
    waits_at text references unit (id),
    sent_at timestamptz,
    title text not null default '',
    search text not null default '',
    programme text,
    periods numeric(8, 2),
    first_on date,
    last_on date,
    school_year integer,
    again boolean not null default false
  )`,
  `create index submission_author on submission (author_id)`,
  `create index submission_round_unit on submission (round_id, unit_id)`,
  `create index submission_sent on submission (plan_id, sent_at, id)`,
  `create index submission_event on submission (plan_id, event)`,
  `create index submission_readers on submission using gin (readers)`,
  `create index submission_holders on submission using gin (holders)`,
  `create index submission_deciders on submission using gin (deciders)`,
  `create table revision (
    submission_id text not null references submission (id),
    no integer not null,
    command_id text not null,
    instrument_id text not null,
    instrument_version integer not null,
    answers jsonb not null,
    received_at timestamptz not null,
    occurred_at timestamptz not null,
    late boolean not null,
    primary key (submission_id, no),
    foreign key (instrument_id, instrument_version) references instrument (id, version)
  )`,
  `create table answer (
    submission_id text not null,
    revision integer not null,
    item text not null,
    means text,
    text_value text,
    number_value numeric,
    day_value date,
    choice_values text[],
    primary key (submission_id, revision, item),
    foreign key (submission_id, revision) references revision (submission_id, no)
  )`,
  `create table decision (
    submission_id text not null references submission (id),
    no integer not null,
    command_id text not null,
    revision integer not null,
    step integer not null,
    by_id text not null references person (id),
    verdict text not null check (verdict in ('accepted', 'returned')),
    comment text not null,
    item_comments jsonb not null default '[]',
    decided_at timestamptz not null,
    primary key (submission_id, no),
    unique (submission_id, revision, step),
    foreign key (submission_id, revision) references revision (submission_id, no)
  )`,
  // Neither ever changes (SYNC.md, "Model"): the database refuses.
  `create function keep_as_written() returns trigger language plpgsql as $$
  begin
    raise exception 'rows of % are append-only', tg_table_name using errcode = 'restrict_violation';
  end $$`,
  `create trigger keep_as_written before update or delete on revision
    for each row execute function keep_as_written()`,
  `create trigger keep_as_written before update or delete on answer
    for each row execute function keep_as_written()`,
  `create trigger keep_as_written before update or delete on decision
    for each row execute function keep_as_written()`,

  // ---------- sync ----------
  // One row a change. Whoever held the record before or holds it now learns of it. The number is
  // taken from the plan's counter when the transaction commits, so none becomes visible out of order.
  `create table change (
    id bigint generated always as identity primary key,
    plan_id text not null references plan (id),
    event bigint,
    submission_id text not null references submission (id),
    kind text not null,
    command_id text not null,
    by_id text not null,
    audience text[] not null,
    at timestamptz not null
  )`,
  `create unique index change_event on change (plan_id, event)`,
  `create index change_audience on change using gin (audience)`,
  `create index change_submission on change (submission_id)`,
  `create function stamp_event() returns trigger language plpgsql as $$
  declare
    next_event bigint;
  begin
    update plan_event set last_event = last_event + 1 where plan_id = new.plan_id
      returning last_event into next_event;
    update change set event = next_event where id = new.id;
    update submission set event = next_event where id = new.submission_id;
    return null;
  end $$`,
  `create constraint trigger stamp_event after insert on change
    deferrable initially deferred for each row execute function stamp_event()`,
  `create table applied_command (
    account_id text not null references account (id),
    id text not null,
    plan_id text not null references plan (id),
    record_id text not null,
    kind text not null,
    hash text not null,
    result jsonb,
    at timestamptz not null,
    primary key (account_id, id)
  )`,
  `create index applied_command_record on applied_command (record_id)`,
  `create table receipt (
    account_id text not null,
    command_id text not null,
    number text not null unique,
    record_id text not null,
    revision integer not null,
    hash text not null,
    received_at timestamptz not null,
    key_id text not null,
    signature text not null,
    primary key (account_id, command_id),
    foreign key (account_id, command_id) references applied_command (account_id, id)
  )`,
  `create table receipt_number (
    year integer primary key,
    last integer not null
  )`,
  `create table receipt_key (
    id text primary key,
    public_key text not null,
    since timestamptz not null default now()
  )`,
]
