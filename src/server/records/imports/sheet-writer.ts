import { parentPort, workerData } from 'node:worker_threads'
import writeXlsx from 'write-excel-file/node'
import type { WrittenTable } from './written-table.ts'

/*
 * Writes one spreadsheet in a thread of its own: tens of thousands of rows take seconds in which
 * nobody else would be answered.
 */

const { titles, rows } = workerData as WrittenTable

const head = titles.map((value) => ({ value, type: String, fontWeight: 'bold' as const }))
// A cell of type text stays text, whatever it begins with.
const body = rows.map((row) => row.map((value) => (value === '' ? null : { value, type: String })))
const columns = titles.map((title) => ({ width: Math.max(14, title.length + 4) }))
const options = { columns, stickyRowsCount: 1, sheet: 'Danh sách' }
parentPort?.postMessage(await writeXlsx([head, ...body], options).toBuffer())
