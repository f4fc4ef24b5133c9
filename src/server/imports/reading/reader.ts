import { parentPort, workerData } from 'node:worker_threads'
import { findHeader } from '#domain/roster/columns.ts'
import type { RosterOf } from '#domain/roster/titles.ts'
import { readCommaSeparated } from './comma-separated.ts'
import { readSpreadsheet } from './spreadsheet.ts'
import { limits, Unreadable, type Grid, type Table } from './table.ts'

/*
 * Reads one file in a thread of its own, with little memory and little time: whatever a file does,
 * it does it here.
 */

const { bytes, what } = workerData as { bytes: Uint8Array; what: RosterOf }

try {
  parentPort?.postMessage({
    table: await read(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)),
  })
} catch (problem) {
  const { code, limit } =
    problem instanceof Unreadable ? problem : new Unreadable('import.not-a-table')
  parentPort?.postMessage({ problem: { code, ...(limit !== undefined && { limit }) } })
}

async function read(file: Buffer): Promise<Table> {
  if (file.length === 0) throw new Unreadable('import.empty')
  if (file.subarray(0, 4).toString('hex') === 'd0cf11e0') {
    // Word and Excel keep a locked file in the same wrapping as their old formats.
    const isLocked = file.includes(Buffer.from('EncryptedPackage', 'utf16le'))
    throw new Unreadable(isLocked ? 'import.locked' : 'import.old-excel')
  }
  const isPacked = file.subarray(0, 2).toString('latin1') === 'PK'
  return tableOf(isPacked ? await readSpreadsheet(file, what) : readCommaSeparated(file))
}

function tableOf(grid: Grid): Table {
  const filled = grid.findIndex((row) => row.some((cell) => cell !== ''))
  if (filled < 0) throw new Unreadable('import.empty')
  const { at } = findHeader(what, grid)
  if (at < 0) throw noHeader(grid[filled] ?? [])
  const header = grid[at] ?? []
  const rows = grid
    .map((cells, index) => ({
      no: index + 1,
      cells: header.map((_, column) => cells[column] ?? ''),
    }))
    .slice(at + 1)
    .filter(({ cells }) => cells.some((cell) => cell !== ''))
  if (rows.length === 0) throw new Unreadable('import.empty')
  if (rows.length > limits.rows) throw new Unreadable('import.too-many-rows', limits.rows)
  return { header, headerRow: at + 1, rows }
}

/** Titles that nobody knows are told apart from rows without titles: titles are words, each another. */
function noHeader(first: readonly string[]): Unreadable {
  const titles = first.filter((cell) => cell !== '')
  const areTitles =
    titles.length > 1 &&
    new Set(titles).size === titles.length &&
    titles.every((cell) => !/\d{2}/.test(cell))
  return areTitles
    ? new Unreadable('import.unknown-columns', titles.length)
    : new Unreadable('import.no-header')
}
