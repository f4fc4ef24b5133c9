import { sql, type Transaction } from 'kysely'
import { randomUUID } from 'node:crypto'
import { usernamesBeside } from '#domain/people/username.ts'
import type { PersonVerdict } from '#domain/roster/judge-people.ts'
import { fold } from '#domain/text.ts'
import type { Database } from '../../database/tables.ts'
import { keepAfter, keepBefore } from './effects.ts'
import { endAll, endLeft, endLoansOf } from './end-posts.ts'
import { breathe, tell } from './progress.ts'
import type { Writing } from './writing.ts'

type Trx = Transaction<Database>

interface PersonRow {
  readonly id: string
  readonly isNew: boolean
  readonly moves: boolean
  readonly username: string | null
}

const batch = 3_000

/** Writes the right rows of a roster: a few statements for thousands of people at a time. */
export async function writePeople(
  trx: Trx,
  verdicts: readonly PersonVerdict[],
  writing: Writing,
): Promise<void> {
  const { importId } = writing
  const rows = await rowsOf(trx, verdicts)
  for (let at = 0; at < rows.length; at += batch) {
    tell(importId, { step: 'writing', done: at, total: rows.length })
    await writeSome(trx, rows.slice(at, at + batch), writing)
    await breathe()
  }
  if (writing.withGone) await endGone(trx, verdicts, writing)
  await endLoansOf(trx, importId)
}

async function rowsOf(trx: Trx, verdicts: readonly PersonVerdict[]) {
  const accounts = await trx.selectFrom('account').select('username').execute()
  const freshName = usernamesBeside(new Set(accounts.map(({ username }) => username)))
  return verdicts.flatMap(({ id, wants }) => {
    if (!wants) return []
    const username = id === null ? freshName(wants.name) : null
    const row: PersonRow = {
      id: id ?? randomUUID(),
      isNew: id === null,
      moves: wants.moves,
      username,
    }
    return [
      { ...wants, ...row, search: fold(wants.name), accountId: randomUUID(), postId: randomUUID() },
    ]
  })
}

type Row = Awaited<ReturnType<typeof rowsOf>>[number]

async function writeSome(trx: Trx, rows: readonly Row[], writing: Writing): Promise<void> {
  const { importId, day } = writing
  const told = rows.filter(({ isNew }) => !isNew).map(({ id }) => id)
  const movers = rows.filter(({ isNew, moves }) => !isNew && moves)
  await keepBefore(trx, importId, { table: 'person', of: sql`t.id = any(${told})` })
  await endLeft(trx, movers, writing)
  await sql`
    with r as (select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(
      id text, name text, search text, "staffKind" text, code text, "bornOn" date, phone text,
      "isNew" boolean, moves boolean, username text, "accountId" text, "postId" text,
      "unitId" text, role text)),
    people as (
      insert into person as was (id, name, search, staff_kind, code, born_on, phone)
      select id, name, search, "staffKind", code, "bornOn", phone from r
      on conflict (id) do update set name = excluded.name, search = excluded.search,
        staff_kind = excluded.staff_kind, code = excluded.code, born_on = excluded.born_on,
        phone = excluded.phone, version = was.version + 1),
    accounts as (
      insert into account (id, person_id, username) select "accountId", id, username from r where "isNew")
    insert into post (id, person_id, unit_id, role, from_on, main)
    select "postId", id, "unitId", role, ${day}, true from r where "isNew" or moves`.execute(trx)
  const ids = rows.map(({ id }) => id)
  await keepAfter(trx, importId, { table: 'person', of: sql`t.id = any(${ids})` })
  const accounts = rows.filter(({ isNew }) => isNew).map(({ accountId }) => accountId)
  await keepAfter(trx, importId, { table: 'account', of: sql`t.id = any(${accounts})` })
  const posts = rows.filter(({ isNew, moves }) => isNew || moves).map(({ postId }) => postId)
  await keepAfter(trx, importId, { table: 'post', of: sql`t.id = any(${posts})` })
}

/** Whoever stands in no row leaves: all posts end; the account stays for their own records. */
async function endGone(
  trx: Trx,
  verdicts: readonly PersonVerdict[],
  writing: Writing,
): Promise<void> {
  const { importId } = writing
  const ids = verdicts.flatMap(({ kind, id }) => (kind === 'gone' && id !== null ? [id] : []))
  const of = sql`t.id = any(${ids})`
  await keepBefore(trx, importId, { table: 'person', of })
  await endAll(trx, ids, writing)
  await sql`update person t set version = version + 1 where ${of}`.execute(trx)
  await keepAfter(trx, importId, { table: 'person', of })
}
