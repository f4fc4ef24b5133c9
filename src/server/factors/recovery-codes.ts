import { randomInt } from 'node:crypto'
import type { Connection, SealKey } from '../http/house.ts'

const codes = 10
const letters = 10
/** Without those that are read for one another: 31, so that ten of them are some 49 bits. */
const alphabet = 'abcdefghjkmnpqrstuvwxyz23456789'

/** New codes in place of the old ones; they are shown once, and only their marks are kept. */
export async function renewCodes(
  db: Connection,
  key: SealKey,
  accountId: string,
): Promise<string[]> {
  const fresh = Array.from({ length: codes }, newCode)
  await db.deleteFrom('recoveryCode').where('accountId', '=', accountId).execute()
  const rows = fresh.map((code) => ({ accountId, codeHash: markOf(key, accountId, code) }))
  await db
    .insertInto('recoveryCode')
    .values(rows.map((row) => ({ ...row, usedAt: null })))
    .execute()
  return fresh
}

/** Whether it was one of the account's codes; it is used up by this. */
export async function takeRecoveryCode(
  db: Connection,
  key: SealKey,
  { accountId, code, now }: { accountId: string; code: string; now: Date },
): Promise<boolean> {
  const used = await db
    .updateTable('recoveryCode')
    .set({ usedAt: now.toISOString() })
    .where('accountId', '=', accountId)
    .where('codeHash', '=', markOf(key, accountId, code))
    .where('usedAt', 'is', null)
    .executeTakeFirst()
  return used.numUpdatedRows === 1n
}

export async function codesLeft(db: Connection, accountId: string): Promise<number> {
  const { left } = await db
    .selectFrom('recoveryCode')
    .select(({ fn }) => fn.countAll<number>().as('left'))
    .where('accountId', '=', accountId)
    .where('usedAt', 'is', null)
    .executeTakeFirstOrThrow()
  return left
}

function newCode(): string {
  const text = Array.from({ length: letters }, () => alphabet[randomInt(alphabet.length)]).join('')
  return `${text.slice(0, 5)}-${text.slice(5)}`
}

/** As it may be typed: with blanks, dashes or capitals. */
function markOf(key: SealKey, accountId: string, code: string): string {
  return key.mark(`recovery ${accountId} ${code.toLowerCase().replace(/[^a-z0-9]/g, '')}`)
}
