import { sql, type Kysely } from 'kysely'

/** Second factors with their recovery codes, who needs one, and sign-in by an identity provider. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}

const statements = [
  // How a session was begun: by a password alone, with a second factor, or at the provider.
  `alter table session
    add column proof text not null default 'password'
      check (proof in ('password', 'factor', 'provider'))`,

  // A code generator counts once its first code has come; its secret lies sealed. last_step is the
  // half minute of the last code that was taken, so that a code works once.
  `create table factor (
    id text primary key,
    account_id text not null references account (id),
    kind text not null check (kind in ('totp', 'passkey')),
    name text not null,
    created_at timestamptz not null,
    confirmed_at timestamptz,
    used_at timestamptz,
    version integer not null default 1,
    sealed text,
    last_step integer,
    credential_id text unique,
    public_key text,
    counter bigint,
    transports text[],
    check ((kind = 'totp') = (sealed is not null)),
    check ((kind = 'passkey') = (credential_id is not null and public_key is not null))
  )`,
  `create index factor_account on factor (account_id)`,
  `create table recovery_code (
    account_id text not null references account (id),
    code_hash text not null,
    used_at timestamptz,
    primary key (account_id, code_hash)
  )`,
  `create table factor_try (
    account_id text primary key references account (id),
    tries integer not null,
    free_at timestamptz not null
  )`,
  // A step that somebody is in the middle of: signing in or adding a key. account_id is unknown
  // where the key itself says whose it is.
  `create table factor_ticket (
    ticket_hash text primary key,
    account_id text references account (id),
    purpose text not null check (purpose in ('sign-in', 'enrol')),
    challenge text,
    expires_at timestamptz not null
  )`,
  `create index factor_ticket_expires on factor_ticket (expires_at)`,

  `create table security_policy (
    unit_id text primary key references unit (id),
    required_roles text[] not null,
    provider_counts boolean not null,
    version integer not null default 1
  )`,

  // ---------- the identity provider ----------
  `create table identity (
    issuer text not null,
    subject text not null,
    account_id text not null references account (id),
    linked_at timestamptz not null,
    primary key (issuer, subject),
    unique (issuer, account_id)
  )`,
  `create table identity_attempt (
    state_hash text primary key,
    browser_hash text not null,
    verifier text not null,
    nonce text not null,
    next text not null,
    link_account_id text references account (id),
    expires_at timestamptz not null
  )`,
  `create index identity_attempt_expires on identity_attempt (expires_at)`,
]
