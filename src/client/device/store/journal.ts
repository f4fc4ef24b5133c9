import type { AccountDatabase } from './account-database.ts'

const lines = 2_000

/** Writes a line about what was deleted or lost from sight here; the oldest of 2,000 makes room. Within a transaction over `journal`. */
export async function journal(db: AccountDatabase, what: string, of: string): Promise<void> {
  const no = await db.journal.add({ at: new Date().toISOString(), what, of })
  await db.journal
    .where('no')
    .belowOrEqual(no - lines)
    .delete()
}
