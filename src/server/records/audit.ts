import type { Instant } from '#domain/day.ts'
import type { AuditFacts } from '../database/office-tables.ts'
import type { Connection } from '../database/tables.ts'

/** Who did it, from where. */
export interface Doer {
  readonly accountId: string | null
  readonly personId: string | null
  readonly address: string
  readonly device: string
}

/** What was done to which record; opaque ids and figures only, never a name or what somebody wrote. */
export interface Deed {
  readonly kind: string
  readonly recordType: string
  readonly recordId: string
  readonly unitId?: string | null
  readonly facts?: AuditFacts
}

/**
 * Adds lines to the audit. The chain's head is held from here to the commit, so this is the last
 * thing that a transaction does.
 */
export async function appendAudit(
  db: Connection,
  deeds: readonly Deed[],
  { by, at }: { by: Doer; at: Instant },
): Promise<void> {
  if (deeds.length === 0) return
  const rows = deeds.map(({ unitId = null, facts = {}, ...deed }) => ({
    ...by,
    ...deed,
    unitId,
    at,
    facts: JSON.stringify(facts),
  }))
  await db.insertInto('audit').values(rows).execute()
}
