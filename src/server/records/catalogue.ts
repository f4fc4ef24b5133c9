import { catalogue } from '#domain/instrument/catalogue/catalogue.ts'
import type { Instrument } from '#domain/instrument/instrument.ts'
import type { Connection } from '../database/tables.ts'

/** Publishes the shipped instruments whose version isn't there yet; what is there never changes. */
export async function publishCatalogue(
  db: Connection,
  shipped: readonly Instrument[] = catalogue,
): Promise<void> {
  const rows = shipped.map((instrument) => ({
    id: instrument.id,
    version: instrument.version,
    body: JSON.stringify(instrument),
  }))
  await db
    .insertInto('instrument')
    .values(rows)
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}
