import { sql, type Transaction } from 'kysely'
import { addDays } from '#domain/day.ts'
import type { UnitVerdict } from '#domain/roster/judge-units.ts'
import { dawn } from '#domain/units/history.ts'
import { fold } from '#domain/text.ts'
import type { Database } from '../../database/tables.ts'
import { keepAfter, keepBefore } from './effects.ts'
import type { Writing } from './writing.ts'

type Trx = Transaction<Database>

/** Writes the right rows of a list of units at once: a row may stand below another. */
export async function writeUnits(
  trx: Trx,
  verdicts: readonly UnitVerdict[],
  { importId, day }: Writing,
): Promise<void> {
  const rows = verdicts.flatMap(({ wants }) =>
    wants ? [{ ...wants, parentId: wants.parentId || null, search: fold(wants.name) }] : [],
  )
  const ids = rows.map(({ id }) => id)
  const told = verdicts.flatMap(({ id, wants }) => (id !== null && wants ? [id] : []))
  const versions = sql`t.unit_id = any(${told})`
  await keepBefore(trx, importId, { table: 'unit', of: sql`t.id = any(${told})` })
  await keepBefore(trx, importId, { table: 'unit_version', of: versions })
  await beginHistory(trx, told)
  // Two units may change codes between them: so nobody holds one while all are written.
  await sql`update unit set code = null where id = any(${told})`.execute(trx)
  await sql`
    insert into unit as was (id, parent_id, kind, name, search, levels, code)
    select id, "parentId", kind, name, search, levels, code
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(id text, "parentId" text,
      kind text, name text, search text, levels text[], code text)
    on conflict (id) do update set parent_id = excluded.parent_id, kind = excluded.kind,
      name = excluded.name, search = excluded.search, levels = excluded.levels,
      code = excluded.code, version = was.version + 1`.execute(trx)
  await continueHistory(trx, told, day)
  await keepAfter(trx, importId, { table: 'unit', of: sql`t.id = any(${ids})` })
  await keepAfter(trx, importId, { table: 'unit_version', of: versions })
}

/** Of a unit that nobody has changed yet, nothing but its row says what it was. */
async function beginHistory(trx: Trx, ids: readonly string[]): Promise<void> {
  await sql`insert into unit_version (unit_id, from_on, parent_id, kind, name, levels, code)
    select id, coalesce(opened_on, ${dawn}), parent_id, kind, name, levels, code from unit
    where id = any(${[...ids]})
      and not exists (select from unit_version where unit_id = unit.id)`.execute(trx)
}

/** What the units were ends the day before; a second change on one day counts as one. */
async function continueHistory(trx: Trx, ids: readonly string[], day: string): Promise<void> {
  const own = sql`unit_id = any(${[...ids]})`
  await sql`update unit_version set until_on = ${addDays(day, -1)}
    where ${own} and from_on < ${day} and (until_on is null or until_on >= ${day})`.execute(trx)
  await sql`insert into unit_version (unit_id, from_on, parent_id, kind, name, levels, code)
    select id, ${day}::date, parent_id, kind, name, levels, code from unit where id = any(${[...ids]})
    on conflict (unit_id, from_on) do update set parent_id = excluded.parent_id, kind = excluded.kind,
      name = excluded.name, levels = excluded.levels, code = excluded.code`.execute(trx)
}
