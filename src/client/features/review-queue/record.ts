import type { Answer, Instrument, Item } from '#domain/instrument/instrument.ts'
import type { Revision, Submission } from '#domain/submission/submission.ts'
import type { ItemRemark, ReviewNote } from '../../device/door.ts'

/** One item of a record as a reviewer meets it: what is answered, and what the revision before said. */
export interface ItemView {
  readonly item: Item
  readonly now: Answer | undefined
  readonly before: Answer | undefined
  readonly changed: boolean
  /** What a reviewer wrote on it when the revision before was decided. */
  readonly asked: readonly string[]
}

/** The remarks as they are being written. */
export type Remarks = Pick<ReviewNote, 'comment' | 'items'>

export const noRemarks: Remarks = { comment: '', items: {} }

/** The items of a revision in the form's order, compared with the revision before it. */
export function itemsOf(
  submission: Submission,
  revision: Revision,
  instrument: Instrument,
): readonly ItemView[] {
  const before = submission.revisions[revision.no - 2]
  return instrument.items.map((item) => {
    const now = revision.answers[item.id]
    const then = before?.answers[item.id]
    return {
      item,
      now,
      before: then,
      changed: before !== undefined && !isSame(now, then),
      asked: askedOf(submission, item.id, revision.no - 1),
    }
  })
}

function isSame(a: Answer | undefined, b: Answer | undefined): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}

function askedOf(submission: Submission, itemId: string, revisionNo: number): readonly string[] {
  return submission.decisions
    .filter(({ revision, verdict }) => revision === revisionNo && verdict === 'returned')
    .flatMap(({ itemComments }) => itemComments.filter(({ item }) => item === itemId))
    .map(({ comment }) => comment)
}

/** The items that the remarks send back. */
export function returnedItems(remarks: Remarks): readonly string[] {
  return Object.entries(remarks.items)
    .filter(([, { verdict }]) => verdict === 'returned')
    .map(([id]) => id)
}

/** The comments by item as a decision carries them: on what is sent back, and only where there are words. */
export function itemComments(remarks: Remarks): { item: string; comment: string }[] {
  return returnedItems(remarks)
    .map((item) => ({ item, comment: remarks.items[item]?.comment ?? '' }))
    .filter(({ comment }) => comment.trim() !== '')
}

/**
 * The remarks with which a revision is opened. Those on an older revision, never sent, come along:
 * nothing written is lost; but what was agreed to and has changed since must be looked at again.
 */
export function remarksFor(
  note: ReviewNote | undefined,
  { submission, by, items }: { submission: Submission; by: string; items: readonly ItemView[] },
): Remarks {
  if (!note) return noRemarks
  const { comment } = note
  if (note.revision === submission.revisions.length) return { comment, items: note.items }
  const sent = submission.decisions.some(
    (decision) => decision.revision === note.revision && decision.byId === by,
  )
  return sent ? noRemarks : { comment, items: stillValid(note.items, items) }
}

function stillValid(remarks: ReviewNote['items'], items: readonly ItemView[]) {
  const changed = new Set(items.filter((view) => view.changed).map(({ item }) => item.id))
  const kept = Object.entries(remarks).filter(
    ([id, remark]: [string, ItemRemark]) => remark.verdict === 'returned' || !changed.has(id),
  )
  return Object.fromEntries(kept)
}
