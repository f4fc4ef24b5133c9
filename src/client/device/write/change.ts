import type { Submission } from '#domain/submission/submission.ts'
import type { Draft } from '../door.ts'
import type { Ground } from '../ground.ts'
import type { AccountDatabase } from '../store/account-database.ts'
import { unseal } from '../store/codec.ts'
import { fact } from '../store/meta.ts'
import type { DraftRow, HeldContent, HeldRow, OutboxContent, OutboxRow } from '../store/rows.ts'

/** A command that still waits, opened. */
export interface Waiting extends OutboxContent {
  readonly row: OutboxRow
}

/** All that the device has of one record, opened. */
export interface Opened {
  readonly id: string
  readonly held: HeldRow | undefined
  readonly content: HeldContent | undefined
  readonly confirmed: Submission | undefined
  /** In the order in which they were made. */
  readonly waiting: readonly Waiting[]
  readonly draftRow: DraftRow | undefined
  readonly draft: Draft | undefined
}

export interface Picture {
  readonly seq: number
  record(id: string): Opened
}

/** What a change answers, and how it is written: rows sealed beforehand, within one transaction. */
export interface Step<T> {
  readonly value: T
  readonly write?: () => Promise<unknown>
}

const tries = 50

/**
 * The one way in which records are changed. Rows are read, opened and worked on outside of a
 * transaction, since sealing would end it; then one strict transaction looks whether any of them
 * has changed meanwhile (another tab, a reply, a keystroke), and if so all is done anew.
 */
export async function change<T>(
  ground: Ground,
  ids: readonly string[],
  decide: (picture: Picture) => Promise<Step<T>>,
): Promise<T> {
  const { db } = ground
  for (let time = 0; time < tries; time += 1) {
    const rows = await db.transaction('r', tablesOf(db), () => readRows(db, ids))
    const step = await decide(await open(rows))
    const { write } = step
    if (!write) return step.value
    const written = await db.transaction('rw', tablesOf(db), async () => {
      if (markOf(await readRows(db, ids)) !== markOf(rows)) return false
      await write()
      return true
    })
    if (written) return step.value
  }
  throw new Error('Others kept changing the same records.')
}

function tablesOf(db: AccountDatabase) {
  const { held, outbox, sent, drafts, bin, names, meta, journal } = db
  return [held, outbox, sent, drafts, bin, names, meta, journal]
}

interface Rows {
  readonly held: readonly HeldRow[]
  readonly waiting: readonly OutboxRow[]
  readonly drafts: readonly DraftRow[]
  readonly seq: number
}

async function readRows(db: AccountDatabase, ids: readonly string[]): Promise<Rows> {
  const waiting = await db.outbox.where('record').anyOf(ids).toArray()
  return {
    held: await db.held.where('id').anyOf(ids).toArray(),
    waiting: waiting.sort((a, b) => a.seq - b.seq),
    drafts: await db.drafts.where('id').anyOf(ids).toArray(),
    seq: (await fact(db, 'seq')) ?? 0,
  }
}

function markOf({ held, waiting, drafts, seq }: Rows): string {
  return JSON.stringify([
    held.map(({ id, turn }) => [id, turn]),
    waiting.map(({ id, state, attempts, faults }) => [id, state, attempts, faults]),
    drafts.map(({ id, body }) => [id, body]),
    seq,
  ])
}

async function open({ held, waiting, drafts, seq }: Rows): Promise<Picture> {
  const contents = await openBy(held, (row) => unseal<HeldContent>(row))
  const commands = await openBy(waiting, (row) => unseal<OutboxContent>(row))
  const answers = await openBy(drafts, (row) => unseal<Draft>(row))
  const record = (id: string): Opened => {
    const content = contents.get(id)
    return {
      id,
      held: held.find((row) => row.id === id),
      content,
      confirmed: content?.confirmed,
      waiting: waiting.flatMap((row) => {
        const opened = row.record === id && commands.get(row.id)
        return opened ? [{ ...opened, row }] : []
      }),
      draftRow: drafts.find((row) => row.id === id),
      draft: answers.get(id),
    }
  }
  return { seq, record }
}

async function openBy<R extends { readonly id: string }, T>(
  rows: readonly R[],
  opened: (row: R) => Promise<T>,
): Promise<ReadonlyMap<string, T>> {
  return new Map(await Promise.all(rows.map(async (row) => [row.id, await opened(row)] as const)))
}
