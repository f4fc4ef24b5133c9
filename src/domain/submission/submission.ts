import type { Day, Instant } from '../day.ts'
import type { Answers } from '../instrument/instrument.ts'
import type { Actor } from '../people/person.ts'
import type { Units } from '../people/unit.ts'
import type { ManagementRule } from '../units/management.ts'
import type { Instrument } from '../instrument/instrument.ts'
import type { Standing } from '../standing.ts'
import type { TrainingSession } from '../training-sessions/training-session.ts'
import type { Round, Step } from './round.ts'

/** One author's answers to an instrument, or one training record, with all that was sent and decided. */
export interface Submission {
  readonly id: string
  readonly planId: string
  readonly roundId: string
  /** Opaque person id. */
  readonly authorId: string
  /** Where it counts: the author's main unit when it was last sent. */
  readonly unitId: string
  readonly standing: Standing
  /** Index into `route` of the step that has it; equal to its length once all have passed. */
  readonly step: number
  readonly route: readonly Step[]
  /** Append-only; `no` counts from 1. */
  readonly revisions: readonly Revision[]
  /** Append-only, in the order in which they were made. */
  readonly decisions: readonly Decision[]
  readonly lateRequests: readonly LateRequest[]
}

/** An immutable version of the answers. */
export interface Revision {
  readonly no: number
  readonly commandId: string
  readonly instrumentId: string
  readonly instrumentVersion: number
  readonly answers: Answers
  /** The server's clock. */
  readonly receivedAt: Instant
  /** The device's clock: a claim. */
  readonly occurredAt: Instant
  /** Finished before the deadline, arrived while the round was closing. */
  readonly late: boolean
  /** The training session that it was written from. */
  readonly trainingSessionId?: string
  /** When the code at the door was read: a claim. */
  readonly scannedAt?: Instant
}

export type Verdict = 'accepted' | 'returned'

/** A reviewer's conclusion on one revision at one step. */
export interface Decision {
  readonly commandId: string
  readonly revision: number
  readonly step: number
  readonly byId: string
  readonly verdict: Verdict
  readonly comment: string
  readonly itemComments: readonly ItemComment[]
  readonly at: Instant
}

export interface ItemComment {
  readonly item: string
  readonly comment: string
}

/** The author's wish to send after the round has closed. */
export interface LateRequest {
  readonly commandId: string
  readonly reason: string
  readonly at: Instant
  readonly occurredAt: Instant
  readonly answer?: LateAnswer
}

/** Whether it may come late, said by the last step of the route. */
export interface LateAnswer {
  readonly commandId: string
  readonly byId: string
  readonly granted: boolean
  /** The last day on which it is taken; only where it was granted. */
  readonly until: Day | null
  readonly reason: string
  readonly at: Instant
}

/** Who acts, when, with which command, and what is known of plan, people and instruments. */
export interface Act {
  readonly by: Actor
  /** The clock of whoever runs the rule: the device's to predict, the server's to decide. */
  readonly at: Instant
  readonly planId: string
  readonly recordId: string
  readonly commandId: string
  readonly occurredAt: Instant
  /** The revision that the author saw when writing; 0 where there was none. */
  readonly base: number
  readonly instrumentVersion?: number
  readonly setting: Setting
}

export interface Setting {
  readonly units: Units
  readonly rounds: ReadonlyMap<string, Round>
  /** Who manages which schools, where a department says other than the default. */
  readonly management?: readonly ManagementRule[]
  instrument(id: string, version: number): Instrument | undefined
  /** The session of this id; `unknown` where only the server can tell. */
  trainingSession?(id: string): TrainingSession | 'unknown' | undefined
}

export function currentRevision(submission: Submission): Revision | undefined {
  return submission.revisions.at(-1)
}

/** The decision on the revision that stands, if its last step has one. */
export function lastDecision(submission: Submission): Decision | undefined {
  const no = submission.revisions.length
  return submission.decisions.findLast((decision) => decision.revision === no)
}

/** The step that has the submission now: "Chờ trường", "Chờ xã", "Chờ Sở". */
export function waitsAt(submission: Submission): Step | undefined {
  return submission.standing === 'received' ? submission.route[submission.step] : undefined
}

/** The wish to send late that nobody has answered yet. */
export function openRequest({ lateRequests }: Submission): LateRequest | undefined {
  return lateRequests.findLast(({ answer }) => answer === undefined)
}

/** The last day until which its author may send although the round has closed. */
export function leaveUntil({ lateRequests }: Submission): Day | undefined {
  const days = lateRequests.flatMap(({ answer }) =>
    answer?.granted && answer.until !== null ? [answer.until] : [],
  )
  return days.sort().at(-1)
}
