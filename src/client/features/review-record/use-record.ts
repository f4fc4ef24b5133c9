import { computed, onMounted, ref, shallowRef, watch, type Ref } from 'vue'
import type { Problem } from '#domain/problems.ts'
import type { Verdict } from '#domain/submission/submission.ts'
import type { Device, ItemRemark } from '../../device/door.ts'
import type { AskProblem } from '../../state/ask.ts'
import { useLive } from '../../state/live.ts'
import { asksServer, fetchRecord, markRead, nextInLine, readKnown } from '../../state/reviewing.ts'
import { useSession } from '../../state/session.ts'
import { deskOf, remarksFor, type Desk, type Remarks } from './record.ts'
import { decide } from './review-record.ts'
import { useRemarks } from './use-remarks.ts'

/** A record before its reviewer: from the device, else asked for and kept there. */
export function useRecord({ plan, id }: { readonly plan: string; readonly id: string }) {
  const device = useSession().opened
  const { notFetched, isFetched } = useFetched(device, plan, id)
  const { live, desk, seen } = useDesk(device, id)
  const written = useWritten(device, { desk, seen, isFetched })
  const refusal = shallowRef<Problem>()

  /** Whether the decision was taken; where it wasn't, `problem` says why. */
  async function conclude(verdict: Verdict): Promise<boolean> {
    const seenNow = desk.value
    if (!seenNow) return false
    const said = { verdict, remarks: written.remarks.value }
    await written.flush()
    const outcome = await decide(device, seenNow, said).catch(() => undefined)
    // The disk had no room: the words stay on the page, and it is said that they are nowhere else.
    written.isUnkept.value = !outcome
    if (!outcome) return false
    refusal.value = outcome.ok ? undefined : outcome.problem
    return outcome.ok
  }

  function seeNewest(): void {
    refusal.value = undefined
    written.seeNewest()
  }

  return {
    ...written,
    ...{ device, desk },
    names: computed(() => live.value?.known.names),
    wished: computed(() => {
      const submission = live.value?.shown?.submission
      return submission?.lateRequests.length ? submission : undefined
    }),
    problem: computed(() => refusal.value ?? live.value?.shown?.problem),
    busy: computed(() => {
      const isNowhere = isFetched.value && !live.busy && !desk.value
      return !written.isOpen.value && !isNowhere
    }),
    notFetched,
    seeNewest,
    conclude,
  }
}

interface Opening {
  readonly desk: Readonly<Ref<Desk | undefined>>
  /**
   * The revision that is read: the newest while the record is still being fetched and nothing was
   * written on it; from then on the same one, until the reviewer asks for a newer.
   */
  readonly seen: Ref<number | undefined>
  readonly isFetched: Readonly<Ref<boolean>>
}

/** The remarks on the revision that is read. */
function useWritten(device: Device, { desk, seen, isFetched }: Opening) {
  const by = device.session.personId
  const isOpen = ref(false)
  const noteOf = ({ submission, revision }: Desk, remarks: Remarks) => ({
    ...{ id: submission.id, revision: revision.no },
    ...remarks,
  })
  const { remarks, isUnkept, flush, start, ...writing } = useRemarks(async (now) => {
    if (desk.value) await device.keepNote(noteOf(desk.value, now))
  })
  const pin = (): void => {
    seen.value ??= desk.value?.revision.no
  }

  // What was written before comes back with the revision that it is read against.
  watch([() => desk.value?.newest, isFetched], async () => {
    if (!desk.value) return
    const note = await device.read.note(desk.value.submission.id)
    if (seen.value !== undefined) return
    start(remarksFor(note, { ...desk.value, by }))
    isOpen.value = true
    if (isFetched.value) pin()
  })

  function write(change: Partial<Remarks>): void {
    pin()
    writing.write(change)
  }

  function remark(item: string, change: Partial<ItemRemark>): void {
    pin()
    writing.remark(item, change)
  }

  function seeNewest(): void {
    if (!desk.value) return
    const note = noteOf(desk.value, remarks.value)
    seen.value = desk.value.newest
    start(remarksFor(note, { ...desk.value, by }))
  }

  return { remarks, isUnkept, isOpen, flush, write, remark, seeNewest }
}

function useDesk(device: Device, id: string) {
  const live = useLive(async () => {
    const [shown, known] = await Promise.all([device.read.one(id), readKnown(device)])
    return { shown, known }
  })
  const seen = ref<number>()
  const desk = computed(() => {
    const { shown, known } = live.value ?? {}
    return shown && known && deskOf(shown, known, seen.value)
  })
  return { live, desk, seen }
}

/** Asked for where it isn't here; and above a school always, where no pull brings what is new. */
function useFetched(device: Device, plan: string, id: string) {
  const notFetched = shallowRef<AskProblem>()
  const isFetched = ref(false)
  onMounted(async () => {
    markRead(device, id)
    const isHere = (await device.read.one(id))?.submission !== undefined
    if (!isHere || asksServer(device)) notFetched.value = await fetchRecord(device, plan, id)
    isFetched.value = true
    // The next one comes along, so that a line that goes away doesn't end the work.
    if (!asksServer(device)) return
    const { next } = await nextInLine(device, id)
    if (next) await fetchRecord(device, next.planId, next.id)
  })
  return { notFetched, isFetched }
}
