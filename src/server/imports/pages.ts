import { sql } from 'kysely'
import type { ImportList, ImportPage, ImportRows, ImportSummary } from '#contract/imports.ts'
import { missingIn } from '#domain/roster/columns.ts'
import { columnsOf } from '#domain/roster/titles.ts'
import { lastUndoDay } from '#domain/roster/import.ts'
import type { RowKind } from '#domain/roster/verdict.ts'
import { plainName } from '#domain/roster/near.ts'
import type { Connection } from '../http/house.ts'
import { progressOf } from '../records/imports/progress.ts'
import { unitsWithin } from '../records/units.ts'

function summaries(db: Connection, roots: readonly string[]) {
  const within = roots.map((root) => sql`import.unit_id in ${unitsWithin(root)}`)
  return db
    .selectFrom('import')
    .innerJoin('person', 'person.id', 'import.createdBy')
    .where(sql<boolean>`(${within.length > 0 ? sql.join(within, sql` or `) : sql`false`})`)
}

const shown = [
  'import.id',
  'import.version',
  'import.what',
  'import.fileName',
  'import.rowCount',
  'import.standing',
  'import.counts',
  'import.withGone',
  'import.createdAt',
  'person.name as createdBy',
  'import.appliedAt',
  'import.undoneAt',
] as const

type Shown = Omit<ImportSummary, 'undoUntil'>

function summaryOf(row: Shown): ImportSummary {
  return { ...row, undoUntil: row.appliedAt === null ? null : lastUndoDay(row.appliedAt) }
}

const mostImports = 50

export async function importList(db: Connection, roots: readonly string[]): Promise<ImportList> {
  const rows = await summaries(db, roots)
    .select(shown)
    .orderBy('import.createdAt', 'desc')
    .limit(mostImports)
    .execute()
  return { imports: rows.map(summaryOf) }
}

const sampleRows = 3

export async function importPage(
  db: Connection,
  roots: readonly string[],
  id: string,
): Promise<ImportPage | undefined> {
  const row = await summaries(db, roots)
    .where('import.id', '=', id)
    .select([...shown, 'import.header', 'import.columns', 'import.unitNames', 'import.merged'])
    .executeTakeFirst()
  if (!row) return
  const sample = await db
    .selectFrom('importRow')
    .select('cells')
    .where('importId', '=', id)
    .where('no', '>', 0)
    .orderBy('no')
    .limit(sampleRows)
    .execute()
  const { unitNames, merged, header, columns, ...rest } = row
  return {
    ...summaryOf(rest),
    header,
    columns: [...columns],
    sample: sample.map(({ cells }) => [...cells]),
    fields: columnsOf[row.what].map(({ field, title }) => ({ field, title })),
    missing: [...missingIn(row.what, columns)],
    unitNames: Object.entries(unitNames).map(([said, unitId]) => ({ said, unitId })),
    merged: [...merged],
    progress: progressOf(id) ?? null,
  }
}

const perPage = 50

export async function importRows(
  db: Connection,
  { id, kind, page }: { id: string; kind: RowKind; page: number },
): Promise<ImportRows> {
  const of = db.selectFrom('importRow').where('importId', '=', id).where('kind', '=', kind)
  const { n } = await of.select(sql<number>`count(*)::int`.as('n')).executeTakeFirstOrThrow()
  const rows = await of
    .select(['no', 'name', 'cells', 'problems', 'changes'])
    .orderBy('no')
    .limit(perPage)
    .offset((page - 1) * perPage)
    .execute()
  const ids = await unitIdsOf(
    db,
    rows.flatMap(({ problems }) => problems.filter(({ code }) => code === 'roster.unit-near')),
  )
  return {
    total: n,
    page,
    pages: Math.max(1, Math.ceil(n / perPage)),
    rows: rows.map(({ no, name, cells, problems, changes }) => ({
      ...{ no, kind, name, cells: [...cells], changes: [...changes] },
      problems: problems.map(({ code, item, limit }) => {
        const unitId = code === 'roster.unit-near' ? ids.get(String(limit)) : undefined
        return { code, item, ...(limit !== undefined && { limit }), ...(unitId && { unitId }) }
      }),
    })),
  }
}

/** The units that are offered for a slip of the pen, by name; names were unique where they were offered. */
async function unitIdsOf(db: Connection, near: readonly { readonly limit?: number | string }[]) {
  const names = [...new Set(near.map(({ limit }) => String(limit)))]
  if (names.length === 0) return new Map<string, string>()
  const rows = await db
    .selectFrom('unit')
    .select(['id', 'name'])
    .where('name', 'in', names)
    .where('closedOn', 'is', null)
    .execute()
  return new Map(
    rows.filter(({ name }) => plainName(name) !== '').map(({ id, name }) => [name, id]),
  )
}
