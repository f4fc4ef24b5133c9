import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import pg from 'pg'

const script = fileURLToPath(new URL('supervisor.ts', import.meta.url))

export interface Supervised {
  child: ChildProcess
  /** Absent when it refused to start. */
  started: { url: string; home: string } | undefined
  /** What it told the person at the terminal, so far. */
  said: () => string
  end: (signal: NodeJS.Signals) => Promise<void>
}

interface SupervisedOptions {
  dataDir: string
  elsewhere?: string
  uid?: number
}

/** A folder that PostgreSQL's user may enter too. */
export function aFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'so-tay-so-'))
  chmodSync(folder, 0o755)
  return folder
}

/** Runs the supervisor in a process of its own and waits until it stands or has refused. */
export async function supervise(options: SupervisedOptions): Promise<Supervised> {
  const { dataDir, elsewhere = join(dataDir, 'elsewhere'), uid } = options
  const child = spawn(process.execPath, [script, dataDir, elsewhere], {
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(uid !== undefined && { uid, gid: uid }),
  })
  let said = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text))
  const started = await Promise.race([firstLine(child), once(child, 'close').then(() => undefined)])
  const end = async (signal: NodeJS.Signals) => {
    if (child.exitCode !== null || child.signalCode !== null) return
    child.kill(signal)
    await once(child, 'exit')
  }
  return { child, started, said: () => said, end }
}

async function firstLine(child: ChildProcess) {
  const [text] = (await once(child.stdout ?? child, 'data')) as [Buffer]
  return JSON.parse(text.toString()) as { url: string; home: string }
}

export async function ask(url: string, text: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query<Record<string, unknown>>(text)).rows
  } finally {
    await client.end()
  }
}

/** The process of the PostgreSQL that serves a home. */
export function postmasterOf(home: string): number {
  return Number(readFileSync(join(home, 'cluster', 'postmaster.pid'), 'utf8').split('\n')[0])
}
