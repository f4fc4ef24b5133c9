import compress from '@fastify/compress'
import Fastify, { type FastifyInstance } from 'fastify'
import pg from 'pg'

const upsert = `insert into floor_record (id, body) values ($1, $2)
  on conflict (id) do update set body = excluded.body`
const audit = `insert into floor_audit (record_id, at) values ($1, now())`

/** The least that could keep what is sent: Fastify and the same PostgreSQL, no checks, no receipts. */
export async function floorApp(url: string): Promise<FastifyInstance> {
  const pool = new pg.Pool({ connectionString: url, max: 10 })
  await pool.query(`create table floor_record (id text primary key, body jsonb not null)`)
  await pool.query(`create table floor_audit (id bigint generated always as identity primary key,
    record_id text not null, at timestamptz not null)`)
  const app = Fastify({ bodyLimit: 8_000_000 })
  await app.register(compress, { threshold: 1024, encodings: ['gzip'], requestEncodings: ['gzip'] })
  app.addHook('onClose', () => pool.end())
  app.post<{ Body: { id: string } }>('/one', async ({ body }) => {
    await inTransaction(pool, async (client) => {
      await client.query(upsert, [body.id, body])
      await client.query(audit, [body.id])
    })
    return { id: body.id }
  })
  app.post<{ Body: { commands: unknown[] } }>('/many', async ({ body }) => {
    await pool.query(
      `insert into floor_record select one->>'id', one from jsonb_array_elements($1) as one
        on conflict (id) do update set body = excluded.body`,
      [JSON.stringify(body.commands)],
    )
    return { kept: body.commands.length }
  })
  app.get('/many', async () => {
    const { rows } = await pool.query<{ body: unknown }>(
      `select body from floor_record where body ? 'record' order by id desc limit 1000`,
    )
    return rows.map(({ body }) => body)
  })
  return app
}

async function inTransaction(pool: pg.Pool, work: (client: pg.PoolClient) => Promise<void>) {
  const client = await pool.connect()
  try {
    await client.query('begin')
    await work(client)
    await client.query('commit')
  } finally {
    client.release()
  }
}
