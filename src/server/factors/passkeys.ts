import {
  generateAuthenticationOptions,
  generateRegistrationOptions,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
  type AuthenticationResponseJSON,
  type RegistrationResponseJSON,
} from '@simplewebauthn/server'
import { randomUUID } from 'node:crypto'
import { tidy } from '#domain/text.ts'
import type { Connection } from '../http/house.ts'
import { Refusal } from '../http/refusal.ts'
import type { Place } from '../http/place.ts'

export interface Owner {
  readonly accountId: string
  readonly username: string
  readonly name: string
}

/** What the browser is asked, so that a device makes a key for this account. */
export async function askForNewKey(db: Connection, owner: Owner, { host }: Place) {
  return generateRegistrationOptions({
    rpName: 'Sổ tay số',
    rpID: host,
    userID: new Uint8Array(Buffer.from(owner.accountId)),
    userName: owner.username,
    userDisplayName: owner.name,
    excludeCredentials: await keysOf(db, owner.accountId),
    authenticatorSelection: { residentKey: 'preferred', userVerification: 'preferred' },
  })
}

interface Answered<R> {
  readonly response: R
  readonly challenge: string
  readonly place: Place
  readonly now: Date
}

/** Keeps a new key once the device has proved that it holds it; gives the factor's id. */
export async function keepKey(
  db: Connection,
  { accountId, name }: Pick<Owner, 'accountId' | 'name'>,
  { response, challenge, place, now }: Answered<RegistrationResponseJSON>,
): Promise<string> {
  const verified = await verifyRegistrationResponse({
    response,
    expectedChallenge: challenge,
    expectedOrigin: place.origin,
    expectedRPID: place.host,
    requireUserVerification: false,
  }).catch(() => undefined)
  if (!verified?.verified) throw new Refusal('factor.not-verified')
  const { credential } = verified.registrationInfo
  const id = randomUUID()
  const at = now.toISOString()
  const kept = await db
    .insertInto('factor')
    .values({
      id,
      accountId,
      kind: 'passkey',
      name: tidy(name),
      createdAt: at,
      confirmedAt: at,
      credentialId: credential.id,
      publicKey: Buffer.from(credential.publicKey).toString('base64url'),
      counter: credential.counter,
      transports: credential.transports ?? [],
    })
    .onConflict((conflict) => conflict.column('credentialId').doNothing())
    .executeTakeFirst()
  if (kept.numInsertedOrUpdatedRows !== 1n) throw new Refusal('factor.known-key')
  return id
}

/** What the browser is asked at sign-in; where the account isn't known, the key itself says whose it is. */
export async function askForKey(db: Connection, accountId: string | null, { host }: Place) {
  return generateAuthenticationOptions({
    rpID: host,
    // Alone it is the whole sign-in, so the device must have made sure who holds it.
    userVerification: accountId === null ? 'required' : 'preferred',
    allowCredentials: accountId === null ? [] : await keysOf(db, accountId),
  })
}

/** Whose key answered, if it did so rightly. */
export async function whoseKey(
  db: Connection,
  accountId: string | null,
  { response, challenge, place, now }: Answered<AuthenticationResponseJSON>,
): Promise<string | undefined> {
  const key = await findKey(db, response.id)
  if (!key || (accountId !== null && key.accountId !== accountId)) return undefined
  const verified = await verifyAuthenticationResponse({
    response,
    expectedChallenge: challenge,
    expectedOrigin: place.origin,
    expectedRPID: place.host,
    requireUserVerification: accountId === null,
    credential: {
      id: key.credentialId,
      publicKey: new Uint8Array(Buffer.from(key.publicKey, 'base64url')),
      counter: key.counter,
    },
  }).catch(() => undefined)
  if (!verified?.verified) return undefined
  const { newCounter } = verified.authenticationInfo
  await db
    .updateTable('factor')
    .set({ counter: newCounter, usedAt: now.toISOString() })
    .where('id', '=', key.id)
    .execute()
  return key.accountId
}

async function findKey(db: Connection, credentialId: unknown) {
  if (typeof credentialId !== 'string') return undefined
  const row = await db
    .selectFrom('factor')
    .select(['id', 'accountId', 'publicKey', 'counter'])
    .where('credentialId', '=', credentialId)
    .executeTakeFirst()
  if (!row) return undefined
  return { ...row, credentialId, publicKey: row.publicKey ?? '', counter: row.counter ?? 0 }
}

async function keysOf(db: Connection, accountId: string) {
  const rows = await db
    .selectFrom('factor')
    .select(['credentialId', 'transports'])
    .where('accountId', '=', accountId)
    .where('kind', '=', 'passkey')
    .execute()
  return rows.map(({ credentialId, transports }) => ({
    id: credentialId ?? '',
    transports: transports ?? [],
  }))
}
