import pg from 'pg'

import { passwordOf } from './cluster.ts'
import type { Site } from './site.ts'

const name = 'so_tay_so'

/** The address of the application's own database and role; both are made at the first start. */
export async function ownDatabase(site: Site, port: number): Promise<string> {
  const password = passwordOf(site)
  const address = (user: string, database: string) =>
    `postgres://${user}:${password}@127.0.0.1:${port}/${database}`
  const keeper = new pg.Client({ connectionString: address('postgres', 'postgres') })
  await keeper.connect()
  try {
    await ensure(keeper, password)
  } finally {
    await keeper.end()
  }
  return address(name, name)
}

/** The application is no superuser: it may make databases and owns its own, nothing else. */
async function ensure(keeper: pg.Client, password: string) {
  const role = await keeper.query('select 1 from pg_roles where rolname = $1', [name])
  if (!role.rowCount) {
    await keeper.query(`create role ${name} login createdb password '${password}'`)
  }
  const database = await keeper.query('select 1 from pg_database where datname = $1', [name])
  if (!database.rowCount) await keeper.query(`create database ${name} owner ${name}`)
}
