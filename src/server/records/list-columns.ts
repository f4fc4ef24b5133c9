import { schoolYearOf, type Day } from '#domain/day.ts'
import { answerMeaning, type Meaning } from '#domain/instrument/instrument.ts'
import { postKey } from '#domain/people/access.ts'
import type { Step } from '#domain/submission/round.ts'
import {
  currentRevision,
  openRequest,
  waitsAt,
  type Setting,
  type Submission,
} from '#domain/submission/submission.ts'
import { fold } from '#domain/text.ts'
import { asDay } from './answer-rows.ts'

/** What lists and figures ask of a submission, so that they need not open it. */
export function listColumns(submission: Submission, setting: Setting) {
  const steps = waitingSteps(submission)
  const deciders = steps.flatMap((step) => step.roles.map((role) => postKey(step.unitId, role)))
  return {
    deciders: [...new Set(deciders)],
    waitsAt: steps[0]?.unitId ?? null,
    asksLate: asksLate(submission),
    sentAt: currentRevision(submission)?.receivedAt ?? submission.lateRequests.at(-1)?.at ?? null,
    again: wasReturned(submission),
    ...columnsByMeaning(submission, setting),
  }
}

/** The step that has it, and the last one where a wish to send late waits for an answer. */
function waitingSteps(submission: Submission): readonly Step[] {
  const last = asksLate(submission) ? submission.route.at(-1) : undefined
  return [waitsAt(submission), last].filter((step) => step !== undefined)
}

function asksLate(submission: Submission): boolean {
  return submission.standing !== 'withdrawn' && openRequest(submission) !== undefined
}

function wasReturned({ decisions, revisions }: Submission): boolean {
  return decisions.some(
    ({ verdict, revision }) => verdict === 'returned' && revision < revisions.length,
  )
}

/** Read from the newest revision by what its items mean. */
function columnsByMeaning(submission: Submission, setting: Setting) {
  const meaning = reader(submission, setting)
  const title = textOf(meaning('title')) ?? ''
  const lastOn = asDay(meaning('last-day'))
  return {
    title,
    search: fold(title),
    programme: textOf(meaning('programme')),
    periods: periodsOf(meaning('periods')),
    firstOn: asDay(meaning('first-day')),
    lastOn,
    schoolYear: yearOf(meaning('school-year'), lastOn),
  }
}

function reader(submission: Submission, setting: Setting) {
  const revision = currentRevision(submission)
  const instrument =
    revision && setting.instrument(revision.instrumentId, revision.instrumentVersion)
  return (meaning: Meaning): unknown =>
    instrument && answerMeaning(instrument, revision.answers, meaning)
}

function textOf(answer: unknown): string | null {
  return typeof answer === 'string' ? answer : null
}

/** The column holds six digits before the point; no instrument of ours allows more. */
function periodsOf(answer: unknown): number | null {
  return typeof answer === 'number' && Math.abs(answer) < 1e6 ? answer : null
}

function yearOf(answer: unknown, lastOn: Day | null): number | null {
  if (typeof answer === 'number' && answer > 0 && answer < 10_000) return answer
  return lastOn === null ? null : schoolYearOf(lastOn)
}
