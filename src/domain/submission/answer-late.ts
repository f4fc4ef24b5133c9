import { dayOf, isDay, type Day } from '../day.ts'
import { done, refused, type Outcome, type Refused } from '../outcome.ts'
import { endsWith, mayRead } from '../people/access.ts'
import { tidy } from '../text.ts'
import type { Act, LateAnswer, LateRequest, Submission } from './submission.ts'

export interface AnswerLateInput {
  /** The command by which was asked. */
  readonly request: string
  readonly granted: boolean
  readonly until: Day | null
  readonly reason: string
}

/** Grants a wish to send late, until a day, or turns it down with a reason. */
export function answerLate(
  current: Submission | undefined,
  input: AnswerLateInput,
  act: Act,
): Outcome<Submission> {
  if (!current || !mayRead(act.by, current, dayOf(act.at))) return refused('submission.not-found')
  const barred = notTheirs(current, act)
  if (barred) return barred
  const request = current.lateRequests.find(({ commandId }) => commandId === input.request)
  const faulty = unanswerable(request, input, act)
  if (faulty) return faulty
  const lateRequests = current.lateRequests.map((one) =>
    one === request ? { ...one, answer: answerOf(input, act) } : one,
  )
  return done({ ...current, lateRequests })
}

function notTheirs(current: Submission, act: Act): Refused | undefined {
  if (current.authorId === act.by.personId) return refused('decision.own-submission')
  if (!endsWith(act.by, current, dayOf(act.at))) return refused('late.not-yours')
  if (current.standing === 'withdrawn') return refused('submission.withdrawn')
  return
}

function unanswerable(
  request: LateRequest | undefined,
  { granted, until, reason }: AnswerLateInput,
  act: Act,
): Refused | undefined {
  if (!request) return refused('late.not-asked')
  if (request.answer) {
    return refused('late.already-answered', { byId: request.answer.byId, at: request.answer.at })
  }
  if (!granted) return tidy(reason) === '' ? refused('late.reason-required') : undefined
  return isDay(until) && until >= dayOf(act.at) ? undefined : refused('late.day-needed')
}

function answerOf({ granted, until, reason }: AnswerLateInput, act: Act): LateAnswer {
  return {
    commandId: act.commandId,
    byId: act.by.personId,
    granted,
    until: granted ? until : null,
    reason: tidy(reason),
    at: act.at,
  }
}
