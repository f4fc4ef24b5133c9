import type { FastifyInstance } from 'fastify'
import { sql, type Kysely } from 'kysely'

import { buildApp } from './app.ts'
import type { Config } from './config.ts'
import { openDatabase, type OpenDatabase } from './database/open.ts'
import type { Database } from './database/tables.ts'
import { listen } from './listen.ts'
import { firstAdministratorLink } from './accounts/first-administrator.ts'
import { startMessenger } from './messages/messenger.ts'
import { openPushKeys } from './messages/push-key.ts'
import { openSealKey } from './seal-key.ts'
import { publishCatalogue } from './records/catalogue.ts'
import { openReceiptKey, recordReceiptKey } from './sync/receipts.ts'

export interface ServeOptions {
  config: Config
  /** Fills an empty database, all or nothing; asked only when the configuration says demo. */
  fillEmpty?: (db: Kysely<Database>) => Promise<void>
  log: (line: string) => void
}

export interface Serving {
  url: string
  close: () => Promise<void>
}

/** Opens the database, listens and says where; `close` undoes it all, the latest first. */
export async function serve(options: ServeOptions): Promise<Serving> {
  const database = await openDatabase(options)
  try {
    return await serveOn(database, options)
  } catch (problem) {
    await database.close()
    throw problem
  }
}

async function serveOn({ db, close }: OpenDatabase, options: ServeOptions): Promise<Serving> {
  const { config, log } = options
  await publishCatalogue(db)
  await fillOnce(db, options)
  const receiptKey = await openReceiptKey(config.dataDir)
  await recordReceiptKey(db, receiptKey)
  const sealKey = await openSealKey(config.dataDir)
  const pushKeys = await openPushKeys(config.dataDir)
  const house = { db, clock: () => new Date(), config, receiptKey, sealKey, pushKeys }
  const app = await buildApp(house)
  const url = await listen(app, config)
  log(`Sổ tay số đang chạy ở / is running at ${config.publicOrigin ?? url}`)
  if (await isEmpty(db)) await inviteAdministrator(db, { config: withPort(config, url), log })
  const messenger = startMessenger(house, { log })
  return { url, close: () => closeAll(app, messenger, close) }
}

/** Two servers that start together on one empty database must not both fill it. */
async function fillOnce(db: Kysely<Database>, { config, fillEmpty, log }: ServeOptions) {
  if (!config.demo || !fillEmpty) return
  await db.connection().execute(async (held) => {
    await sql`select pg_advisory_lock(hashtext('so-tay-so.fill'))`.execute(held)
    if (await isEmpty(held)) {
      log('Đang tạo dữ liệu dùng thử… / Filling the demo department…')
      await fillEmpty(db)
    }
    await sql`select pg_advisory_unlock(hashtext('so-tay-so.fill'))`.execute(held)
  })
}

async function isEmpty(db: Kysely<Database>) {
  const someone = await db.selectFrom('account').select('id').limit(1).executeTakeFirst()
  return someone === undefined
}

async function inviteAdministrator(db: Kysely<Database>, { config, log }: ServeOptions) {
  const link = await firstAdministratorLink(db, config)
  log('Chưa có tài khoản nào. Mở đường dẫn dùng một lần này để tạo quản trị viên đầu tiên:')
  log('There is no account yet. Open this one-time link to make the first administrator:')
  log(`  ${link}`)
}

/** The port that was free may not be the one that was configured. */
function withPort(config: Config, url: string): Config {
  return { ...config, port: Number(new URL(url).port) || config.port }
}

async function closeAll(
  app: FastifyInstance,
  messenger: { stop: () => Promise<void> },
  closeDatabase: () => Promise<void>,
) {
  await messenger.stop()
  await app.close()
  await closeDatabase()
}
