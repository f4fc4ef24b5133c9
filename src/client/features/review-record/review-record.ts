import type { Outcome } from '#domain/outcome.ts'
import type { Verdict } from '#domain/submission/submission.ts'
import type { Device, Shown } from '../../device/door.ts'
import { itemComments, type Desk, type Remarks } from './record.ts'

/** Decides on the revision that was seen. Works without a line: the decision waits in the outbox. */
export async function decide(
  device: Device,
  { submission, revision }: Desk,
  { verdict, remarks }: { readonly verdict: Verdict; readonly remarks: Remarks },
): Promise<Outcome<Shown>> {
  const outcome = await device.perform({
    kind: 'submission.decide',
    planId: submission.planId,
    recordId: submission.id,
    base: revision.no,
    instrumentVersion: revision.instrumentVersion,
    input: {
      revision: revision.no,
      step: submission.step,
      verdict,
      comment: remarks.comment,
      itemComments: itemComments(remarks),
    },
  })
  if (outcome.ok) await clearRefused(device, submission.id, outcome.value)
  return outcome
}

/**
 * An earlier decision of one's own that was refused would bar the new one. Only now that the new
 * words are stored it is taken back; it goes to the bin.
 */
async function clearRefused(device: Device, recordId: string, decided: Shown): Promise<void> {
  if (!decided.problem) return
  const refused = (await device.read.outbox()).filter(
    (entry) => entry.recordId === recordId && entry.kind === 'submission.decide' && entry.problem,
  )
  for (const { commandId } of refused) await device.mend(commandId)
}
