import { CamelCasePlugin, Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'

import type { Database } from './tables.ts'

export interface ConnectOptions {
  /** Connections at most. */
  max?: number
  onIdleError?: (problem: Error) => void
}

type Parser = (text: string) => unknown

const { builtins } = pg.types
const parserOf = pg.types.getTypeParser as (oid: number, format?: string) => Parser
const asDate = parserOf(builtins.TIMESTAMPTZ, 'text')

/** Days stay days, instants come as ISO 8601 in UTC, numbers as numbers. */
const parsers: Partial<Record<number, Parser>> = {
  [builtins.INT8]: Number,
  [builtins.NUMERIC]: Number,
  [builtins.DATE]: (text) => text,
  [builtins.TIMESTAMPTZ]: (text) => asInstant(text),
}

const types: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: string) =>
    parsers[oid] ?? parserOf(oid, format)) as typeof pg.types.getTypeParser,
}

/** Opens a pool on PostgreSQL; tables and columns are snake_case there and camelCase here. */
export function connect(url: string, options: ConnectOptions = {}): Kysely<Database> {
  const pool = new pg.Pool({
    connectionString: url,
    types,
    max: options.max ?? 10,
    connectionTimeoutMillis: 10_000,
    idle_in_transaction_session_timeout: 60_000,
    application_name: 'so-tay-so',
  })
  // Without a listener a PostgreSQL that restarts would take the whole server with it.
  pool.on('error', options.onIdleError ?? (() => {}))
  // One that breaks while it is in use says so to its query too; unheard, it would do the same.
  pool.on('connect', (client) => {
    client.on('error', () => {})
  })
  return new Kysely<Database>({
    dialect: new PostgresDialect({ pool }),
    // What people wrote is kept in JSON as they wrote it: its keys are not ours to rename.
    plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })],
  })
}

function asInstant(text: string) {
  const date: unknown = asDate(text)
  return date instanceof Date ? date.toISOString() : text
}
