import { execFile, spawnSync } from 'node:child_process'
import { realpathSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'

import { launch, readPidFile, type Launched } from './launch.ts'
import { commandOf, folderOf, isAlive } from './process-facts.ts'
import { running, type Site } from './site.ts'

const execute = promisify(execFile)

export interface Postmaster {
  port: number
  stop: () => Promise<void>
  /** For the last moment of a process, when nothing can be awaited any more. */
  stopAtOnce: () => void
}

/** Runs PostgreSQL until it is stopped; one that dies on its own is started again on the same port. */
export async function runPostmaster(site: Site): Promise<Postmaster> {
  await stopOrphan(site)
  const launched = await launch(site)
  const letGo = keepRunning(site, launched)
  return {
    port: launched.port,
    stop: async () => {
      letGo()
      await stop(site)
    },
    stopAtOnce: () => {
      letGo()
      spawnSync(site.binaries.pgCtl, [...stopping(site, 'fast'), '-W'], running(site))
    },
  }
}

function keepRunning(site: Site, { child, port }: Launched) {
  let wanted = true
  const isWanted = () => wanted
  const again = async () => {
    if (!isWanted()) return
    site.log('PostgreSQL dừng bất ngờ, đang chạy lại. / PostgreSQL stopped, starting it again.')
    const next = await launch(site, port)
    if (isWanted()) next.child.once('exit', restart)
    else await stop(site)
  }
  const restart = () => {
    again().catch((problem: unknown) => {
      site.log(String(problem))
    })
  }
  child.once('exit', restart)
  return () => {
    wanted = false
  }
}

/** Fast: sessions end, everything is written. Immediate: the next start recovers from the log. */
async function stop(site: Site) {
  const args = (mode: Mode) => [...stopping(site, mode), '-w', '-t', '10']
  await execute(site.binaries.pgCtl, args('fast'), running(site)).catch(async () => {
    if (!findOrphan(site)) return
    await execute(site.binaries.pgCtl, args('immediate'), running(site))
  })
}

type Mode = 'fast' | 'immediate'

function stopping({ cluster }: Site, mode: Mode) {
  return ['stop', '-D', cluster, '-m', mode]
}

/** A supervisor that was killed leaves its PostgreSQL running; it is closed before ours begins. */
async function stopOrphan(site: Site) {
  const pid = findOrphan(site)
  if (!pid) return
  site.log(
    `Đang dừng PostgreSQL còn sót lại (${pid}). / Stopping a PostgreSQL left behind (${pid}).`,
  )
  await stop(site)
}

/**
 * The process in PostgreSQL's own note, if it is one and serves this cluster. A number that another
 * program has by now is cleared away: PostgreSQL takes any living process of its user for itself.
 */
function findOrphan(site: Site) {
  const pid = readPidFile(site)?.pid
  if (!pid || !isAlive(pid)) return undefined
  const command = commandOf(pid)
  if (command?.includes('postgres')) return serves(site, pid, command) ? pid : undefined
  if (command) rmSync(join(site.cluster, 'postmaster.pid'))
  return undefined
}

function serves({ cluster }: Site, pid: number, command: string) {
  const folder = folderOf(pid)
  return folder ? folder === realpathSync(cluster) : command.includes(cluster)
}
