import { sql, type Kysely } from 'kysely'

/** Messages to a scope, where browsers take notifications of them, and which reminders were made. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}

const statements = [
  // people: how many it was for when it was sent. round_id: a reminder of that round, for those who have not sent yet. pushed_at: its notifications
  // were handed on; whoever takes it from the queue sets it first, so none is sent twice.
  `create table message (
    id text primary key,
    title text not null,
    text text not null,
    unit_ids text[] not null,
    roles text[] not null,
    until_on date not null,
    by_id text references person (id),
    round_id text references round (id),
    sent_at timestamptz not null,
    taken_back_at timestamptz,
    pushed_at timestamptz,
    people integer not null,
    version integer not null
  )`,
  `create index message_until on message (until_on)`,
  `create index message_by on message (by_id, sent_at)`,
  `create index message_queue on message (sent_at) where pushed_at is null`,
  `create table push_subscription (
    endpoint text primary key,
    account_id text not null references account (id) on delete cascade,
    p256dh text not null,
    auth text not null,
    created_at timestamptz not null
  )`,
  `create index push_subscription_account on push_subscription (account_id)`,
  `create table round_reminder (
    round_id text not null references round (id),
    closes_on date not null,
    days_before integer not null,
    made_at timestamptz not null,
    message_id text references message (id),
    primary key (round_id, closes_on, days_before)
  )`,
]
