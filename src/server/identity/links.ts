import { identify, type OwnedAccount } from '#domain/security/identity.ts'
import type { Connection, House } from '../http/house.ts'
import { Refusal } from '../http/refusal.ts'
import { appendAudit, type Doer } from '../records/audit.ts'
import type { Claims } from './provider.ts'

/** What the provider said, and who was here when it said so. */
export interface Said {
  readonly issuer: string
  readonly claims: Claims
  readonly selfId: string | null
  readonly doer: Doer
}

/** The account that the provider's word opens; linked to it from the first time on. */
export async function accountOf({ db, clock }: House, said: Said): Promise<string> {
  const at = clock().toISOString()
  const outcome = await db.transaction().execute(async (trx) => {
    const claimed = await claimedBy(trx, said)
    const found = identify(claimed)
    if (!found.ok || claimed.linked) return found
    const { accountId } = found.value
    const link = { issuer: said.issuer, subject: said.claims.subject, accountId, linkedAt: at }
    await trx.insertInto('identity').values(link).execute()
    await appendAudit(trx, [deedOf('identity.link', accountId)], { by: said.doer, at })
    return found
  })
  if (outcome.ok) return outcome.value.accountId
  const { code } = outcome.problem
  const deed = deedOf('identity.refuse', said.selfId ?? 'unknown')
  await appendAudit(db, [{ ...deed, facts: { code } }], { by: said.doer, at })
  throw new Refusal(code)
}

async function claimedBy(db: Connection, { issuer, claims, selfId }: Said) {
  const { subject, identifier } = claims
  const link = await db
    .selectFrom('identity')
    .select('accountId')
    .where('issuer', '=', issuer)
    .where('subject', '=', subject)
    .executeTakeFirst()
  const ofCode = identifier === undefined ? [] : await accountsOfCode(db, identifier)
  // Two accounts of one person: nobody says which, so neither opens by itself.
  const [named] = ofCode.length === 1 ? ofCode : []
  const one = (accountId: string | null | undefined) => ownedAccount(db, issuer, accountId)
  return {
    linked: await one(link?.accountId),
    named: await one(named?.id),
    self: await one(selfId),
  }
}

function accountsOfCode(db: Connection, code: string) {
  return db
    .selectFrom('account')
    .innerJoin('person', 'person.id', 'account.personId')
    .select('account.id')
    .where('person.code', '=', code)
    .limit(2)
    .execute()
}

async function ownedAccount(
  db: Connection,
  issuer: string,
  accountId: string | null | undefined,
): Promise<OwnedAccount | undefined> {
  if (!accountId) return undefined
  const row = await db
    .selectFrom('account')
    .leftJoin('identity', (join) =>
      join.onRef('identity.accountId', '=', 'account.id').on('identity.issuer', '=', issuer),
    )
    .select(['account.id', 'account.personId', 'identity.subject'])
    .where('account.id', '=', accountId)
    .executeTakeFirst()
  if (!row) return undefined
  const { id, personId, subject } = row
  return { accountId: id, personId, isLinkedElsewhere: subject !== null }
}

function deedOf(kind: string, accountId: string) {
  return { kind, recordType: 'account', recordId: accountId }
}
