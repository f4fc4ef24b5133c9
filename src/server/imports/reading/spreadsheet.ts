import readSheets from 'read-excel-file/node'
import { findHeader, matchColumns } from '#domain/roster/columns.ts'
import type { RosterOf } from '#domain/roster/titles.ts'
import { lookInside, type Inside, type SheetMarks } from './look-inside.ts'
import { limits, Unreadable, type Grid } from './table.ts'

/** The one list of an XLSX file. The library gives a formula's last value and knows nothing of merged cells, so both are refused here. */
export async function readSpreadsheet(bytes: Buffer, what: RosterOf): Promise<Grid> {
  const inside = await lookInside(bytes)
  refuseOthers(inside)
  const sheets = sheetsIn(inside)
  const read = await readSheets(bytes).catch(() => {
    throw new Unreadable('import.not-a-table')
  })
  const filled = read.filter(({ data }) => data.some((row) => row.some((cell) => cell !== null)))
  const hidden = filled.find(({ sheet }) => sheets.get(sheet)?.isHidden)
  if (hidden) throw new Unreadable('import.hidden-sheets', hidden.sheet.slice(0, 60))
  if (filled.length > 1) throw new Unreadable('import.several-sheets', filled.length)
  const [only] = filled
  if (!only) throw new Unreadable('import.empty')
  if (only.data.length > limits.rows + 50) throw new Unreadable('import.too-many-rows', limits.rows)
  const grid = only.data.map((row) => row.slice(0, limits.columns).map(textOf))
  refuseMarks(sheets.get(only.sheet)?.marks, grid, what)
  return grid
}

function refuseOthers({ names, parts }: Inside): void {
  if (parts.get('mimetype')?.includes('opendocument')) throw new Unreadable('import.open-document')
  if (!names.includes('xl/workbook.xml')) throw new Unreadable('import.not-a-table')
}

interface SheetFacts {
  readonly isHidden: boolean
  readonly marks: SheetMarks | undefined
}

/** The sheets by name: whether they are hidden, and what was seen in them. */
function sheetsIn({ parts, sheets }: Inside): Map<string, SheetFacts> {
  const targets = new Map<string, string>()
  for (const tag of tagsIn(parts.get('xl/_rels/workbook.xml.rels'), 'Relationship')) {
    targets.set(attribute(tag, 'Id'), attribute(tag, 'Target').replace(/^\/?(?:xl\/)?/, 'xl/'))
  }
  return new Map(
    tagsIn(parts.get('xl/workbook.xml'), 'sheet').map((tag) => {
      const isHidden = /hidden/i.test(attribute(tag, 'state'))
      const marks = sheets.get(targets.get(attribute(tag, 'r:id')) ?? '')
      return [attribute(tag, 'name'), { isHidden, marks }]
    }),
  )
}

const tagsIn = (text: string | undefined, name: string) =>
  (text ?? '').match(new RegExp(`<(?:\\w+:)?${name}\\s[^>]*>`, 'g')) ?? []

function attribute(tag: string, name: string): string {
  const value = new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1] ?? ''
  return value
    .replace(/&#x([0-9a-f]+);/gi, (_, code: string) =>
      String.fromCodePoint(Number.parseInt(code, 16)),
    )
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&apos;/g, "'")
    .replace(/&amp;/g, '&')
}

/** Above the titles a heading may be merged. A formula matters where its column is read. */
function refuseMarks(marks: SheetMarks | undefined, grid: Grid, what: RosterOf): void {
  const header = findHeader(what, grid)
  const first = header.at + 1
  const merged = marks?.merged.find((range) => lastRow(range) >= first)
  if (merged !== undefined && header.at >= 0) throw new Unreadable('import.merged-cells', merged)
  const fields = matchColumns(what, grid[header.at] ?? [])
  const formula = marks?.formulas.find((cell) => {
    return rowOf(cell) > first && (fields[columnOf(cell)] ?? null) !== null
  })
  if (formula !== undefined) throw new Unreadable('import.formulas', formula)
}

const rowOf = (cell: string) => Number(/\d+/.exec(cell)?.[0] ?? 0)
const lastRow = (range: string) => rowOf(range.split(':').at(-1) ?? '')

function columnOf(cell: string): number {
  const letters = /^[A-Z]+/.exec(cell)?.[0] ?? 'A'
  return Buffer.from(letters).reduce((sum, letter) => sum * 26 + letter - 64, 0) - 1
}

function textOf(cell: unknown): string {
  if (cell instanceof Date) {
    return Number.isNaN(cell.getTime()) ? '' : cell.toISOString().slice(0, 10)
  }
  if (typeof cell !== 'string' && typeof cell !== 'number' && typeof cell !== 'boolean') return ''
  return kept(String(cell))
}

/** A cell as it is kept: composed, without what no database takes, not longer than any field. */
export function kept(text: string): string {
  return text
    .normalize('NFC')
    .replace(/[\u0000-\u001f\u007f]+/g, ' ')
    .trim()
    .slice(0, limits.cell)
}
