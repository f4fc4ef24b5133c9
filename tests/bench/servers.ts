import type { AddressInfo } from 'node:net'
import { buildApp } from '../../src/server/app.ts'
import { connect } from '../../src/server/database/connect.ts'
import { aHouse } from '../support/house.ts'
import { floorApp } from './floor.ts'

/** The servers that are measured, in a process of their own: ours with the app, ours with the bench's page, the floor. */
const [url = '', pageDist = ''] = process.argv.slice(2)
// One address may ask 3,000 times a minute; behind a proxy the bench can come from many.
const house = aHouse(connect(url), { clock: () => new Date(), config: { trustProxy: 1 } })
const apps = [
  await buildApp(house, { logger: false }),
  await buildApp(house, { logger: false, dist: pageDist }),
  await floorApp(url),
]
for (const app of apps) await app.listen({ host: '127.0.0.1', port: 0 })
process.send?.(apps.map((app) => (app.server.address() as AddressInfo).port))
process.on('disconnect', () => process.exit(0))
