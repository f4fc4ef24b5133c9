import type { Transaction } from 'kysely'
import { administers } from '#domain/people/authority.ts'
import type { Import, ImportThere } from '#domain/roster/import.ts'
import { countsOf } from '#domain/roster/verdict.ts'
import type { Database } from '../../database/tables.ts'
import { changedSince, restore } from '../imports/effects.ts'
import { loadImport, saveVerdicts } from '../imports/import-store.ts'
import { fingerprintOf, previewOf, type Preview } from '../imports/preview.ts'
import { fallSilent } from '../imports/progress.ts'
import { writePeople } from '../imports/write-people.ts'
import { writeUnits } from '../imports/write-units.ts'
import type { Account, Asked, Keeper } from './keeper.ts'

type Trx = Transaction<Database>

interface Loaded extends ImportThere {
  readonly preview?: Preview
}

/** An import with what its preview comes to now; all that it writes is written in one transaction. */
export const importKeeper: Keeper<Loaded> = {
  async load(trx, asked) {
    const one = await loadImport(trx, asked.act.recordId)
    // Comparing thousands of rows is only done for whoever may ask for it.
    if (!one || !administers(one.unitId, asked.act)) return { one }
    try {
      return await loadedFor(trx, one, asked)
    } finally {
      fallSilent(one.id)
    }
  },

  async save(trx, { before, after }, asked) {
    const { one } = after
    if (!one) throw new Error('no rule takes an import away')
    try {
      return await written(trx, { one, before }, asked)
    } finally {
      fallSilent(one.id)
    }
  },
}

async function loadedFor(trx: Trx, one: Import, { kind, act }: Asked): Promise<Loaded> {
  if (kind === 'import.undo') return { one, changedSince: await changedSince(trx, one.id) }
  if (kind !== 'import.apply' || one.standing !== 'ready') return { one }
  const preview = await previewOf(trx, one, act.day)
  return { one, preview, fingerprintNow: fingerprintOf(preview) }
}

interface Step {
  readonly one: Import
  readonly before: Loaded
}

async function written(trx: Trx, { one, before }: Step, asked: Asked): Promise<Account> {
  if (asked.kind === 'import.match') return matched(trx, one, asked)
  if (asked.kind === 'import.undo') {
    await restore(trx, one.id)
    await saveStanding(trx, one, { undoneAt: asked.act.at })
    return accountOf(one)
  }
  const writing = { importId: one.id, day: asked.act.day, withGone: one.withGone }
  const { preview } = before
  if (preview?.what === 'people') await writePeople(trx, preview.verdicts, writing)
  if (preview?.what === 'units') await writeUnits(trx, preview.verdicts, writing)
  await saveStanding(trx, one, { appliedAt: one.appliedAt })
  return accountOf(one)
}

async function matched(trx: Trx, one: Import, { act }: Asked): Promise<Account> {
  const compared = await compare(trx, one, act.day)
  await trx
    .updateTable('import')
    .set({
      columns: JSON.stringify(one.columns),
      unitNames: JSON.stringify(one.unitNames),
      merged: JSON.stringify(one.merged),
      standing: one.standing,
      version: one.version,
      ...compared,
    })
    .where('id', '=', one.id)
    .execute()
  return accountOf(one)
}

/** The preview, kept row by row, and its counts. */
export async function compare(trx: Trx, one: Import, day: string) {
  if (one.standing !== 'ready') return { counts: null, fingerprint: '' }
  const preview = await previewOf(trx, one, day)
  await saveVerdicts(trx, one.id, preview.verdicts)
  const counts = JSON.stringify(countsOf(preview.verdicts))
  return { counts, fingerprint: fingerprintOf(preview) }
}

async function saveStanding(
  trx: Trx,
  { id, standing, version, withGone }: Import,
  when: { readonly appliedAt?: string | null; readonly undoneAt?: string },
): Promise<void> {
  await trx
    .updateTable('import')
    .set({ standing, version, withGone, ...when })
    .where('id', '=', id)
    .execute()
}

function accountOf({ version, unitId, what, counts, withGone }: Import): Account {
  const { new: added = 0, changed = 0, gone = 0, wrong = 0 } = counts ?? {}
  const facts = { what, added, changed, gone: withGone ? gone : 0, wrong }
  return { version, unitId, facts }
}
