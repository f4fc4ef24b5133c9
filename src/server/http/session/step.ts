import type { FactorStep, FactorWay } from '#domain/problems.ts'
import type { Connection } from '../house.ts'
import { hashOfToken, newToken } from './tokens.ts'

/** Long enough to find the phone, too short for a ticket that somebody else finds. */
const ticketMs = 5 * 60 * 1000

export interface Begun {
  readonly accountId: string
  readonly now: Date
}

/** The second step of a sign-in, where the account has a second factor. */
export async function beginStep(
  db: Connection,
  { accountId, now }: Begun,
): Promise<FactorStep | undefined> {
  const ways = await waysOf(db, accountId)
  if (ways.length === 0) return undefined
  return { ticket: await newTicket(db, { accountId, purpose: 'sign-in', now }), ways }
}

/** A ticket for a step that has been begun; those that are over are swept away. */
export async function newTicket(
  db: Connection,
  given: {
    readonly accountId: string | null
    readonly purpose: 'sign-in' | 'enrol'
    readonly now: Date
  },
): Promise<string> {
  const { now, ...whose } = given
  const ticket = newToken()
  await db.deleteFrom('factorTicket').where('expiresAt', '<', now.toISOString()).execute()
  const expiresAt = new Date(now.getTime() + ticketMs).toISOString()
  await db
    .insertInto('factorTicket')
    .values({ ...whose, ticketHash: hashOfToken(ticket), challenge: null, expiresAt })
    .execute()
  return ticket
}

async function waysOf(db: Connection, accountId: string): Promise<FactorWay[]> {
  const kinds = await db
    .selectFrom('factor')
    .select('kind')
    .distinct()
    .where('accountId', '=', accountId)
    .where('confirmedAt', 'is not', null)
    .orderBy('kind')
    .execute()
  if (kinds.length === 0) return []
  const code = await db
    .selectFrom('recoveryCode')
    .select('codeHash')
    .where('accountId', '=', accountId)
    .where('usedAt', 'is', null)
    .limit(1)
    .executeTakeFirst()
  return [...kinds.map(({ kind }) => kind), ...(code ? (['recovery'] as const) : [])]
}
