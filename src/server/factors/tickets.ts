import type { Connection } from '../http/house.ts'
import { Refusal } from '../http/refusal.ts'
import { hashOfToken } from '../http/session/tokens.ts'

/** A step that somebody is in the middle of. */
export interface Ticket {
  readonly ticketHash: string
  readonly accountId: string | null
  readonly purpose: 'sign-in' | 'enrol'
  readonly challenge: string | null
}

export async function findTicket(
  db: Connection,
  ticket: string,
  { purpose, now }: { purpose: Ticket['purpose']; now: Date },
): Promise<Ticket> {
  const row = await db
    .selectFrom('factorTicket')
    .select(['ticketHash', 'accountId', 'purpose', 'challenge'])
    .where('ticketHash', '=', hashOfToken(ticket))
    .where('purpose', '=', purpose)
    .where('expiresAt', '>', now.toISOString())
    .executeTakeFirst()
  if (!row) throw new Refusal('session.ticket-over')
  return row
}

/** Of two that come with one ticket, one gets through. */
export async function useTicket(db: Connection, { ticketHash }: Ticket): Promise<void> {
  const used = await db
    .deleteFrom('factorTicket')
    .where('ticketHash', '=', ticketHash)
    .executeTakeFirst()
  if (used.numDeletedRows !== 1n) throw new Refusal('session.ticket-over')
}

export async function keepChallenge(
  db: Connection,
  ticket: string,
  challenge: string,
): Promise<void> {
  await db
    .updateTable('factorTicket')
    .set({ challenge })
    .where('ticketHash', '=', hashOfToken(ticket))
    .execute()
}

/** A challenge is answered once, rightly or wrongly. */
export async function takeChallenge(
  db: Connection,
  { ticketHash, challenge }: Ticket,
): Promise<string> {
  if (challenge === null) throw new Refusal('session.ticket-over')
  const taken = await db
    .updateTable('factorTicket')
    .set({ challenge: null })
    .where('ticketHash', '=', ticketHash)
    .where('challenge', '=', challenge)
    .executeTakeFirst()
  if (taken.numUpdatedRows !== 1n) throw new Refusal('session.ticket-over')
  return challenge
}
