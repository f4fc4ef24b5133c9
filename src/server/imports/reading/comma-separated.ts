import { CsvError, parse } from 'csv-parse/sync'
import { kept } from './spreadsheet.ts'
import { limits, Unreadable, type Grid } from './table.ts'

/** The rows of a CSV file, whatever separates them and however it is encoded. */
export function readCommaSeparated(bytes: Buffer): Grid {
  const text = decoded(bytes)
  try {
    const rows: string[][] = parse(text, {
      delimiter: delimiterOf(text),
      relax_column_count: true,
      skip_empty_lines: false,
      max_record_size: 100_000,
      to: limits.rows + 50,
    })
    return rows.map((row) => row.slice(0, limits.columns).map(kept))
  } catch (problem) {
    if (problem instanceof CsvError) throw new Unreadable('import.broken-csv', lineOf(problem))
    throw problem
  }
}

function lineOf(problem: CsvError): number {
  const line: unknown = problem['lines']
  return typeof line === 'number' ? line : 1
}

/** UTF-8 and UTF-16 by their marks, else UTF-8 if it is that, else Windows-1258, the code page of Vietnamese Windows. */
function decoded(bytes: Buffer): string {
  const marked = markedAs(bytes)
  const text = marked ? new TextDecoder(marked).decode(bytes) : (asUtf8(bytes) ?? asWindows(bytes))
  // Whatever was decoded wrongly, or was no text at all, shows in characters that nobody writes.
  if (/[\u0000-\u0008\u000e-\u001f\u0080-\u009f\ufffd]/.test(text)) {
    throw new Unreadable('import.unknown-encoding')
  }
  return text.normalize('NFC')
}

function markedAs(bytes: Buffer): string | undefined {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8'
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
  return undefined
}

function asUtf8(bytes: Buffer): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return undefined
  }
}

const asWindows = (bytes: Buffer) => new TextDecoder('windows-1258').decode(bytes)

/** The separator that the first lines hold most of, quoted text aside. */
function delimiterOf(text: string): string {
  const start = text.slice(0, 5_000).replace(/"[^"]*"/g, '')
  const counts = [',', ';', '\t'].map((sign) => ({ sign, count: start.split(sign).length }))
  return counts.reduce((a, b) => (b.count > a.count ? b : a)).sign
}
