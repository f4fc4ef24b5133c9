import { sql, type Kysely } from 'kysely'

/** Writes outside a plan: their answers, and the chain of audit lines over all writes. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}

const statements = [
  `create table office_command (
    account_id text not null references account (id),
    id text not null,
    kind text not null,
    record_type text not null,
    record_id text not null,
    hash text not null,
    result jsonb not null,
    at timestamptz not null,
    primary key (account_id, id)
  )`,
  `create index office_command_record on office_command (record_type, record_id)`,

  // One line a deed; opaque ids only. number, previous and hash are the database's own: each line is
  // chained to the one before, and the head is held from the line to the commit, so write it last.
  `create table audit (
    number bigint primary key,
    at timestamptz not null,
    account_id text,
    person_id text,
    kind text not null,
    record_type text not null,
    record_id text not null,
    unit_id text,
    facts jsonb not null default '{}',
    address text not null default '',
    device text not null default '',
    previous text not null,
    hash text not null
  )`,
  `create index audit_at on audit (at)`,
  `create index audit_person on audit (person_id, number)`,
  `create index audit_record on audit (record_type, record_id, number)`,
  `create index audit_unit on audit (unit_id, number)`,
  `create table audit_head (
    one boolean primary key default true check (one),
    number bigint not null,
    hash text not null
  )`,
  `insert into audit_head (number, hash) values (0, repeat('0', 64))`,
  `create function audit_hash(line audit) returns text language sql stable as $$
    select encode(sha256(convert_to(jsonb_build_array(
      line.previous, line.number, to_char(line.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'),
      line.account_id, line.person_id, line.kind, line.record_type, line.record_id, line.unit_id,
      line.facts, line.address, line.device)::text, 'UTF8')), 'hex')
  $$`,
  `create function audit_chain() returns trigger language plpgsql as $$
  begin
    update audit_head set number = number + 1 returning number, hash into new.number, new.previous;
    new.hash := audit_hash(new);
    update audit_head set hash = new.hash;
    return new;
  end $$`,
  `create trigger audit_chain before insert on audit for each row execute function audit_chain()`,
  `create trigger keep_as_written before update or delete on audit
    for each row execute function keep_as_written()`,
]
