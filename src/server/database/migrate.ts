import type { Kysely } from 'kysely'
import { Migrator } from 'kysely/migration'

import { CannotStart } from '../cannot-start.ts'
import { migrations } from './migrations/index.ts'
import type { Database } from './tables.ts'

/**
 * Brings the tables up to date, forward only. Kysely holds an advisory lock meanwhile, so servers
 * that start together on one database take turns.
 */
export async function migrateToLatest(db: Kysely<Database>): Promise<void> {
  const migrator = new Migrator({
    db,
    provider: { getMigrations: () => Promise.resolve(migrations) },
  })
  const { error } = await migrator.migrateToLatest()
  if (isNewer(error)) throw newerDatabase()
  if (error instanceof Error) throw error
  if (error !== undefined) throw new Error('The migration failed.', { cause: error })
}

/** Kysely's words for a migration that the database has seen and this program has not. */
function isNewer(error: unknown) {
  return error instanceof Error && /previously executed migration .* is missing/.test(error.message)
}

function newerDatabase() {
  return new CannotStart(
    'Cơ sở dữ liệu đã được một phiên bản mới hơn của Sổ tay số nâng cấp. Hãy chạy phiên bản mới đó. Không có gì bị thay đổi.',
    'A newer version of this program has upgraded the database. Run that version. Nothing was changed.',
  )
}
