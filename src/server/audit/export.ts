import type { Connection } from '../http/house.ts'
import { lineQuery, type LinesAsked } from './line-rows.ts'

const batch = 1_000

const columns = [
  'number',
  'at',
  'kind',
  'by',
  'personId',
  'of',
  'recordType',
  'recordId',
  'unit',
  'unitId',
  'address',
  'device',
  'facts',
  'hash',
] as const

/**
 * The lines as CSV, the oldest first, in batches: the whole is never in memory and no transaction
 * stays open. Lines are only added, so the batches fit together; it ends at the line that was the
 * last when it began.
 */
export async function* csvOf(db: Connection, asked: LinesAsked) {
  const { number: last } = await db
    .selectFrom('auditHead')
    .select('number')
    .executeTakeFirstOrThrow()
  // Excel takes UTF-8 for something else without the mark.
  yield `\ufeff${columns.join(',')}\r\n`
  for (let after = 0; after < last;) {
    const lines = await lineQuery(db, asked, (chosen) =>
      chosen
        .where('audit.number', '>', after)
        .where('audit.number', '<=', last)
        .orderBy('audit.number')
        .limit(batch),
    )
      .orderBy('audit.number')
      .execute()
    if (lines.length > 0) yield lines.map(rowOf).join('')
    after = lines.length < batch ? last : (lines.at(-1)?.number ?? last)
  }
}

type Line = Awaited<ReturnType<ReturnType<typeof lineQuery>['execute']>>[number]

function rowOf(line: Line): string {
  return `${columns.map((column) => cell(line[column])).join(',')}\r\n`
}

/** A text that a spreadsheet would take for a formula is kept harmless by an apostrophe. */
function cell(value: unknown): string {
  const text = typeof value === 'string' ? value : value === null ? '' : JSON.stringify(value)
  const harmless = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless
}
