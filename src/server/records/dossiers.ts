import type { Dossier, HeldPost } from '#domain/people/dossier.ts'
import type { Connection } from '../database/tables.ts'

/** Everything that the office keeps of a person, or nothing where there is none. */
export async function loadDossier(db: Connection, personId: string): Promise<Dossier | undefined> {
  const row = await db
    .selectFrom('person')
    .select(['name', 'salutation', 'staffKind', 'code', 'bornOn', 'phone', 'version'])
    .where('id', '=', personId)
    .executeTakeFirst()
  if (!row) return
  const { version, ...facts } = row
  return {
    personId,
    version,
    facts,
    posts: await loadHeldPosts(db, personId),
    account: await loadAccount(db, personId),
  }
}

/** All posts of a person, the earliest first. */
export async function loadHeldPosts(db: Connection, personId: string): Promise<HeldPost[]> {
  return db
    .selectFrom('post')
    .select(['id', 'unitId', 'role', 'fromOn as from', 'untilOn as until', 'main', 'delegatedBy'])
    .where('personId', '=', personId)
    .orderBy('fromOn')
    .orderBy('id')
    .execute()
}

/** The oldest account is the person's own. */
async function loadAccount(db: Connection, personId: string): Promise<Dossier['account']> {
  const row = await db
    .selectFrom('account')
    .select(['id', 'username', 'disabledAt'])
    .where('personId', '=', personId)
    .orderBy('createdAt')
    .orderBy('id')
    .executeTakeFirst()
  return row ?? null
}
