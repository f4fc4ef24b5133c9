import { once } from 'node:events'
import { Worker } from 'node:worker_threads'

/** A list as a file: titles, then rows. */
export interface WrittenTable {
  readonly titles: readonly string[]
  readonly rows: readonly (readonly string[])[]
}

export type FileFormat = 'xlsx' | 'csv'

export const mediaTypes: Record<FileFormat, string> = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv; charset=utf-8',
}

export async function fileOf(format: FileFormat, table: WrittenTable): Promise<Buffer> {
  if (format === 'xlsx') return sheetOf(table)
  const lines = [table.titles, ...table.rows].map((row) => row.map(cellOf).join(','))
  // Excel takes a CSV file for UTF-8 only by its mark.
  return Buffer.from(`\ufeff${lines.join('\r\n')}\r\n`)
}

const patienceMs = 60_000

// One at a time: two large ones at once would cost twice the memory.
let last: Promise<unknown> = Promise.resolve()

function sheetOf(table: WrittenTable): Promise<Buffer> {
  const mine = last.then(() => writtenNow(table))
  last = mine.catch(() => undefined)
  return mine
}

async function writtenNow(table: WrittenTable): Promise<Buffer> {
  const worker = new Worker(new URL('sheet-writer.ts', import.meta.url), { workerData: table })
  try {
    const signal = AbortSignal.timeout(patienceMs)
    const [file] = (await once(worker, 'message', { signal })) as [Uint8Array]
    return Buffer.from(file.buffer, file.byteOffset, file.byteLength)
  } finally {
    await worker.terminate()
  }
}

/** In a CSV file a spreadsheet takes what begins with one of these for a formula; a mark before it keeps it text. */
function cellOf(value: string): string {
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
