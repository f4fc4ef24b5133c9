import type { Problem } from '#domain/problems.ts'
import type { ShownStanding } from '#domain/standing.ts'
import type { Draft, OutboxState, Shown } from '../door.ts'
import type { HeldContent, HeldRow } from '../store/rows.ts'

/** All that the device has of one submission. */
export interface Parts {
  readonly held: { readonly row: Pick<HeldRow, 'changedAt'>; readonly content: HeldContent } | undefined
  readonly draft: Draft | undefined
  readonly waiting: readonly { readonly state: OutboxState; readonly problem?: Problem }[]
}

/** How a submission is shown: its standing, unless a command of it still waits or was refused. */
export function shownOf({ held, draft, waiting }: Parts): Shown | undefined {
  const submission = held?.content.shown
  const whose = submission ?? draft
  if (!whose) return
  const problem = waiting.find(({ state }) => needsPerson(state))?.problem
  const receipt = held?.content.receipt
  return {
    id: whose.id,
    planId: whose.planId,
    roundId: whose.roundId,
    standing: waitingStanding(waiting.map(({ state }) => state)) ?? submission?.standing ?? 'draft',
    changedAt: newest(held?.row.changedAt, draft?.keptAt),
    ...(submission && { submission }),
    ...(draft && { draft }),
    ...(problem && { problem }),
    ...(receipt && { receipt }),
  }
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
