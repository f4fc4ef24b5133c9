import { dayOf } from '#domain/day.ts'
import type { FactorAdded, FactorList } from '#contract/factors.ts'
import { mainPost } from '#domain/people/person.ts'
import { factorsAtMost } from '#domain/security/factor.ts'
import { tidy } from '#domain/text.ts'
import type { Connection, House } from '../http/house.ts'
import { Refusal } from '../http/refusal.ts'
import { proveSession } from '../http/session/sessions.ts'
import type { SignedIn } from '../http/signed-in.ts'
import { appendAudit, type Doer } from '../records/audit.ts'
import { hasFactors, isFactorNeeded } from '../records/security.ts'
import { codesLeft, renewCodes } from './recovery-codes.ts'

/** One's own second factors, without their secrets. */
export async function listFactors(
  { db, clock, config }: House,
  { accountId, actor, lacksFactor }: SignedIn,
): Promise<FactorList> {
  const factors = await db
    .selectFrom('factor')
    .select(['id', 'kind', 'name', 'createdAt', 'usedAt', 'version'])
    .where('accountId', '=', accountId)
    .where('confirmedAt', 'is not', null)
    .orderBy('createdAt')
    .execute()
  const { identity } = config
  return {
    factors,
    recoveryCodesLeft: await codesLeft(db, accountId),
    needed: await isFactorNeeded(db, actor, clock()),
    lacking: lacksFactor,
    provider: identity
      ? { name: identity.name, linked: await isLinked(db, accountId, identity.issuer) }
      : null,
  }
}

async function isLinked(db: Connection, accountId: string, issuer: string): Promise<boolean> {
  const link = await db
    .selectFrom('identity')
    .select('subject')
    .where('accountId', '=', accountId)
    .where('issuer', '=', issuer)
    .executeTakeFirst()
  return link !== undefined
}

/** A session that has shown too little may add the first factor, never one beside others. */
export async function mayAdd(db: Connection, { accountId, lacksFactor }: SignedIn): Promise<void> {
  if (lacksFactor && (await hasFactors(db, accountId))) {
    throw new Refusal('session.factor-required')
  }
  const { count } = await db
    .selectFrom('factor')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('accountId', '=', accountId)
    .where('confirmedAt', 'is not', null)
    .executeTakeFirstOrThrow()
  if (count >= factorsAtMost) throw new Refusal('factor.too-many', { limit: factorsAtMost })
}

/** A factor that has just been proved. */
export interface Proved {
  readonly id: string
  readonly kind: 'totp' | 'passkey'
}

interface By {
  readonly speaker: SignedIn
  readonly doer: Doer
}

/** From here on the factor counts, and so does this session; the first one brings recovery codes. */
export async function countFactor(
  db: Connection,
  { sealKey, clock }: House,
  { speaker, doer, id, kind }: Proved & By,
): Promise<FactorAdded> {
  const at = clock().toISOString()
  await proveSession(db, speaker.sessionHash)
  const isFirst = (await codesLeft(db, speaker.accountId)) === 0
  const recoveryCodes = isFirst ? await renewCodes(db, sealKey, speaker.accountId) : undefined
  const unitId = mainPost(speaker.actor, dayOf(at))?.unitId ?? null
  const deed = { kind: 'factor.add', recordType: 'factor', recordId: id, unitId }
  await appendAudit(db, [{ ...deed, facts: { factor: kind } }], { by: doer, at })
  return recoveryCodes ? { recoveryCodes } : {}
}

export async function confirmTotp(
  db: Connection,
  id: string,
  { name, now }: { name: string; now: Date },
): Promise<void> {
  await db
    .updateTable('factor')
    .set({ name: tidy(name), confirmedAt: now.toISOString() })
    .where('id', '=', id)
    .execute()
}
