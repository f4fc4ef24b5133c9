import { sql } from 'kysely'
import { Array, Boolean, Literal, Object, String, Union } from 'typebox'
import { migrations } from '../database/migrations/index.ts'
import type { App, House } from './house.ts'

const Alive = Object({ alive: Literal(true) })

const Ready = Object({
  ready: Boolean(),
  database: Union([Literal('answers'), Literal('silent')]),
  /** Migrations that the database has not seen. */
  missingMigrations: Array(String()),
})

/** For whoever watches over the server: does it live, can it work. */
export function healthRoutes(app: App, { db }: House): void {
  const alive = { summary: 'The process lives', tags: ['health'], response: { 200: Alive } }
  app.get('/healthz', { schema: alive }, () => ({ alive: true as const }))

  const ready = {
    summary: 'The database answers and its tables are up to date',
    tags: ['health'],
    response: { 200: Ready, 503: Ready },
  }
  app.get('/readyz', { schema: ready }, async (_, reply) => {
    const state = await readiness(db)
    return reply
      .header('cache-control', 'no-store')
      .status(state.ready ? 200 : 503)
      .send(state)
  })
}

async function readiness(db: House['db']) {
  const seen = await seenMigrations(db)
  const missingMigrations = globalThis.Object.keys(migrations).filter(
    (name) => !seen?.includes(name),
  )
  const database = seen ? ('answers' as const) : ('silent' as const)
  return { ready: missingMigrations.length === 0, database, missingMigrations }
}

/** Those that the database has seen; nothing where it doesn't answer. */
async function seenMigrations(db: House['db']): Promise<string[] | undefined> {
  const names = sql<{ name: string }>`select name from kysely_migration`
  return names.execute(db).then(
    ({ rows }) => rows.map(({ name }) => name),
    (problem: unknown) => (isMissingTable(problem) ? [] : undefined),
  )
}

function isMissingTable(problem: unknown): boolean {
  return (problem as NodeJS.ErrnoException).code === '42P01'
}
