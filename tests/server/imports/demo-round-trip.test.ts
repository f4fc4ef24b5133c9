import { expect, it } from 'vitest'
import type { ImportPage } from '#contract/imports.ts'
import { buildApp } from '../../../src/server/app.ts'
import { fillDemo } from '../../seed.ts'
import { noDist } from '../../support/app.ts'
import { signIn } from '../../support/browsing.ts'
import { aHouse } from '../../support/house.ts'
import { aDatabase } from '../../support/postgres.ts'

it('what the demo department writes out reads in again as the same, people and units', async () => {
  const database = await aDatabase()
  await fillDemo(database.db)
  const clock = () => new Date()
  const app = await buildApp(aHouse(database.db, { clock }), { dist: noDist })
  const { ask } = await signIn(app, 'qt.an')
  for (const what of ['people', 'units']) {
    const file = await ask({ url: `/api/exports/${what}/xlsx` })
    const reply = await ask({
      method: 'POST',
      url: `/api/imports?what=${what}&name=lai.xlsx`,
      headers: { 'content-type': 'application/octet-stream' },
      payload: file.rawPayload,
    })
    const { id } = reply.json<{ id: string }>()
    const { counts, rowCount } = (await ask({ url: `/api/imports/${id}` })).json<ImportPage>()
    expect(rowCount).toBeGreaterThan(3)
    expect(counts).toEqual({ new: 0, changed: 0, same: rowCount, gone: 0, wrong: 0 })
  }
  await app.close()
  await database.drop()
})
