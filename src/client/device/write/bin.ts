import type { Draft } from '../door.ts'
import { saving, type Ground } from '../ground.ts'
import { unseal, type Sealed } from '../store/codec.ts'
import { journal } from '../store/journal.ts'
import type { BinRow } from '../store/rows.ts'

const days = 30

/** Puts a sealed body into the bin. Within a transaction. */
export async function toBin(
  { db, clock }: Ground,
  what: BinRow['what'],
  { of, codec, body }: Sealed & { readonly of: string },
): Promise<void> {
  await db.bin.add({ of, what, binnedAt: clock.now(), codec, body })
}

/** Takes the draft thrown away last back, unless a newer one has been begun. */
export async function restoreDraft(ground: Ground, id: string): Promise<void> {
  const { db } = ground
  const thrown = await db.bin.where('of').equals(id).toArray()
  const found = thrown.findLast(({ what }) => what === 'draft')
  if (!found) return
  const { planId, roundId } = await unseal<Draft>(found)
  const { codec, body, binnedAt, no = 0 } = found
  await saving(ground, () =>
    db.transaction('rw', [db.drafts, db.bin], async () => {
      if (await db.drafts.get(id)) return
      await db.drafts.put({ id, plan: planId, round: roundId, keptAt: binnedAt, codec, body })
      await db.bin.delete(no)
    }),
  )
}

/** Empties the bin of what its owner threw away more than 30 days ago. */
export async function emptyBin({ db, clock }: Ground): Promise<void> {
  const before = new Date(Date.parse(clock.now()) - days * 24 * 60 * 60 * 1000).toISOString()
  await db.transaction('rw', [db.bin, db.journal], async () => {
    const old = await db.bin.where('binnedAt').below(before).toArray()
    for (const { no = 0, what, of } of old) {
      await db.bin.delete(no)
      await journal(db, `bin.empty ${what}`, of)
    }
  })
}
