import type { Readable } from 'node:stream'
import { fromBuffer, type Entry, type ZipFile } from 'yauzl'
import { limits, Unreadable } from './table.ts'

/** What stands in a spreadsheet beside its values, by the name of the part. */
export interface Inside {
  readonly names: readonly string[]
  /** The text of the small parts that say how the sheets hang together. */
  readonly parts: ReadonlyMap<string, string>
  readonly sheets: ReadonlyMap<string, SheetMarks>
}

export interface SheetMarks {
  /** Ranges of merged cells, 'A1:F1'. */
  readonly merged: readonly string[]
  /** Cells that hold a formula. */
  readonly formulas: readonly string[]
}

/**
 * Looks into a packed file before anything is made of it: how many parts, how large they say they
 * are and how large they really become. yauzl ends a part that is larger than it says.
 */
export async function lookInside(bytes: Buffer): Promise<Inside> {
  const zip = await opened(bytes)
  const names: string[] = []
  const parts = new Map<string, string>()
  const sheets = new Map<string, SheetMarks>()
  let unpacked = 0
  for await (const entry of zip.eachEntry()) {
    names.push(entry.fileName)
    if (names.length > limits.entries) throw new Unreadable('import.too-much-inside')
    if (entry.isEncrypted()) throw new Unreadable('import.locked')
    const taken = await take(zip, entry, limits.unpacked - unpacked)
    unpacked += taken.size
    if (taken.marks) sheets.set(entry.fileName, taken.marks)
    if (taken.text !== undefined) parts.set(entry.fileName, taken.text)
  }
  return { names, parts, sheets }
}

async function opened(bytes: Buffer): Promise<ZipFile> {
  return new Promise((resolve, reject) => {
    fromBuffer(bytes, { lazyEntries: true, autoClose: false }, (problem, zip) => {
      if (problem) reject(new Unreadable('import.not-a-table'))
      else resolve(zip)
    })
  })
}

interface Taken {
  readonly size: number
  readonly marks?: SheetMarks
  readonly text?: string
}

async function take(zip: ZipFile, entry: Entry, left: number): Promise<Taken> {
  if (entry.uncompressedSize > left) throw new Unreadable('import.too-much-inside')
  const stream = await streamOf(zip, entry)
  const isSheet = /^xl\/worksheets\/[^/]+\.xml$/.test(entry.fileName)
  const isPart = /^(?:mimetype|xl\/workbook\.xml|xl\/_rels\/workbook\.xml\.rels)$/.test(
    entry.fileName,
  )
  const marks = isSheet ? marksReader() : undefined
  const text: Buffer[] = []
  let size = 0
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > left) throw new Unreadable('import.too-much-inside')
    marks?.read(chunk)
    if (isPart) text.push(chunk)
  }
  return {
    size,
    ...(marks && { marks: marks.marks }),
    ...(isPart && { text: Buffer.concat(text).toString('utf8') }),
  }
}

async function streamOf(zip: ZipFile, entry: Entry): Promise<Readable> {
  return new Promise((resolve, reject) => {
    zip.openReadStream(entry, (problem, stream) => {
      if (problem) reject(new Unreadable('import.not-a-table'))
      else resolve(stream)
    })
  })
}

// Longer than a cell's opening tag, so that one that is cut in two is still seen whole.
const overlap = 200
const mostMarks = 5_000

/** Finds merged cells and formulas while a sheet goes by. */
function marksReader() {
  const merged: string[] = []
  const formulas: string[] = []
  const seen = new Set<string>()
  let rest = ''
  const read = (chunk: Buffer): void => {
    const text = rest + chunk.toString('latin1')
    for (const [, range = ''] of text.matchAll(/<(?:\w+:)?mergeCell\s[^>]*?ref="([^"]+)"/g)) {
      note(merged, `merged ${range}`, range)
    }
    for (const [, cell = ''] of text.matchAll(
      /<(?:\w+:)?c\s[^>]*?\br="([A-Z]+\d+)"[^>]*?>\s*<(?:\w+:)?f[\s>/]/g,
    )) {
      note(formulas, cell, cell)
    }
    rest = text.slice(-overlap)
  }
  const note = (list: string[], key: string, value: string): void => {
    if (seen.has(key) || seen.size > mostMarks) return
    seen.add(key)
    list.push(value)
  }
  return { read, marks: { merged, formulas } }
}
