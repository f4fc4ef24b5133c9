import { sql, type Kysely } from 'kysely'

/** Taking thousands of people and units back asks of each whether anything points at it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}

const statements = [
  `create index if not exists post_delegated_by on post (delegated_by) where delegated_by is not null`,
  `create index if not exists decision_by on decision (by_id)`,
  `create index if not exists training_presence_marked_by on training_presence (marked_by)`,
  `create index if not exists activation_created_by on activation (created_by)`,
  `create index if not exists identity_account on identity (account_id)`,
  `create index if not exists factor_ticket_account on factor_ticket (account_id)`,
  `create index if not exists identity_attempt_link on identity_attempt (link_account_id)`,
  `create index if not exists import_created_by on import (created_by)`,
  `create index if not exists submission_unit on submission (unit_id)`,
  `create index if not exists submission_waits_at on submission (waits_at)`,
  `create index if not exists unit_version_parent on unit_version (parent_id)`,
]
