import { mkdirSync } from 'node:fs'

import type { Kysely } from 'kysely'

import { CannotStart } from '../cannot-start.ts'
import type { Config } from '../config.ts'
import { connect } from './connect.ts'
import { startEmbedded } from './embedded/start.ts'
import { refuseUnfit } from './fitness.ts'
import { migrateToLatest } from './migrate.ts'
import type { Database } from './tables.ts'

export interface OpenDatabase {
  db: Kysely<Database>
  close: () => Promise<void>
}

interface OpenOptions {
  config: Pick<Config, 'dataDir' | 'databaseUrl'>
  log: (line: string) => void
}

/** Opens the configured database, embedded or one's own, with its tables up to date. */
export async function openDatabase(options: OpenOptions): Promise<OpenDatabase> {
  makeDataDir(options.config)
  const { url, stop } = await postgres(options)
  const db = connect(url, {
    onIdleError: ({ message }) => {
      options.log(`PostgreSQL: ${message}`)
    },
  })
  const close = async () => {
    await db.destroy()
    await stop()
  }
  try {
    await refuseUnfit(db)
    await migrateToLatest(db)
    return { db, close }
  } catch (problem) {
    await close()
    throw problem
  }
}

function makeDataDir({ dataDir }: OpenOptions['config']) {
  try {
    mkdirSync(dataDir, { recursive: true })
  } catch (problem) {
    throw new CannotStart(
      `Không tạo được thư mục dữ liệu ${dataDir}. Hãy đặt DATA_DIR khác.`,
      `The data folder ${dataDir} can't be made (${String(problem)}). Set another DATA_DIR.`,
    )
  }
}

async function postgres({ config, log }: OpenOptions) {
  if (config.databaseUrl) return { url: config.databaseUrl, stop: () => Promise.resolve() }
  const embedded = await startEmbedded({ dataDir: config.dataDir, log })
  log(`Dữ liệu ở / The data are in ${embedded.home}`)
  return embedded
}
