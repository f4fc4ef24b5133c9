import type { Kysely } from 'kysely'
import { readConfig, type Config } from '../../src/server/config.ts'
import type { Database } from '../../src/server/database/tables.ts'
import type { House } from '../../src/server/http/house.ts'
import { aReceiptKey } from '../builders/receipt-key.ts'
import webPush from 'web-push'
import { aSealKey } from '../builders/seal-key.ts'

/** The instant at which tests live, unless they say otherwise: 16/11/2026, 9:00 in Viet Nam. */
export const testNow = '2026-11-16T02:00:00.000Z'

const pushKeys = webPush.generateVAPIDKeys()

/** A house as the doors are handed one, with a clock that stands still. */
export function aHouse(
  db: Kysely<Database>,
  given: { clock?: () => Date; config?: Partial<Config> } = {},
): House {
  return {
    db,
    clock: given.clock ?? (() => new Date(testNow)),
    config: { ...readConfig({ LOG_LEVEL: 'silent', DEMO: '0' }), ...given.config },
    receiptKey: aReceiptKey(),
    sealKey: aSealKey(),
    pushKeys,
  }
}
