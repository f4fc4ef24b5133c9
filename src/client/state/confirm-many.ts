import type { Problem } from '#domain/problems.ts'
import { mayDecide } from '#domain/people/access.ts'
import type { Device, Shown } from '../device/door.ts'
import type { AskProblem } from './ask.ts'
import { fetchRecord } from './reviewing.ts'

/** A record that was not confirmed, and why: a refusal, or no line to fetch it by. */
export interface NotConfirmed {
  readonly id: string
  readonly problem: Problem | undefined
}

interface Batch {
  readonly planId: string
  readonly ids: readonly string[]
  /** Called after each, with how many are done. */
  readonly onStep: (done: number) => void
}

/**
 * Confirms records one after the other, each as its reviewer would on its own page: works without a
 * line for those that this device holds. Answers those that were not confirmed.
 */
export async function confirmMany(
  device: Device,
  { planId, ids, onStep }: Batch,
): Promise<readonly NotConfirmed[]> {
  const left: NotConfirmed[] = []
  for (const [index, id] of ids.entries()) {
    const problem = await confirmOne(device, planId, id)
    if (problem !== 'confirmed') left.push({ id, problem })
    onStep(index + 1)
  }
  return left
}

async function confirmOne(
  device: Device,
  planId: string,
  id: string,
): Promise<Problem | undefined | 'confirmed'> {
  const shown = await recordHere(device, planId, id)
  if (!shown || 'word' in shown) {
    return shown?.word === 'refused' ? shown.problem : undefined
  }
  const { submission } = shown
  const revision = submission?.revisions.at(-1)
  if (!submission || !revision) return { code: 'submission.not-found' }
  const outcome = await device.perform({
    kind: 'submission.decide',
    planId,
    recordId: id,
    base: revision.no,
    instrumentVersion: revision.instrumentVersion,
    input: {
      revision: revision.no,
      step: submission.step,
      verdict: 'accepted',
      comment: '',
      itemComments: [],
    },
  })
  return outcome.ok ? 'confirmed' : outcome.problem
}

/** The record as this device has it; above a school, and where it is not here yet, as the server does. */
async function recordHere(
  device: Device,
  planId: string,
  id: string,
): Promise<Shown | AskProblem | undefined> {
  const here = await device.read.one(id)
  const isMine = ({ submission }: Shown) =>
    !!submission && mayDecide(device.session, submission, device.today())
  if (here && isMine(here)) return here
  const problem = await fetchRecord(device, planId, id)
  return problem ?? device.read.one(id)
}
