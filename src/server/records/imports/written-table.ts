import writeXlsx from 'write-excel-file/node'

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

export async function fileOf(format: FileFormat, { titles, rows }: WrittenTable): Promise<Buffer> {
  if (format === 'csv') {
    const lines = [titles, ...rows].map((row) => row.map(cellOf).join(','))
    // Excel takes a CSV file for UTF-8 only by its mark.
    return Buffer.from(`\ufeff${lines.join('\r\n')}\r\n`)
  }
  const head = titles.map((value) => ({ value, type: String, fontWeight: 'bold' as const }))
  // A cell of type text stays text, whatever it begins with.
  const body = rows.map((row) =>
    row.map((value) => (value === '' ? null : { value, type: String })),
  )
  const columns = titles.map((title) => ({ width: Math.max(14, title.length + 4) }))
  return writeXlsx([head, ...body], { columns, stickyRowsCount: 1, sheet: 'Danh sách' }).toBuffer()
}

/** In a CSV file a spreadsheet takes what begins with one of these for a formula; a mark before it keeps it text. */
function cellOf(value: string): string {
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
