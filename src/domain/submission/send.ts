import { dayOf, type Day } from '../day.ts'
import { checkAnswers, completed } from '../instrument/answers.ts'
import type { Answers, Instrument } from '../instrument/instrument.ts'
import { done, refused, type Outcome, type Refused } from '../outcome.ts'
import { mainPost } from '../people/person.ts'
import { tidy } from '../text.ts'
import { unfitLink, type SessionLink } from '../training-sessions/link.ts'
import { isFor, wasInTime, windowOn, type Round, type Step } from './round.ts'
import { routeOf } from './route.ts'
import {
  currentRevision,
  leaveUntil,
  type Act,
  type LateRequest,
  type Submission,
} from './submission.ts'

export interface SendInput extends SessionLink {
  readonly roundId: string
  readonly answers: Answers
}

/** Sends a first or a next revision. It starts its route anew. */
export function send(
  current: Submission | undefined,
  input: SendInput,
  act: Act,
): Outcome<Submission> {
  const opening = openFor(current, input.roundId, act)
  if (!opening.ok) return opening
  const unfit = unfitLink(input, input.roundId, act)
  if (unfit) return unfit
  const { round, instrument, late, route } = opening.value
  const today = dayOf(act.at)
  const fields = checkAnswers(instrument, input.answers, today)
  const first = fields[0]
  if (first) return refused(first.code, { ...first, fields })
  const before = current ?? blank(act, round)
  const revision = {
    no: before.revisions.length + 1,
    commandId: act.commandId,
    instrumentId: instrument.id,
    instrumentVersion: instrument.version,
    answers: completed(instrument, input.answers),
    receivedAt: act.at,
    occurredAt: act.occurredAt,
    late,
    ...linkOf(input),
  }
  return done({
    ...before,
    unitId: unitOf(act, today),
    standing: 'received',
    step: 0,
    route,
    revisions: [...before.revisions, revision],
  })
}

/** What a revision keeps of its link: not the code. */
function linkOf({ trainingSessionId, scan }: SessionLink) {
  if (trainingSessionId === undefined) return {}
  return { trainingSessionId, ...(scan && { scannedAt: scan.at }) }
}

/** Takes a submission back before anybody has decided on it. Its revisions stay, for its author. */
export function withdraw(
  current: Submission | undefined,
  _: object,
  act: Act,
): Outcome<Submission> {
  if (current?.authorId !== act.by.personId) return refused('submission.not-found')
  if (current.standing === 'withdrawn') return refused('submission.withdrawn')
  if (current.standing !== 'received' || isDecided(current)) {
    return refused('submission.already-decided')
  }
  if (act.base !== current.revisions.length) return refused('submission.stale-base')
  return done({ ...current, standing: 'withdrawn' })
}

/** Asks for leave to send after the round has closed. The answers stay where they are, on the device. */
export function askLate(
  current: Submission | undefined,
  input: { readonly roundId: string; readonly reason: string },
  act: Act,
): Outcome<Submission> {
  if (current && current.authorId !== act.by.personId) return refused('submission.not-found')
  const round = roundIn(act, input.roundId)
  if (!round) return refused('round.not-found')
  if (windowOn(round, dayOf(act.at)) !== 'closed') return refused('round.still-open')
  if (tidy(input.reason) === '') return refused('submission.reason-required')
  const before = current ?? shell(act, round)
  if (!before) return refused('round.not-for-you')
  return done({ ...before, lateRequests: [...before.lateRequests, requestOf(input.reason, act)] })
}

interface Opening {
  readonly round: Round
  readonly instrument: Instrument
  readonly late: boolean
  readonly route: readonly Step[]
}

/** Everything that must hold before the answers are looked at. */
function openFor(current: Submission | undefined, roundId: string, act: Act): Outcome<Opening> {
  if (current && current.authorId !== act.by.personId) return refused('submission.not-found')
  const round = roundIn(act, roundId)
  if (!round || (current?.roundId ?? roundId) !== roundId) return refused('round.not-found')
  const closed = notOpen(round, act, current)
  if (closed) return closed
  const taken = current && notMine(current, act)
  if (taken) return taken
  return openedBy(round, act)
}

/** The form and the way of what is sent to an open round. */
function openedBy(round: Round, act: Act): Outcome<Opening> {
  const version = act.instrumentVersion ?? round.instrumentVersion
  const instrument = act.setting.instrument(round.instrumentId, version)
  if (!instrument) return refused('instrument.unknown-version')
  const route = routeOf(round, act.by, circumstances(act))
  if (route.length === 0) return refused('route.nobody')
  return done({ round, instrument, route, late: windowOn(round, dayOf(act.at)) !== 'open' })
}

function notOpen(round: Round, act: Act, current?: Submission): Refused | undefined {
  const today = dayOf(act.at)
  const post = mainPost(act.by, today)
  if (!post || !isFor(round, post, act.setting.units)) return refused('round.not-for-you')
  const window = windowOn(round, today)
  if (window === 'not-open') return refused('round.not-open', { limit: round.opensOn })
  if (window === 'open' || (window === 'closing' && wasInTime(round, act.occurredAt))) return
  if (hasLeave(current, today)) return
  return refused('round.closed', round.closesOn === null ? {} : { limit: round.closesOn })
}

/** Whether the last step has granted a later day. */
function hasLeave(current: Submission | undefined, today: Day): boolean {
  const until = current && leaveUntil(current)
  return until !== undefined && today <= until
}

/** Why the author can't send over what is there: decided in part, accepted, or changed elsewhere. */
function notMine(current: Submission, act: Act): Refused | undefined {
  if (current.standing === 'accepted' || current.standing === 'published') {
    return refused('submission.already-accepted')
  }
  if (current.standing === 'received' && isDecided(current)) return refused('submission.in-review')
  if (act.base !== current.revisions.length) return refused('submission.stale-base')
  return
}

function isDecided(current: Submission): boolean {
  const no = currentRevision(current)?.no
  return current.decisions.some((decision) => decision.revision === no)
}

function roundIn(act: Act, id: string): Round | undefined {
  const round = act.setting.rounds.get(id)
  return round?.planId === act.planId ? round : undefined
}

function circumstances({ at, setting: { units, management } }: Act) {
  return { day: dayOf(at), units, ...(management && { management }) }
}

function unitOf(act: Act, today: Day): string {
  return mainPost(act.by, today)?.unitId ?? ''
}

function blank(act: Act, round: Round): Submission {
  return {
    id: act.recordId,
    planId: act.planId,
    roundId: round.id,
    authorId: act.by.personId,
    unitId: unitOf(act, dayOf(act.at)),
    standing: 'draft',
    step: 0,
    route: [],
    revisions: [],
    decisions: [],
    lateRequests: [],
  }
}

/** A submission of which nothing has been sent yet but the wish to. */
function shell(act: Act, round: Round): Submission | undefined {
  const day = dayOf(act.at)
  const post = mainPost(act.by, day)
  if (!post || !isFor(round, post, act.setting.units)) return
  const route = routeOf(round, act.by, circumstances(act))
  return { ...blank(act, round), route }
}

function requestOf(reason: string, act: Act): LateRequest {
  return {
    commandId: act.commandId,
    reason: tidy(reason),
    at: act.at,
    occurredAt: act.occurredAt,
  }
}
