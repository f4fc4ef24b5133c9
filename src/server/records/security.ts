import { dayOf } from '#domain/day.ts'
import type { Actor } from '#domain/people/person.ts'
import {
  lacksFactor,
  needsFactor,
  type SecurityPolicy,
  type Shown,
} from '#domain/security/policy.ts'
import type { Proof } from '../database/factor-tables.ts'
import type { Connection } from '../database/tables.ts'
import { loadLineages } from './units.ts'

/** Whose session it is, and how it was begun. */
export interface Holder {
  readonly accountId: string
  readonly actor: Actor
  readonly proof: Proof
}

/** Whether a session has shown less than its owner's factors and roles ask for. */
export async function isShortOfFactor(
  db: Connection,
  { accountId, actor, proof }: Holder,
  now: Date,
): Promise<boolean> {
  if (proof === 'factor') return false
  const hasFactor = await hasFactors(db, accountId)
  const policies = await loadPolicies(db)
  // Nearly everybody: nothing asks for more, so the tree need not be read.
  if (!hasFactor && !policies.some((policy) => namesRoleOf(actor, policy))) return false
  const shown: Shown = { actor, proof, hasFactor }
  return lacksFactor(shown, policies, await placeOf(db, actor, now))
}

/** Whether the person's roles ask for a second factor. */
export async function isFactorNeeded(db: Connection, actor: Actor, now: Date): Promise<boolean> {
  const policies = await loadPolicies(db)
  if (!policies.some((policy) => namesRoleOf(actor, policy))) return false
  const place = await placeOf(db, actor, now)
  return policies.some((policy) => needsFactor(actor, policy, place))
}

export async function loadPolicies(db: Connection): Promise<SecurityPolicy[]> {
  return db.selectFrom('securityPolicy').selectAll().execute()
}

export async function hasFactors(db: Connection, accountId: string): Promise<boolean> {
  const one = await db
    .selectFrom('factor')
    .select('id')
    .where('accountId', '=', accountId)
    .where('confirmedAt', 'is not', null)
    .limit(1)
    .executeTakeFirst()
  return one !== undefined
}

function namesRoleOf({ posts }: Actor, { requiredRoles }: SecurityPolicy): boolean {
  return posts.some(({ role }) => requiredRoles.includes(role))
}

async function placeOf(db: Connection, { posts }: Actor, now: Date) {
  const units = await loadLineages(db, [...new Set(posts.map(({ unitId }) => unitId))])
  return { day: dayOf(now.toISOString()), units }
}
