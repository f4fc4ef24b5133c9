import type { Answer, Instrument, Item } from '#domain/instrument/instrument.ts'
import { mayDecide } from '#domain/people/access.ts'
import type { Revision, Submission } from '#domain/submission/submission.ts'
import type { ItemRemark, ReviewNote, Shown } from '../../device/door.ts'
import { instrumentOf, type Known } from '../../state/reviewing.ts'

/** One item of a record as a reviewer meets it: what is answered, and what the revision before said. */
export interface ItemView {
  readonly item: Item
  readonly now: Answer | undefined
  readonly before: Answer | undefined
  readonly changed: boolean
  /** Not answered, and nothing is to be said of that: it was never answered and never asked for. */
  readonly blank: boolean
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
    const changed = before !== undefined && !isSame(now, then)
    const asked = askedOf(submission, item.id, revision.no - 1)
    const blank = isBlank(now) && !changed && asked.length === 0
    return { item, now, before: then, changed, asked, blank }
  })
}

function isBlank(answer: Answer | undefined): boolean {
  return answer === undefined || answer === '' || (Array.isArray(answer) && answer.length === 0)
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

/** Whether the remarks say anything: a return needs it. */
export function hasWords(remarks: Remarks): boolean {
  return remarks.comment.trim() !== '' || itemComments(remarks).length > 0
}

/**
 * The remarks with which a revision is opened. Those on an older revision, never sent, come along:
 * nothing written is lost; but what was agreed to and has changed since must be looked at again.
 */
export function remarksFor(
  note: Omit<ReviewNote, 'keptAt'> | undefined,
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

/** Why a record isn't this person's to decide on now. */
export type Barred = 'own' | 'waiting' | 'held-by' | 'decided'

/** A record as it lies before its reviewer. */
export interface Desk {
  readonly submission: Submission
  /** The revision that is read: the one that the reviewer opened, until they ask for a newer one. */
  readonly revision: Revision
  readonly newest: number
  readonly instrument: Instrument
  readonly items: readonly ItemView[]
  readonly barred: Barred | undefined
}

/** Lays a held record out; nothing while its form isn't here. */
export function deskOf(shown: Shown, known: Known, seen: number | undefined): Desk | undefined {
  const { submission } = shown
  const revision = submission?.revisions[(seen ?? submission.revisions.length) - 1]
  const instrument = revision && instrumentOf(known.plans, revision)
  if (!submission || !instrument) return
  return {
    submission,
    revision,
    newest: submission.revisions.length,
    instrument,
    items: itemsOf(submission, revision, instrument),
    barred: barredFrom(shown, submission, known),
  }
}

function barredFrom(shown: Shown, submission: Submission, known: Known): Barred | undefined {
  if (submission.authorId === known.actor.personId) return 'own'
  if (mayDecide(known.actor, submission, known.today)) return
  if (shown.standing === 'queued' || shown.standing === 'sending') return 'waiting'
  return submission.standing === 'received' ? 'held-by' : 'decided'
}
