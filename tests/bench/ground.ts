import { fork } from 'node:child_process'
import { once } from 'node:events'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { connect } from '../../src/server/database/connect.ts'
import { startEmbedded } from '../../src/server/database/embedded/start.ts'
import { migrateToLatest } from '../../src/server/database/migrate.ts'
import { aDepartment, type TestDepartment } from '../builders/department.ts'
import { aFolder } from '../support/supervised.ts'
import { buildPage } from './build-page.ts'

/** A small department on the embedded PostgreSQL, and the servers over it. */
export interface Ground {
  readonly department: TestDepartment
  /** Ours with the built app, ours with the bench's page, the floor. */
  readonly app: number
  readonly page: number
  readonly floor: number
  /** Of the database. */
  readonly url: string
  close(): Promise<void>
}

export async function layGround(): Promise<Ground> {
  const folder = aFolder()
  const pageDist = join(folder, 'page')
  await buildPage(pageDist)
  const { url, stop } = await startEmbedded({
    dataDir: folder,
    elsewhere: join(folder, 'elsewhere'),
  })
  const db = connect(url)
  await migrateToLatest(db)
  const department = await aDepartment(db)
  await db.destroy()
  const script = fileURLToPath(new URL('servers.ts', import.meta.url))
  const child = fork(script, [url, pageDist])
  const [[app, page, floor]] = (await once(child, 'message')) as [[number, number, number]]
  return {
    ...{ department, app, page, floor, url },
    close: async () => {
      const gone = once(child, 'exit')
      child.disconnect()
      await gone
      await stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
