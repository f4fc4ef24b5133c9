import { sql, type RawBuilder } from 'kysely'
import type { Static } from 'typebox'
import type { AccountText } from '#contract/people.ts'
import type { Instant } from '#domain/day.ts'

/** How an account stands, in SQL, where `account` is joined or is null. */
export function accountStanding(at: Instant): RawBuilder<Static<typeof AccountText>> {
  return sql`case
    when account.id is null then 'none'
    when account.disabled_at is not null then 'disabled'
    when account.password_hash is not null then 'active'
    when exists (select from activation where ${isOpenCode(at)}) then 'invited'
    else 'none' end`
}

/** A code of the account that would still open it. */
export function isOpenCode(at: Instant): RawBuilder<boolean> {
  return sql`activation.account_id = account.id and used_at is null and revoked_at is null
    and expires_at > ${at}::timestamptz`
}
