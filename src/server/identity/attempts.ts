import type { Connection } from '../http/house.ts'
import { Refusal } from '../http/refusal.ts'
import { hashOfToken, newToken } from '../http/session/tokens.ts'
import type { Secrets } from './provider.ts'

/** Long enough to type a password elsewhere. */
export const attemptMinutes = 10

/** Why somebody goes to the provider, and where they come back to. */
export interface Errand {
  readonly next: string
  /** Who links their own account; nobody where it is a sign-in. */
  readonly linkAccountId: string | null
}

/** Keeps an attempt; what comes back is the text that binds it to this browser. */
export async function keepAttempt(
  db: Connection,
  { state, verifier, nonce }: Secrets,
  { errand, now }: { errand: Errand; now: Date },
): Promise<string> {
  const browser = newToken()
  await db.deleteFrom('identityAttempt').where('expiresAt', '<', now.toISOString()).execute()
  const expiresAt = new Date(now.getTime() + attemptMinutes * 60_000).toISOString()
  const browserHash = hashOfToken(browser)
  await db
    .insertInto('identityAttempt')
    .values({ stateHash: hashOfToken(state), browserHash, verifier, nonce, ...errand, expiresAt })
    .execute()
  return browser
}

/** The attempt that this browser began; it is over with this, however it ends. */
export async function takeAttempt(
  db: Connection,
  { state, browser }: { state: string; browser: string },
  now: Date,
): Promise<Errand & Secrets> {
  const row = await db
    .deleteFrom('identityAttempt')
    .where('stateHash', '=', hashOfToken(state))
    .where('browserHash', '=', hashOfToken(browser))
    .returning(['verifier', 'nonce', 'next', 'linkAccountId', 'expiresAt'])
    .executeTakeFirst()
  if (!row || row.expiresAt < now.toISOString()) throw new Refusal('identity.expired')
  const { verifier, nonce, next, linkAccountId } = row
  return { state, verifier, nonce, next, linkAccountId }
}
