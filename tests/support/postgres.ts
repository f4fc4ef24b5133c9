import { randomUUID } from 'node:crypto'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Kysely } from 'kysely'
import pg from 'pg'
import { inject } from 'vitest'
import type { TestProject } from 'vitest/node'

import { connect } from '../../src/server/database/connect.ts'
import { startEmbedded } from '../../src/server/database/embedded/start.ts'
import { migrateToLatest } from '../../src/server/database/migrate.ts'
import type { Database } from '../../src/server/database/tables.ts'

declare module 'vitest' {
  interface ProvidedContext {
    postgres: { url: string }
  }
}

export interface TestDatabase {
  db: Kysely<Database>
  url: string
  drop: () => Promise<void>
}

/** Migrated once a run; nobody writes to it. */
const template = 'so_tay_so_template'

/** Once a run: one real PostgreSQL, with a migrated database that each test file clones. */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const dataDir = mkdtempSync(join(tmpdir(), 'so-tay-so-'))
  // PostgreSQL runs as another user when the tests run as root.
  chmodSync(dataDir, 0o755)
  const { url, stop } = await startEmbedded({ dataDir, elsewhere: join(dataDir, 'elsewhere') })
  await makeTemplate(url)
  project.provide('postgres', { url })
  return async () => {
    await stop()
    rmSync(dataDir, { recursive: true, force: true })
  }
}

/** A database of one's own, migrated and empty; what a test commits there is really committed. */
export async function aDatabase(): Promise<TestDatabase> {
  const name = `test_${randomUUID().replaceAll('-', '')}`
  const server = inject('postgres').url
  await command(server, `create database ${name} template ${template}`)
  const url = urlOf(server, name)
  const db = connect(url)
  const drop = async () => {
    await db.destroy()
    await dropForced(server, name)
  }
  return { db, url, drop }
}

/** An autovacuum worker may be in the database for a moment; it is not ours to end, so we wait. */
async function dropForced(server: string, name: string, triesLeft = 100): Promise<void> {
  try {
    await command(server, `drop database ${name} with (force)`)
  } catch (failure) {
    if (!isPassing(failure) || triesLeft === 0) throw failure
    await new Promise((wake) => setTimeout(wake, 100))
    await dropForced(server, name, triesLeft - 1)
  }
}

function isPassing(failure: unknown) {
  const code = failure instanceof pg.DatabaseError ? failure.code : undefined
  return code === '42501' || code === '55006'
}

async function makeTemplate(server: string) {
  await command(server, `create database ${template}`)
  const db = connect(urlOf(server, template))
  await migrateToLatest(db)
  await db.destroy()
}

function urlOf(server: string, database: string) {
  const url = new URL(server)
  url.pathname = `/${database}`
  return url.href
}

async function command(url: string, text: string) {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(text)
  } finally {
    await client.end()
  }
}
