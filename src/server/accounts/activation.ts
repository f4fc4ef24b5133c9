import type { Kysely, Transaction } from 'kysely'
import { readCode } from '#domain/accounts/code.ts'
import { dayOf } from '#domain/day.ts'
import type { ProblemCode } from '#domain/problems.ts'
import type { Database } from '../database/tables.ts'
import type { Connection } from '../http/house.ts'
import { found, Refusal } from '../http/refusal.ts'
import { hashOfToken } from '../http/session/tokens.ts'
import { appendAudit, type Doer } from '../records/audit.ts'
import { namesOf } from '../records/names.ts'
import { checkNewPassword, hashPassword } from './passwords.ts'
import { forgetTries } from './tries.ts'

/** A code as the door finds it, with the account that it opens. */
export interface FoundCode {
  readonly id: string
  readonly accountId: string
  readonly personId: string
  readonly username: string
  readonly name: string
  readonly salutation: 'thầy' | 'cô' | null
  readonly purpose: 'invite' | 'reset'
  readonly expiresAt: string
}

/** The code's account, or why it opens nothing: each ending has its own sentence. */
export async function findCode(db: Connection, typed: string, now: Date): Promise<FoundCode> {
  const code = found(readCode(typed), 'activation.unknown')
  const row = await db
    .selectFrom('activation')
    .innerJoin('account', 'account.id', 'activation.accountId')
    .innerJoin('person', 'person.id', 'account.personId')
    .select(['activation.id', 'activation.accountId', 'activation.purpose'])
    .select(['activation.expiresAt', 'activation.usedAt', 'activation.revokedAt'])
    .select(['account.personId', 'account.username', 'account.disabledAt'])
    .select(['person.name', 'person.salutation'])
    .where('activation.codeHash', '=', hashOfToken(code))
    .executeTakeFirst()
  const { usedAt, revokedAt, disabledAt, ...rest } = found(row, 'activation.unknown')
  const no = whyNot({ usedAt, revokedAt, disabledAt, expiresAt: rest.expiresAt }, now)
  if (no) throw new Refusal(no, { limit: dayOf(rest.expiresAt) })
  return rest
}

interface Ends {
  readonly usedAt: string | null
  readonly revokedAt: string | null
  readonly disabledAt: string | null
  readonly expiresAt: string
}

function whyNot({ usedAt, revokedAt, disabledAt, expiresAt }: Ends, now: Date) {
  const reasons: readonly (readonly [boolean, ProblemCode])[] = [
    [usedAt !== null, 'activation.used'],
    [Date.parse(expiresAt) <= now.getTime(), 'activation.expired'],
    [revokedAt !== null, 'activation.revoked'],
    [disabledAt !== null, 'session.disabled'],
  ]
  return reasons.find(([holds]) => holds)?.[1]
}

/** The unit where the person counts today. */
export async function unitNameOf(db: Connection, { personId }: FoundCode, now: Date) {
  const day = dayOf(now.toISOString())
  const { people, units } = await namesOf(db, { people: [personId], units: [], day })
  return units.find(({ id }) => id === people[0]?.unitId)?.name ?? null
}

export interface Activating {
  readonly code: string
  readonly password: string
  readonly now: Date
  readonly from: Pick<Doer, 'address' | 'device'>
}

/** Sets the password with a code, once; what else could open the account ends. Gives the account's id. */
export async function activate(db: Kysely<Database>, asked: Activating): Promise<string> {
  checkNewPassword(asked.password, await findCode(db, asked.code, asked.now))
  const passwordHash = await hashPassword(asked.password)
  return db.transaction().execute(async (trx) => {
    const code = await useCode(trx, asked)
    await setPassword(trx, code.accountId, passwordHash)
    await trx.deleteFrom('session').where('accountId', '=', code.accountId).execute()
    await forgetTries(trx, code.username, asked.now)
    await noteActivation(trx, code, asked)
    return code.accountId
  })
}

/** Of two who come with the same code at once, the second one waits here and finds it used. */
async function useCode(trx: Transaction<Database>, { code, now }: Activating): Promise<FoundCode> {
  const at = now.toISOString()
  const { id, accountId } = await findCode(trx, code, now)
  await trx.selectFrom('account').select('id').where('id', '=', accountId).forUpdate().execute()
  const fresh = await findCode(trx, code, now)
  await trx.updateTable('activation').set({ usedAt: at }).where('id', '=', id).execute()
  await trx
    .updateTable('activation')
    .set({ revokedAt: at })
    .where('accountId', '=', accountId)
    .where('usedAt', 'is', null)
    .where('revokedAt', 'is', null)
    .execute()
  return fresh
}

export async function setPassword(db: Connection, accountId: string, passwordHash: string) {
  await db
    .updateTable('account')
    .set((row) => ({ passwordHash, version: row('version', '+', 1) }))
    .where('id', '=', accountId)
    .execute()
}

async function noteActivation(
  trx: Transaction<Database>,
  { accountId, personId, purpose }: FoundCode,
  { from, now }: Activating,
): Promise<void> {
  const deed = {
    kind: 'account.activate',
    recordType: 'account',
    recordId: accountId,
    facts: { purpose },
  }
  const { address, device } = from
  const by = { accountId, personId, address, device }
  await appendAudit(trx, [deed], { by, at: now.toISOString() })
}
