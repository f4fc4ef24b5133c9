import { onScopeDispose, ref, shallowRef } from 'vue'
import type { Outcome } from '#domain/outcome.ts'
import type { Revision, Submission, Verdict } from '#domain/submission/submission.ts'
import type { Device, ItemRemark, Shown } from '../../device/door.ts'
import type { Toast } from '../../ui/frame/toast.ts'
import { itemComments, noRemarks, type Remarks } from './record.ts'

/** What the reviewer has before them: a decision speaks of this revision and of no other. */
export interface Seen {
  readonly submission: Submission
  readonly revision: Revision
}

/** Decides on the revision that was seen. Works without a line: the decision waits in the outbox. */
export async function decide(
  device: Device,
  { submission, revision }: Seen,
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

const pause = 300

/** The remarks on one revision, kept on the device as they are written. */
export function useRemarks(keep: (remarks: Remarks) => Promise<void>) {
  const remarks = shallowRef<Remarks>(noRemarks)
  const isUnkept = ref(false)
  let isTouched = false
  let timer: ReturnType<typeof setTimeout> | undefined

  function write(next: Partial<Remarks>): void {
    remarks.value = { ...remarks.value, ...next }
    isTouched = true
    clearTimeout(timer)
    timer = setTimeout(() => void flush(), pause)
  }

  function remark(item: string, change: Partial<ItemRemark>): void {
    const before = remarks.value.items[item] ?? { verdict: 'returned', comment: '' }
    write({ items: { ...remarks.value.items, [item]: { ...before, ...change } } })
  }

  async function flush(): Promise<void> {
    clearTimeout(timer)
    if (!isTouched) return
    isTouched = false
    isUnkept.value = !(await keep(remarks.value).then(
      () => true,
      () => false,
    ))
    isTouched ||= isUnkept.value
  }

  const onLeave = () => void flush()
  document.addEventListener('visibilitychange', onLeave)
  addEventListener('pagehide', onLeave)
  onScopeDispose(() => {
    onLeave()
    document.removeEventListener('visibilitychange', onLeave)
    removeEventListener('pagehide', onLeave)
  })
  return {
    remarks,
    isUnkept,
    write,
    remark,
    flush,
    start: (from: Remarks) => (remarks.value = from),
  }
}

/** What the feature has just done, told on whichever of its pages comes next. */
export const toasts = ref<readonly Toast[]>([])
