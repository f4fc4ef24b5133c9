import { createHash, randomUUID } from 'node:crypto'
import { dayOf } from '#domain/day.ts'
import type { FastifyRequest } from 'fastify'
import { postsOn, type Actor } from '#domain/people/person.ts'
import { lineage } from '#domain/people/unit.ts'
import { matchColumns, missingIn } from '#domain/roster/columns.ts'
import type { RosterOf } from '#domain/roster/titles.ts'
import { doerOf } from '../http/doer.ts'
import type { Connection, House } from '../http/house.ts'
import { Refusal } from '../http/refusal.ts'
import { signedIn } from '../http/signed-in.ts'
import { appendAudit } from '../records/audit.ts'
import { addRows, forgetOld, loadImport } from '../records/imports/import-store.ts'
import { fallSilent } from '../records/imports/progress.ts'
import { compare } from '../records/office/import-keeper.ts'
import { loadLineages } from '../records/units.ts'
import { readFile } from './reading/read-file.ts'
import { limits, type Table } from './reading/table.ts'

/** Reads a file, keeps its rows and says what they would come to; nothing of it is written anywhere else. */
export async function upload(
  house: House,
  request: FastifyRequest,
  { what, name }: { what: RosterOf; name: string },
): Promise<string> {
  const at = house.clock().toISOString()
  const rootId = await rootOf(house.db, signedIn(request).actor, dayOf(at))
  const bytes = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0)
  if (bytes.length > limits.bytes) throw new Refusal('import.too-large', { limit: 20 })
  const table = await readFile(bytes, what)
  const id = randomUUID()
  const fileHash = createHash('sha256').update(bytes).digest('hex')
  const fileName = name.normalize('NFC').replace(/[\\/]/g, ' ').slice(0, 200)
  await house.db.transaction().execute(async (trx) => {
    await forgetOld(trx)
    const file = { id, what, fileName, fileHash, unitId: rootId, at }
    await keep(trx, { ...file, createdBy: signedIn(request).personId }, table)
    await comparedFirst(trx, id, dayOf(at))
    const facts = { what, rows: table.rows.length, hash: fileHash }
    const deed = {
      kind: 'import.upload',
      recordType: 'import',
      recordId: id,
      unitId: rootId,
      facts,
    }
    await appendAudit(trx, [deed], { by: doerOf(request), at })
  })
  return id
}

async function comparedFirst(trx: Parameters<typeof compare>[0], id: string, day: string) {
  const one = await loadImport(trx, id)
  if (!one) throw new Error('what was just written is not there')
  try {
    await trx
      .updateTable('import')
      .set(await compare(trx, one, day))
      .where('id', '=', id)
      .execute()
  } finally {
    fallSilent(id)
  }
}

interface Kept {
  readonly id: string
  readonly what: RosterOf
  readonly fileName: string
  readonly fileHash: string
  readonly unitId: string
  readonly createdBy: string
  readonly at: string
}

async function keep(trx: Connection, { at, ...file }: Kept, table: Table): Promise<void> {
  const columns = matchColumns(file.what, table.header)
  await trx
    .insertInto('import')
    .values({
      ...file,
      header: [...table.header],
      headerRow: table.headerRow,
      rowCount: table.rows.length,
      columns: JSON.stringify(columns),
      standing: missingIn(file.what, columns).length > 0 ? 'matching' : 'ready',
      createdAt: at,
      appliedAt: null,
      undoneAt: null,
    })
    .execute()
  await addRows(trx, file.id, table.rows)
}

/** The highest unit that the person is administrator of: a file may touch what stands below it. */
export async function rootOf(db: Connection, actor: Actor, day: string): Promise<string> {
  const own = administered(actor, day)
  const units = await loadLineages(db, own)
  const [root] = own.toSorted((a, b) => lineage(a, units).length - lineage(b, units).length)
  if (root === undefined) throw new Refusal('import.not-yours')
  return root
}

/** The units that the person is administrator of. */
export function administered(actor: Actor, day: string): string[] {
  return postsOn(actor, day)
    .filter(({ role }) => role === 'administrator')
    .map(({ unitId }) => unitId)
}
