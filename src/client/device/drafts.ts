import type { Draft, ReviewNote } from './door.ts'
import { saving, type Ground } from './ground.ts'
import { spill, spilled, wipe } from './spill.ts'
import { seal } from './store/codec.ts'
import { journal } from './store/journal.ts'
import type { DraftRow } from './store/rows.ts'

export async function keepDraft(ground: Ground, draft: Omit<Draft, 'keptAt'>): Promise<void> {
  const now = { ...draft, keptAt: ground.clock.now() }
  const { accountId } = ground.session
  spill(accountId, now)
  const row = await draftRow(now)
  await saving(ground, async () => {
    await ground.db.drafts.put(row)
  })
  wipe(accountId, draft.id)
}

/** Takes up what was noted when a page went in mid-word, unless the database has it or something newer. */
export async function takeUpSpilled({
  db,
  session,
}: Pick<Ground, 'db' | 'session'>): Promise<void> {
  for (const draft of spilled(session.accountId)) {
    const row = await db.drafts.get(draft.id)
    if (!row || row.keptAt < draft.keptAt) await db.drafts.put(await draftRow(draft))
    wipe(session.accountId, draft.id)
  }
}

export async function draftRow(draft: Draft): Promise<DraftRow> {
  const { id, planId, roundId, keptAt } = draft
  return { id, plan: planId, round: roundId, keptAt, ...(await seal(draft)) }
}

export async function keepNote(ground: Ground, note: Omit<ReviewNote, 'keptAt'>): Promise<void> {
  const keptAt = ground.clock.now()
  const row = { id: note.id, keptAt, ...(await seal({ ...note, keptAt })) }
  await saving(ground, async () => {
    await ground.db.notes.put(row)
  })
}

/** Bodies move as they are, sealed: nothing has to be opened to throw a draft away or to take it back. */
export async function discardDraft(ground: Ground, id: string): Promise<void> {
  const { db, clock } = ground
  await saving(ground, () =>
    db.transaction('rw', [db.drafts, db.bin, db.journal], async () => {
      const row = await db.drafts.get(id)
      if (!row) return
      const { codec, body } = row
      await db.bin.add({ of: id, what: 'draft', binnedAt: clock.now(), codec, body })
      await db.drafts.delete(id)
      await journal(db, 'draft.discard', id)
    }),
  )
}
