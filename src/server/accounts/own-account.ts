import { sql, type Kysely } from 'kysely'
import type { OpenSession, PasswordChange } from '#contract/accounts.ts'
import type { Database } from '../database/tables.ts'
import type { Connection } from '../http/house.ts'
import { Refusal } from '../http/refusal.ts'
import type { SignedIn } from '../http/signed-in.ts'
import { writeWrongTry } from '../http/session/session-lines.ts'
import { hashOfToken } from '../http/session/tokens.ts'
import { appendAudit, type Doer } from '../records/audit.ts'
import { setPassword } from './activation.ts'
import { checkNewPassword, hashPassword, isPassword } from './passwords.ts'
import { forgetTries } from './tries.ts'

/** Whose account it is, by which session, from where, when. */
export interface Owner {
  readonly speaker: SignedIn
  readonly token: string
  readonly doer: Doer
  readonly now: Date
}

/** The devices on which the account is open, the one that asks first, then the latest. */
export async function openSessions(db: Connection, owner: Owner): Promise<OpenSession[]> {
  const rows = await db
    .selectFrom('session')
    .select(['id', 'device', 'address', 'createdAt', 'seenAt'])
    .select(sql<boolean>`token_hash = ${hashOfToken(owner.token)}`.as('current'))
    .where('accountId', '=', owner.speaker.accountId)
    .where('expiresAt', '>', owner.now.toISOString())
    .orderBy('current', 'desc')
    .orderBy('seenAt', 'desc')
    .orderBy('id')
    .execute()
  return rows
}

/** Ends one session of the account; another's is not there. */
export async function endOwnSession(db: Kysely<Database>, id: string, owner: Owner): Promise<void> {
  await db.transaction().execute(async (trx) => {
    const gone = await trx
      .deleteFrom('session')
      .where('id', '=', id)
      .where('accountId', '=', owner.speaker.accountId)
      .executeTakeFirst()
    if (gone.numDeletedRows === 0n) throw new Refusal('session.not-found')
    await note(trx, owner, { kind: 'session.end', recordType: 'session', recordId: id })
  })
}

/** The name and the hash by which the old password is looked at. */
export async function ownAccount(db: Connection, { speaker }: Owner) {
  return db
    .selectFrom('account')
    .innerJoin('person', 'person.id', 'account.personId')
    .select(['account.username', 'account.passwordHash', 'person.name'])
    .where('account.id', '=', speaker.accountId)
    .executeTakeFirstOrThrow()
}

/** Changes the password by the old one; all other sessions and open codes of the account end. */
export async function changePassword(
  db: Kysely<Database>,
  asked: PasswordChange,
  owner: Owner & { readonly bars: boolean },
): Promise<void> {
  const { username, name, passwordHash } = await ownAccount(db, owner)
  if (!(await isPassword(asked.old, passwordHash))) throw await wrongOld(db, owner)
  await forgetTries(db, username, owner.now)
  checkNewPassword(asked.new, { username, name })
  const { accountId } = owner.speaker
  const fresh = await hashPassword(asked.new)
  await db.transaction().execute(async (trx) => {
    await setPassword(trx, accountId, fresh)
    await endOthers(trx, owner)
    await note(trx, owner, {
      kind: 'password.change',
      recordType: 'account',
      recordId: accountId,
    })
  })
}

/** Whoever sits at an open notebook may be anybody: the audit tells of wrong tries as it does at the door. */
async function wrongOld(db: Connection, { speaker, doer, now, bars }: Owner & { bars: boolean }) {
  const why = 'password.wrong'
  const { accountId } = speaker
  await writeWrongTry(db, { accountId, at: now.toISOString(), from: doer, why, bars })
  return new Refusal(why)
}

async function endOthers(trx: Connection, { speaker, token, now }: Owner): Promise<void> {
  await trx
    .deleteFrom('session')
    .where('accountId', '=', speaker.accountId)
    .where('tokenHash', '!=', hashOfToken(token))
    .execute()
  await trx
    .updateTable('activation')
    .set({ revokedAt: now.toISOString() })
    .where('accountId', '=', speaker.accountId)
    .where('usedAt', 'is', null)
    .where('revokedAt', 'is', null)
    .execute()
}

interface Done {
  readonly kind: string
  readonly recordType: string
  readonly recordId: string
}

async function note(trx: Connection, { doer, now }: Owner, deed: Done): Promise<void> {
  await appendAudit(trx, [deed], { by: doer, at: now.toISOString() })
}
