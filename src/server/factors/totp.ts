import { Secret, TOTP } from 'otpauth'
import { randomUUID } from 'node:crypto'
import type { TotpOffer } from '#contract/factors.ts'
import type { Connection, SealKey } from '../http/house.ts'

/** RFC 6238 as every generator knows it: SHA-1, six digits, half a minute; one step of drift either way. */
const shape = { issuer: 'Sổ tay số', algorithm: 'SHA1', digits: 6, period: 30 } as const
const drift = 1

interface Whose {
  readonly accountId: string
  readonly username: string
  readonly now: Date
}

/** A generator with a secret of its own; it counts once its first code has come. */
export async function offerTotp(
  db: Connection,
  key: SealKey,
  { accountId, username, now }: Whose,
): Promise<TotpOffer> {
  const id = randomUUID()
  const secret = new Secret({ size: 20 })
  const generator = new TOTP({ ...shape, label: username, secret })
  await db
    .deleteFrom('factor')
    .where('accountId', '=', accountId)
    .where('confirmedAt', 'is', null)
    .execute()
  await db
    .insertInto('factor')
    .values({
      id,
      accountId,
      kind: 'totp',
      name: '',
      createdAt: now.toISOString(),
      sealed: key.seal(secret.bytes, placeOf(accountId, id)),
    })
    .execute()
  return { id, secret: secret.base32, uri: generator.toString() }
}

interface Tried {
  readonly accountId: string
  readonly code: string
  readonly now: Date
  /** The one generator that waits for its first code; else all that count. */
  readonly waiting?: string
}

/** Which generator the code is of; it is used up by this. A code that was taken before is of none. */
export async function takeCode(
  db: Connection,
  key: SealKey,
  { accountId, code, now, waiting }: Tried,
): Promise<string | undefined> {
  const all = db
    .selectFrom('factor')
    .select(['id', 'sealed'])
    .where('accountId', '=', accountId)
    .where('kind', '=', 'totp')
  const asked = waiting
    ? all.where('id', '=', waiting).where('confirmedAt', 'is', null)
    : all.where('confirmedAt', 'is not', null)
  for (const { id, sealed } of await asked.orderBy('createdAt').execute()) {
    const secret = key.open(sealed ?? '', placeOf(accountId, id))
    const step = stepOf(new Secret({ buffer: new Uint8Array(secret).buffer }), code, now)
    if (step !== undefined && (await useStep(db, id, { step, now }))) return id
  }
  return undefined
}

/** The half minute that the code belongs to. */
function stepOf(secret: Secret, code: string, now: Date): number | undefined {
  const generator = new TOTP({ ...shape, secret })
  const timestamp = now.getTime()
  const token = code.replace(/\s/g, '')
  const delta = generator.validate({ token, timestamp, window: drift })
  return delta === null ? undefined : generator.counter({ timestamp }) + delta
}

async function useStep(
  db: Connection,
  id: string,
  { step, now }: { step: number; now: Date },
): Promise<boolean> {
  const used = await db
    .updateTable('factor')
    .set({ lastStep: step, usedAt: now.toISOString() })
    .where('id', '=', id)
    .where((row) => row.or([row('lastStep', 'is', null), row('lastStep', '<', step)]))
    .executeTakeFirst()
  return used.numUpdatedRows === 1n
}

/** What the seal is bound to: a secret moved to another account opens nothing. */
function placeOf(accountId: string, id: string): string {
  return `totp ${accountId} ${id}`
}
