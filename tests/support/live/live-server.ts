import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import type { Kysely } from 'kysely'
import { connect } from '../../../src/server/database/connect.ts'
import type { Database } from '../../../src/server/database/tables.ts'
import { aFolder, postmasterOf } from '../supervised.ts'

/** `bin/serve.ts` in a process of its own, with its own PostgreSQL: both can be killed, and it starts again on the same data and port. */
export interface LiveServer {
  readonly port: number
  start(): Promise<void>
  /** With -9, as a power cut or an impatient operator would: nothing is said, nothing is tidied. */
  kill(): Promise<void>
  /** Signals the PostgreSQL alone; the server has to cope. */
  signalPostgres(signal: NodeJS.Signals): void
  /** A connection beside the server's own, good until PostgreSQL next stops. */
  look<T>(work: (db: Kysely<Database>) => Promise<T>): Promise<T>
  remove(): Promise<void>
}

const script = fileURLToPath(new URL('../../../bin/serve.ts', import.meta.url))
const silent = { DEMO: '0', DATABASE_URL: '', HOST: '', PUBLIC_ORIGIN: '', TRUST_PROXY: '' }
const patienceMs = 30_000

export async function aLiveServer(): Promise<LiveServer> {
  const dataDir = aFolder()
  const home = join(dataDir, 'postgresql')
  const port = await freePort()
  let child: ChildProcess | undefined

  const start = async () => {
    const env = { ...process.env, ...silent, DATA_DIR: dataDir, PORT: String(port) }
    // Its channel closes with this process, however that ends, and the server ends with it.
    child = spawn(process.execPath, [script], {
      env,
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    })
    await untilReady(port, child)
  }
  const end = async (signal: NodeJS.Signals) => {
    if (child?.exitCode !== null || child.signalCode !== null) return
    const gone = once(child, 'exit')
    child.kill(signal)
    await gone
  }
  await start()
  return {
    port,
    start,
    kill: () => end('SIGKILL'),
    signalPostgres: (signal) => process.kill(postmasterOf(home), signal),
    look: async (work) => {
      const db = connect(addressIn(home), { max: 1 })
      return work(db).finally(() => db.destroy())
    },
    remove: async () => {
      await end('SIGTERM')
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

/** Ready is more than alive: migrated, and PostgreSQL answers. */
async function untilReady(port: number, child: ChildProcess): Promise<void> {
  const until = Date.now() + patienceMs
  while (Date.now() < until && child.exitCode === null) {
    const ready = await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => undefined)
    if (ready?.ok) return
    await pause(25)
  }
  throw new Error('The server did not become ready.')
}

function addressIn(home: string): string {
  const note = join(home, 'cluster', 'postmaster.pid')
  if (!existsSync(note)) throw new Error('PostgreSQL is not running.')
  const port = readFileSync(note, 'utf8').split('\n')[3] ?? ''
  const password = readFileSync(join(home, 'password'), 'utf8').trim()
  return `postgres://so_tay_so:${password}@127.0.0.1:${port}/so_tay_so`
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const { port } = probe.address() as AddressInfo
  probe.close()
  await once(probe, 'close')
  return port
}
