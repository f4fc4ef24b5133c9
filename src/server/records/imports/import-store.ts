import { sql } from 'kysely'
import type { Import } from '#domain/roster/import.ts'
import type { FileRow, Verdict } from '#domain/roster/verdict.ts'
import type { Connection } from '../../database/tables.ts'

const columns = [
  'id',
  'version',
  'unitId',
  'what',
  'columns',
  'unitNames',
  'merged',
  'standing',
  'counts',
  'fingerprint',
  'appliedAt',
  'withGone',
] as const

export async function loadImport(db: Connection, id: string): Promise<Import | undefined> {
  return db.selectFrom('import').select(columns).where('id', '=', id).executeTakeFirst()
}

export async function loadRows(db: Connection, importId: string): Promise<FileRow[]> {
  return db
    .selectFrom('importRow')
    .select(['no', 'cells'])
    .where('importId', '=', importId)
    .where('no', '>', 0)
    .orderBy('no')
    .execute()
}

/** Many rows at once, as one parameter. */
const batch = 5_000

export async function addRows(
  db: Connection,
  importId: string,
  rows: readonly FileRow[],
): Promise<void> {
  for (let at = 0; at < rows.length; at += batch) {
    const some = JSON.stringify(rows.slice(at, at + batch))
    await sql`insert into import_row (import_id, no, cells)
      select ${importId}, r.no, r.cells from jsonb_to_recordset(${some}::jsonb) as r(no int, cells jsonb)
    `.execute(db)
  }
}

/** Writes what was made of each row; those who stand in no row get rows of their own. */
export async function saveVerdicts(
  db: Connection,
  importId: string,
  verdicts: readonly Verdict<unknown>[],
): Promise<void> {
  await sql`delete from import_row where import_id = ${importId} and no < 0`.execute(db)
  for (let at = 0; at < verdicts.length; at += batch) {
    const some = JSON.stringify(verdicts.slice(at, at + batch).map(rowOf))
    await sql`insert into import_row as was (import_id, no, cells, kind, name, problems, changes)
      select ${importId}, r.no, '[]'::jsonb, r.kind, r.name, r.problems, r.changes
      from jsonb_to_recordset(${some}::jsonb)
        as r(no int, kind text, name text, problems jsonb, changes jsonb)
      on conflict (import_id, no) do update set kind = excluded.kind, name = excluded.name,
        problems = excluded.problems, changes = excluded.changes`.execute(db)
  }
}

function rowOf({ no, kind, name, problems, changes }: Verdict<unknown>) {
  return { no, kind, name, problems, changes }
}

/** Files are people's data: their rows go once nothing can be taken back any more. */
export async function forgetOld(db: Connection): Promise<void> {
  const old = sql<boolean>`created_at < now() - interval '30 days'`
  const ids = db.selectFrom('import').select('id').where(old)
  await db.deleteFrom('importRow').where('importId', 'in', ids).execute()
  await db.deleteFrom('importEffect').where('importId', 'in', ids).execute()
}
