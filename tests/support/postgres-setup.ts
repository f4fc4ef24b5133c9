import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import type { TestProject } from 'vitest/node'

import { connect } from '../../src/server/database/connect.ts'
import { startEmbedded } from '../../src/server/database/embedded/start.ts'
import { migrateToLatest } from '../../src/server/database/migrate.ts'
import { template, urlOf } from './postgres.ts'

/** One real PostgreSQL for a whole run, with a migrated database that each test file clones. */
export default async function setUp(project: TestProject) {
  const dataDir = mkdtempSync(join(tmpdir(), 'so-tay-so-'))
  // PostgreSQL runs as another user when the tests run as root.
  chmodSync(dataDir, 0o755)
  const embedded = await startEmbedded({ dataDir })
  await makeTemplate(embedded.url)
  project.provide('postgres', { url: embedded.url })
  return async () => {
    await embedded.stop()
    rmSync(dataDir, { recursive: true, force: true })
  }
}

async function makeTemplate(url: string) {
  const keeper = new pg.Client({ connectionString: url })
  await keeper.connect()
  await keeper.query(`create database ${template}`)
  await keeper.end()
  const db = connect(urlOf(url, template))
  await migrateToLatest(db)
  await db.destroy()
}
