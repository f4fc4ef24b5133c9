import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { Problem } from '#domain/problems.ts'
import type { RosterOf } from '#domain/roster/titles.ts'
import { Refusal } from '../../http/refusal.ts'
import type { Table } from './table.ts'

const memoryMb = 768
const patienceMs = 60_000

type Said = { readonly table: Table } | { readonly problem: Problem }

// One file at a time: two large ones at once would cost twice the memory.
let last: Promise<unknown> = Promise.resolve()

/** The table in a file; whatever goes wrong costs one refusal and not the server. */
export function readFile(bytes: Buffer, what: RosterOf): Promise<Table> {
  const mine = last.then(() => readNow(bytes, what))
  last = mine.catch(() => undefined)
  return mine
}

async function readNow(bytes: Buffer, what: RosterOf): Promise<Table> {
  const worker = new Worker(new URL('reader.ts', import.meta.url), {
    workerData: { bytes, what },
    resourceLimits: { maxOldGenerationSizeMb: memoryMb },
  })
  try {
    const said = await heard(worker)
    if ('table' in said) return said.table
    const { code, ...details } = said.problem
    throw new Refusal(code, details)
  } finally {
    await worker.terminate()
  }
}

async function heard(worker: Worker): Promise<Said> {
  try {
    const [said] = (await once(worker, 'message', { signal: AbortSignal.timeout(patienceMs) })) as [
      Said,
    ]
    return said
  } catch (problem) {
    if (!(problem instanceof Error)) throw problem
    if (problem.name === 'AbortError') return { problem: { code: 'import.too-slow' } }
    const { code } = problem as NodeJS.ErrnoException
    if (code === 'ERR_WORKER_OUT_OF_MEMORY') return { problem: { code: 'import.too-much-inside' } }
    throw problem
  }
}
