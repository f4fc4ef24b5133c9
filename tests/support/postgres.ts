import { randomUUID } from 'node:crypto'
import type { Kysely } from 'kysely'
import pg from 'pg'
import { inject } from 'vitest'

import { connect } from '../../src/server/database/connect.ts'
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

/** The name of the migrated database that `postgres-setup.ts` makes and nobody writes to. */
export const template = 'so_tay_so_template'

/** A database of one's own, migrated and empty; what a test commits there is really committed. */
export async function aDatabase(): Promise<TestDatabase> {
  const name = `test_${randomUUID().replaceAll('-', '')}`
  const server = inject('postgres').url
  await command(server, `create database ${name} template ${template}`)
  const url = urlOf(server, name)
  const db = connect(url)
  const drop = async () => {
    await db.destroy()
    await command(server, `drop database ${name} with (force)`)
  }
  return { db, url, drop }
}

export function urlOf(server: string, database: string): string {
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
