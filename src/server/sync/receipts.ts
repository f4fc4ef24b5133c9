import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  sign,
  verify,
} from 'node:crypto'
import { join } from 'node:path'
import canonicalize from 'canonicalize'
import { sql } from 'kysely'
import type { Receipt } from '#contract/exchange.ts'
import { dayOf, type Instant } from '#domain/day.ts'
import type { Connection, ReceiptKey } from '../http/house.ts'
import { openKeyFile } from '../key-file.ts'

/** Opens this server's signing key; the first start makes it. It never leaves the data directory. */
export async function openReceiptKey(dataDir: string): Promise<ReceiptKey> {
  const privateKey = createPrivateKey(await openKeyFile(join(dataDir, 'receipt-key.pem'), newKey))
  const spki = createPublicKey(privateKey).export({ type: 'spki', format: 'der' })
  return {
    id: createHash('sha256').update(spki).digest('hex').slice(0, 16),
    publicKey: spki.toString('base64url'),
    sign: (text) => sign(null, Buffer.from(text), privateKey).toString('base64url'),
  }
}

/** Keeps the public half where old receipts can be checked, whatever becomes of the key. */
export async function recordReceiptKey(db: Connection, key: ReceiptKey): Promise<void> {
  await db
    .insertInto('receiptKey')
    .values({ id: key.id, publicKey: key.publicKey })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute()
}

/** Whether the server whose public key this is gave exactly this receipt. */
export function verifyReceipt(receipt: Receipt, publicKey: string): boolean {
  const key = Buffer.from(publicKey, 'base64url')
  return verify(
    null,
    Buffer.from(signedForm(receipt)),
    { key, format: 'der', type: 'spki' },
    Buffer.from(receipt.signature, 'base64url'),
  )
}

export function signReceipt(facts: Omit<Receipt, 'keyId' | 'signature'>, key: ReceiptKey): Receipt {
  const unsigned = { ...facts, keyId: key.id }
  return { ...unsigned, signature: key.sign(signedForm(unsigned)) }
}

/**
 * The next receipt numbers of the year. The counter is held until the transaction ends, so it is
 * taken last; what fails afterwards leaves a gap, never a double.
 */
export async function takeNumbers(
  db: Connection,
  count: number,
  at: Instant,
): Promise<readonly string[]> {
  const year = Number(dayOf(at).slice(0, 4))
  const { last } = await db
    .insertInto('receiptNumber')
    .values({ year, last: count })
    .onConflict((conflict) =>
      conflict.column('year').doUpdateSet({ last: sql<number>`receipt_number.last + ${count}` }),
    )
    .returning('last')
    .executeTakeFirstOrThrow()
  return Array.from({ length: count }, (_, index) => {
    return `BN-${year}-${String(last - count + 1 + index).padStart(6, '0')}`
  })
}

function signedForm(receipt: Omit<Receipt, 'signature'>): string {
  const { signature: _, ...signed } = receipt as Receipt
  return canonicalize(signed) ?? ''
}

function newKey(): string {
  const { privateKey } = generateKeyPairSync('ed25519')
  return privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
}
