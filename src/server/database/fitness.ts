import { sql, type Kysely } from 'kysely'

import { CannotStart } from '../cannot-start.ts'
import type { Database } from './tables.ts'

/** Asks a PostgreSQL that others look after whether it is one that this program can live on. */
export async function refuseUnfit(db: Kysely<Database>): Promise<void> {
  const { version, encoding, vietnamese } = await look(db)
  if (version < 150_000)
    throw unfit('cần PostgreSQL 15 trở lên', 'PostgreSQL 15 or later is needed')
  if (encoding !== 'UTF8') throw unfit('mã hóa phải là UTF8', 'its encoding must be UTF8')
  if (!vietnamese) {
    throw unfit('thiếu thứ tự chữ cái ICU "vi-x-icu"', 'the ICU collation "vi-x-icu" is missing')
  }
}

async function look(db: Kysely<Database>) {
  const question = sql<{ version: number; encoding: string; vietnamese: boolean }>`
    select current_setting('server_version_num')::int as version,
      current_setting('server_encoding') as encoding,
      exists (select 1 from pg_collation where collname = 'vi-x-icu') as vietnamese`
  const answer = await question.execute(db).catch((problem: unknown) => {
    throw unfit(`không kết nối được (${String(problem)})`, 'no connection')
  })
  return answer.rows[0] ?? { version: 0, encoding: '', vietnamese: false }
}

function unfit(vi: string, en: string) {
  return new CannotStart(
    `Cơ sở dữ liệu ở DATABASE_URL: ${vi}.`,
    `The database at DATABASE_URL: ${en}.`,
  )
}
