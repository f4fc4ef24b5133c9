import { sql, type RawBuilder, type Transaction } from 'kysely'
import type { Database } from '../../database/tables.ts'
import { tell } from './progress.ts'

/*
 * Every row that an import touches is kept whole, as it was before and after. Taking an import back
 * compares with "after" and restores "before"; the database does both, whatever columns there are.
 */

type Trx = Transaction<Database>

export type Touched = 'unit' | 'unit_version' | 'person' | 'account' | 'post'

/** In the order in which rows may be written; taken away the other way round. */
const tables: readonly Touched[] = ['unit', 'unit_version', 'person', 'account', 'post']

/** A row's name in its table. */
const keyOf: Record<Touched, string> = {
  unit: 't.id',
  unit_version: "t.unit_id || ' ' || t.from_on",
  person: 't.id',
  account: 't.id',
  post: 't.id',
}

export async function keepBefore(trx: Trx, importId: string, { table, of }: Rows): Promise<void> {
  await sql`insert into import_effect (import_id, table_name, row_key, before)
    select ${importId}, ${table}, ${sql.raw(keyOf[table])}, to_jsonb(t) from ${sql.table(table)} t
    where ${of} on conflict do nothing`.execute(trx)
}

export async function keepAfter(trx: Trx, importId: string, { table, of }: Rows): Promise<void> {
  await sql`insert into import_effect (import_id, table_name, row_key, after)
    select ${importId}, ${table}, ${sql.raw(keyOf[table])}, to_jsonb(t) from ${sql.table(table)} t
    where ${of}
    on conflict (import_id, table_name, row_key) do update set after = excluded.after`.execute(trx)
}

/** Rows of a table, by a condition on `t`. */
export interface Rows {
  readonly table: Touched
  readonly of: RawBuilder<unknown>
}

/**
 * How many rows are no longer what the import made of them, or carry something that came later.
 * A later import that was itself taken back has left nothing but a higher count of writes.
 */
export async function changedSince(trx: Trx, importId: string): Promise<number> {
  let changed = 0
  for (const table of tables) {
    const { rows } = await sql<{ n: number }>`
      select count(*)::int as n from import_effect e
      left join ${sql.table(table)} t on ${sql.raw(keyOf[table])} = e.row_key
      where e.import_id = ${importId} and e.table_name = ${table}
        and to_jsonb(t) - 'version' is distinct from e.after - 'version'`.execute(trx)
    changed += rows[0]?.n ?? 0
  }
  for (const pointer of await pointers(trx)) changed += await pointingAt(trx, importId, pointer)
  return changed
}

interface Pointer {
  readonly child: string
  readonly childColumn: string
  readonly parent: Touched
}

/** Every column of the database that points at a table which an import adds to. */
async function pointers(trx: Trx): Promise<Pointer[]> {
  const { rows } = await sql<Pointer>`
    select c.conrelid::regclass::text as child, a.attname as child_column,
      c.confrelid::regclass::text as parent
    from pg_constraint c
    join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
    where c.contype = 'f' and array_length(c.conkey, 1) = 1
      and c.confrelid::regclass::text in ('unit', 'person', 'account', 'post')`.execute(trx)
  return rows
}

async function pointingAt(trx: Trx, importId: string, { child, childColumn, parent }: Pointer) {
  const own = (tables as readonly string[]).includes(child)
    ? sql`and not exists (select from import_effect own where own.import_id = ${importId}
        and own.table_name = ${child} and own.row_key = ${sql.raw(keyOf[child as Touched])})`
    : sql``
  const { rows } = await sql<{ n: number }>`
    select count(distinct e.row_key)::int as n from import_effect e
    join ${sql.table(child)} t on t.${sql.ref(childColumn)} = e.row_key
    where e.import_id = ${importId} and e.table_name = ${parent} and e.before is null ${own}
  `.execute(trx)
  return rows[0]?.n ?? 0
}

/** Takes away what the import added and puts back what it changed. */
export async function restore(trx: Trx, importId: string): Promise<void> {
  for (const [done, table] of [...tables].reverse().entries()) {
    tell(importId, { step: 'undoing', done, total: tables.length + 1 })
    await sql`delete from ${sql.table(table)} t using import_effect e
      where e.import_id = ${importId} and e.table_name = ${table} and e.before is null
        and ${sql.raw(keyOf[table])} = e.row_key`.execute(trx)
  }
  // Two units may change codes between them: so nobody holds one while all are put back.
  await sql`update unit set code = null where id in (select row_key from import_effect
    where import_id = ${importId} and table_name = 'unit' and before is not null)`.execute(trx)
  for (const table of tables) await putBack(trx, importId, table)
  await sql`insert into post select (jsonb_populate_record(null::post, before)).* from import_effect
    where import_id = ${importId} and table_name = 'post' and before is not null and after is null
  `.execute(trx)
}

async function putBack(trx: Trx, importId: string, table: Touched): Promise<void> {
  const columns = await writableColumns(trx, table)
  // A version never comes twice: whoever has seen the import's must not write over what comes next.
  const set = columns.map((name) => {
    const column = sql.ref(name)
    return name === 'version'
      ? sql`version = t.version + 1`
      : sql`${column} = (jsonb_populate_record(null::${sql.table(table)}, e.before)).${column}`
  })
  await sql`update ${sql.table(table)} t set ${sql.join(set)} from import_effect e
    where e.import_id = ${importId} and e.table_name = ${table} and e.before is not null
      and ${sql.raw(keyOf[table])} = e.row_key`.execute(trx)
}

async function writableColumns(trx: Trx, table: Touched): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select attname as name from pg_attribute
    where attrelid = ${table}::regclass and attnum > 0 and not attisdropped
      and attgenerated = ''`.execute(trx)
  return rows.map(({ name }) => name)
}
