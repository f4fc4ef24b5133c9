import { realpathSync } from 'node:fs'
import { join } from 'node:path'

import { findBinaries } from './binaries.ts'
import { ensureCluster } from './cluster.ts'
import { whenLeaving } from './leaving.ts'
import { takeLock } from './lock.ts'
import { ownDatabase } from './own-database.ts'
import { homeIn, makeHome } from './place.ts'
import { runPostmaster } from './postmaster.ts'
import type { Site } from './site.ts'
import { userFor } from './system-user.ts'

export interface EmbeddedOptions {
  /** A folder that is there. */
  dataDir: string
  /** Where root keeps what the lent user can't reach under `dataDir`. */
  elsewhere?: string
  log?: (line: string) => void
}

export interface Embedded {
  url: string
  /** The folder that holds PostgreSQL's data, to be shown and backed up. */
  home: string
  stop: () => Promise<void>
}

/** Starts the real PostgreSQL that npm brought, with its data under `dataDir`, and keeps it running. */
export async function startEmbedded(options: EmbeddedOptions): Promise<Embedded> {
  const site = await prepare(options)
  const unlock = takeLock(site.home)
  try {
    return await open(site, unlock)
  } catch (problem) {
    unlock()
    throw problem
  }
}

async function prepare(options: EmbeddedOptions): Promise<Site> {
  const dataDir = realpathSync(options.dataDir)
  const where = { dataDir, elsewhere: options.elsewhere ?? '/var/lib/so-tay-so' }
  const user = userFor(join(homeIn(where), 'cluster'))
  const home = makeHome(where, user)
  const binaries = await findBinaries(user, where.elsewhere)
  return { home, cluster: join(home, 'cluster'), binaries, user, log: options.log ?? (() => {}) }
}

async function open(site: Site, unlock: () => void): Promise<Embedded> {
  await ensureCluster(site)
  const postmaster = await runPostmaster(site)
  const stay = whenLeaving(() => {
    postmaster.stopAtOnce()
    unlock()
  })
  const stop = async () => {
    await postmaster.stop()
    stay()
    unlock()
  }
  const url = await ownDatabase(site, postmaster.port).catch(async (problem: unknown) => {
    await stop()
    throw problem
  })
  return { url, home: site.home, stop }
}
