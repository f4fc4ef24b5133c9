import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { AddressInfo } from 'node:net'
import { buildApp, type AppOptions } from '../../src/server/app.ts'
import { readConfig } from '../../src/server/config.ts'
import { openPushKeys } from '../../src/server/messages/push-key.ts'
import { openSealKey } from '../../src/server/seal-key.ts'
import { openReceiptKey } from '../../src/server/sync/receipts.ts'
import { fillDemo } from '../seed.ts'
import { cutLine, type CutLine } from './cut-line.ts'
import { aDatabase, type TestDatabase } from './postgres.ts'

/** The built app over the demo department, behind a line that can be cut. */
export interface Served {
  readonly line: CutLine
  readonly db: TestDatabase['db']
  close(): Promise<void>
}

export async function aServedDemo(
  options: Pick<AppOptions, 'dist'> & { env?: Record<string, string>; port?: number } = {},
): Promise<Served> {
  const database = await aDatabase()
  await fillDemo(database.db)
  const dataDir = mkdtempSync(join(tmpdir(), 'so-tay-so-'))
  const config = readConfig({ DATA_DIR: dataDir, LOG_LEVEL: 'warn', ...options.env })
  const receiptKey = await openReceiptKey(dataDir)
  const sealKey = await openSealKey(dataDir)
  const pushKeys = await openPushKeys(dataDir)
  const house = { db: database.db, clock: () => new Date(), config, receiptKey, sealKey, pushKeys }
  const { env: _env, port, ...appOptions } = options
  const app = await buildApp(house, appOptions)
  await app.listen({ host: '127.0.0.1', port: port ?? 0 })
  const line = await cutLine((app.server.address() as AddressInfo).port)
  return {
    line,
    db: database.db,
    close: async () => {
      await line.close()
      await app.close()
      await database.drop()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}
