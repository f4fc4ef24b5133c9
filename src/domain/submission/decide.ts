import { dayOf } from '../day.ts'
import { done, refused, type Outcome, type Refused } from '../outcome.ts'
import { mayDecide, mayRead, reviews } from '../people/access.ts'
import { tidy } from '../text.ts'
import {
  currentRevision,
  type Act,
  type Decision,
  type ItemComment,
  type Submission,
  type Verdict,
} from './submission.ts'

export interface DecideInput {
  /** The revision that the reviewer saw. */
  readonly revision: number
  /** The step in whose name it is decided. */
  readonly step: number
  readonly verdict: Verdict
  readonly comment: string
  readonly itemComments: readonly ItemComment[]
}

/** Accepts or returns the revision that the reviewer saw, in the name of the step that has it. */
export function decide(
  current: Submission | undefined,
  input: DecideInput,
  act: Act,
): Outcome<Submission> {
  const day = dayOf(act.at)
  if (!current || !mayRead(act.by, current, day)) return refused('submission.not-found')
  const barred = outOfTurn(current, input, act)
  if (barred) return barred
  const faulty = unclear(current, input, act)
  if (faulty) return faulty
  const passed = input.verdict === 'accepted' ? current.step + 1 : current.step
  return done({
    ...current,
    step: passed,
    standing: standingAfter(input.verdict, passed, current),
    decisions: [...current.decisions, decisionOf(input, act)],
  })
}

function standingAfter(verdict: Verdict, passed: number, current: Submission) {
  if (verdict === 'returned') return 'returned'
  return passed >= current.route.length ? 'accepted' : 'received'
}

/** Why it isn't for this person to decide, now or on this revision. */
function outOfTurn(current: Submission, input: DecideInput, act: Act): Refused | undefined {
  const day = dayOf(act.at)
  if (current.authorId === act.by.personId) return refused('decision.own-submission')
  if (!reviews(act.by, current, day)) return refused('decision.not-yours')
  if (current.standing === 'withdrawn') return refused('submission.withdrawn')
  if (current.revisions.length === 0) return refused('submission.not-sent')
  if (input.revision !== current.revisions.length) return refused('decision.stale')
  const first = current.decisions.find(
    (decision) => decision.revision === input.revision && decision.step === input.step,
  )
  if (first) return refused('decision.already-decided', { byId: first.byId, at: first.at })
  if (input.step !== current.step || !mayDecide(act.by, current, day)) {
    return refused('decision.not-yours')
  }
  return
}

/** A return says what to mend, and only of items that there are. */
function unclear(current: Submission, input: DecideInput, act: Act): Refused | undefined {
  const revision = currentRevision(current)
  const instrument =
    revision && act.setting.instrument(revision.instrumentId, revision.instrumentVersion)
  const unknown = input.itemComments.find(
    ({ item }) => instrument && !instrument.items.some(({ id }) => id === item),
  )
  if (unknown) return refused('decision.unknown-item', { item: unknown.item })
  if (input.verdict === 'returned' && words(input) === '') {
    return refused('decision.comment-required')
  }
  return
}

function words(input: DecideInput): string {
  return tidy([input.comment, ...input.itemComments.map(({ comment }) => comment)].join(' '))
}

function decisionOf(input: DecideInput, act: Act): Decision {
  return {
    commandId: act.commandId,
    revision: input.revision,
    step: input.step,
    byId: act.by.personId,
    verdict: input.verdict,
    comment: tidy(input.comment),
    itemComments: input.itemComments
      .map(({ item, comment }) => ({ item, comment: tidy(comment) }))
      .filter(({ comment }) => comment !== ''),
    at: act.at,
  }
}
