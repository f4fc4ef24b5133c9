import type { Problem } from '#domain/problems.ts'
import type { ShownStanding } from '#domain/standing.ts'
import type { Submission } from '#domain/submission/submission.ts'
import type { Draft, OutboxState, Shown } from '../door.ts'
import type { HeldContent, HeldRow } from '../store/rows.ts'

/** All that the device has of one submission. */
export interface Parts {
  readonly held:
    { readonly row: Pick<HeldRow, 'changedAt'>; readonly content: HeldContent } | undefined
  readonly draft: Draft | undefined
  readonly waiting: readonly { readonly state: OutboxState; readonly problem?: Problem }[]
}

/** How a submission is shown: its standing, unless a command of it still waits or was refused. */
export function shownOf({ held, draft, waiting }: Parts): Shown | undefined {
  const submission = held?.content.shown
  const whose = submission ?? draft
  if (!whose) return
  const { id, planId, roundId } = whose
  const problem = waiting.find(({ state }) => needsPerson(state))?.problem
  return {
    ...{ id, planId, roundId },
    standing: waitingStanding(waiting.map(({ state }) => state)) ?? standingOf(submission),
    changedAt: newest(held?.row.changedAt, draft?.keptAt),
    ...there({ submission, draft, problem, receipt: held?.content.receipt }),
  }
}

function standingOf(submission: Submission | undefined): ShownStanding {
  return submission?.standing ?? 'draft'
}

/** Only what is there: an absent part is absent, not undefined. */
function there<T extends object>(parts: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  const entries = Object.entries(parts).filter(([, part]) => part !== undefined)
  return Object.fromEntries(entries) as { [K in keyof T]?: Exclude<T[K], undefined> }
}

/** Whether a command waits for a person, not for the line. */
export function needsPerson(state: OutboxState): boolean {
  return state === 'refused' || state === 'conflict'
}

function waitingStanding(states: readonly OutboxState[]): ShownStanding | undefined {
  if (states.length === 0) return
  if (states.some(needsPerson)) return 'failed'
  return states.some((state) => state === 'sending' || state === 'unknown') ? 'sending' : 'queued'
}

function newest(a = '', b = ''): string {
  return a > b ? a : b
}
