import { spawn, type ChildProcess } from 'node:child_process'
import { closeSync, openSync, readFileSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'

import { CannotStart } from '../../cannot-start.ts'
import { running, type Site } from './site.ts'

export interface Launched {
  child: ChildProcess
  port: number
}

/** How long a start may keep failing: a dying PostgreSQL needs a moment to let go of its files. */
const patienceMs = 10_000

/** Durable (an acknowledged commit is on the disk), small, and its log never outgrows a week. */
const settings = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '60',
  shared_buffers: '64MB',
  max_wal_size: '512MB',
  fsync: 'on',
  synchronous_commit: 'on',
  full_page_writes: 'on',
  jit: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
  logging_collector: 'on',
  log_directory: 'log',
  log_filename: 'postgresql-%a.log',
  log_rotation_age: '1d',
  log_truncate_on_rotation: 'on',
}

/** Starts PostgreSQL on a free port of this machine alone and waits until it takes connections. */
export async function launch(site: Site, samePort?: number): Promise<Launched> {
  const until = Date.now() + patienceMs
  for (;;) {
    const port = samePort ?? (await freePort())
    const child = begin(site, port)
    if (await becomesReady(site, child)) return { child, port }
    if (Date.now() > until) throw wontStart(site)
    await pause(500)
  }
}

/** What PostgreSQL says of itself: line 1 is its process, line 8 becomes `ready`. */
export function readPidFile({ cluster }: Site): { pid: number; ready: boolean } | undefined {
  try {
    const lines = readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n')
    return { pid: Number(lines[0]), ready: lines[7]?.trim() === 'ready' }
  } catch {
    return undefined
  }
}

/** Detached, so that Ctrl-C reaches us alone and PostgreSQL stays until the last request is answered. */
function begin(site: Site, port: number) {
  const said = openSync(lastWords(site), 'w', 0o600)
  const options = Object.entries({ ...settings, port: String(port) })
  const args = options.flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const child = spawn(site.binaries.postgres, ['-D', site.cluster, ...args], {
    ...running(site),
    detached: true,
    stdio: ['ignore', said, said],
  })
  closeSync(said)
  child.on('error', (problem) => {
    site.log(problem.message)
  })
  child.unref()
  return child
}

/** As long as it lives it may take its time: recovery after a power cut is not hurried. */
async function becomesReady(site: Site, child: ChildProcess) {
  while (child.pid && child.exitCode === null && child.signalCode === null) {
    const said = readPidFile(site)
    if (said?.pid === child.pid && said.ready) return true
    await pause(25)
  }
  return false
}

function freePort() {
  return new Promise<number>((resolve, reject) => {
    const probe = createServer().once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo
      probe.close(() => {
        resolve(port)
      })
    })
  })
}

function lastWords({ home }: Site) {
  return join(home, 'last-start.log')
}

function wontStart(site: Site) {
  const said = readFileSync(lastWords(site), 'utf8').trim()
  return new CannotStart(
    `PostgreSQL kèm theo không chạy được với dữ liệu ở ${site.cluster}.`,
    `The embedded PostgreSQL does not start on ${site.cluster}. It said:\n${said}`,
  )
}
