import type { Post } from '#domain/people/person.ts'
import type { Proof } from '../../database/factor-tables.ts'
import type { Doer } from '../../records/audit.ts'
import { loadPosts } from '../../records/posts.ts'
import type { Connection } from '../house.ts'
import type { SpokenFor } from './cookie.ts'
import { writeSessionLine } from './session-lines.ts'
import { hashOfToken, newToken } from './tokens.ts'

const dayMs = 24 * 60 * 60 * 1000

/** A session as it is found: whose it is, and since when nobody has looked at it. */
export interface HeldSession {
  readonly tokenHash: string
  readonly accountId: string
  readonly personId: string
  readonly seenAt: string
  readonly proof: Proof
  readonly isDisabled: boolean
}

export interface Span {
  readonly now: Date
  readonly days: number
}

/** A session that begins, and from where, so that its owner knows it again in the list. */
export interface Beginning extends Span {
  readonly from: Pick<Doer, 'address' | 'device'>
  /** What its owner showed; a password alone unless said. */
  readonly proof?: Proof
}

/** Begins a session and gives the token, which is nowhere kept. The account's dead ones are swept away. */
export async function beginSession(
  db: Connection,
  accountId: string,
  { now, days, from, proof = 'password' }: Beginning,
) {
  const token = newToken()
  await db
    .deleteFrom('session')
    .where('accountId', '=', accountId)
    .where('expiresAt', '<', now.toISOString())
    .execute()
  await db
    .insertInto('session')
    .values({
      tokenHash: hashOfToken(token),
      accountId,
      createdAt: now.toISOString(),
      seenAt: now.toISOString(),
      expiresAt: expiry({ now, days }),
      device: from.device,
      address: from.address,
      proof,
    })
    .execute()
  await writeSessionLine(db, { kind: 'session.begin', accountId, at: now.toISOString(), from })
  return token
}

/** The session of this cookie, if it lives; the token must be that account's own. */
export async function findSession(db: Connection, { accountId, token }: SpokenFor, now: Date) {
  const row = await db
    .selectFrom('session')
    .innerJoin('account', 'account.id', 'session.accountId')
    .select(['session.tokenHash', 'account.id as accountId', 'account.personId'])
    .select(['session.seenAt', 'session.proof', 'account.disabledAt'])
    .where('session.tokenHash', '=', hashOfToken(token))
    .where('account.id', '=', accountId)
    .where('session.expiresAt', '>', now.toISOString())
    .executeTakeFirst()
  if (!row) return
  const { disabledAt, ...held } = row
  return { ...held, isDisabled: disabledAt !== null } satisfies HeldSession
}

export async function prolongSession(db: Connection, { tokenHash }: HeldSession, span: Span) {
  await db
    .updateTable('session')
    .set({ seenAt: span.now.toISOString(), expiresAt: expiry(span) })
    .where('tokenHash', '=', tokenHash)
    .execute()
}

/** From now on the session counts as begun with a second factor. */
export async function proveSession(db: Connection, tokenHash: string): Promise<void> {
  await db
    .updateTable('session')
    .set({ proof: 'factor' })
    .where('tokenHash', '=', tokenHash)
    .execute()
}

export async function endSession(db: Connection, { token }: SpokenFor) {
  await db.deleteFrom('session').where('tokenHash', '=', hashOfToken(token)).execute()
}

/** All that a person does or did, in the order of their posts; then what they do for units that are gone. */
export async function postsOf(db: Connection, personId: string): Promise<Post[]> {
  return loadPosts(db, personId)
}

function expiry({ now, days }: Span): string {
  return new Date(now.getTime() + days * dayMs).toISOString()
}
