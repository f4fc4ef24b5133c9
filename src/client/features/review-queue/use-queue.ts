import { computed, ref, shallowRef, watch } from 'vue'
import type { QueuePage } from '#contract/queue.ts'
import type { Device, Shown } from '../../device/door.ts'
import { useLive } from '../../state/live.ts'
import {
  askPage,
  asksServer,
  readKnown,
  useQueuePage,
  type QueueQuestion,
  type Known,
} from '../../state/reviewing.ts'
import { useSession } from '../../state/session.ts'
import {
  filled,
  lineOf,
  lineOfRow,
  viewOf,
  type Filters,
  type QueueLine,
  type QueueView,
} from './queue.ts'

const pageSize = 50

/** The queue under its filters: the device's own for a school's reviewer, else the server's. */
export function useQueue(filters: () => Filters, plan: () => string | undefined) {
  const device = useSession().opened
  const isAsked = asksServer(device)
  const held = useLive(async () => {
    const [known, shown] = await Promise.all([readKnown(device), device.read.toReview()])
    return { known, shown }
  })
  const planId = computed(() => plan() ?? held.value?.known.plans[0]?.plan.id)
  const asked = useAskedPages(() =>
    isAsked && planId.value
      ? { planId: planId.value, query: { ...filled(filters()), limit: pageSize } }
      : undefined,
  )
  const length = ref(pageSize)
  watch(filters, () => (length.value = pageSize))

  const whole = computed<QueueView | undefined>(() => {
    if (!held.value) return
    const { known, shown } = held.value
    if (isAsked) return viewOfPages(asked.pages.value, { known, shown, planId: planId.value ?? '' })
    const lines = shown.flatMap((one) => lineOf(one, known) ?? [])
    return viewOf(lines, filters(), known.names)
  })
  const lines = computed(() => {
    const all = whole.value?.lines ?? []
    return isAsked ? all : all.slice(0, length.value)
  })

  return {
    ...{ device, isAsked, planId, whole, lines, first: asked.first },
    known: computed(() => held.value?.known),
    hasMore: computed(() =>
      isAsked ? asked.hasMore.value : (whole.value?.lines.length ?? 0) > length.value,
    ),
    showMore: () => (isAsked ? asked.showMore(device) : (length.value += pageSize)),
    busy: computed(() => (isAsked ? asked.first.busy || !planId.value : held.busy)),
  }
}

/** The server's pages, one after the other; another question begins anew. */
function useAskedPages(question: () => QueueQuestion | undefined) {
  const first = useQueuePage(question)
  const further = shallowRef<readonly QueuePage[]>([])
  const pages = computed(() => (first.value ? [first.value, ...further.value] : []))
  watch(
    () => first.value,
    () => (further.value = []),
  )

  async function showMore(device: Device): Promise<void> {
    const asked = question()
    const cursor = pages.value.at(-1)?.next
    if (!asked || !cursor) return
    const reply = await askPage(device, { ...asked, query: { ...asked.query, cursor } })
    if (reply.ok) further.value = [...further.value, reply.value]
    else first.again()
  }

  return { first, pages, showMore, hasMore: computed(() => !!pages.value.at(-1)?.next) }
}

interface Here {
  readonly known: Known
  readonly shown: readonly Shown[]
  readonly planId: string
}

/** The server's pages, with what was decided on this device since they were answered. */
function viewOfPages(pages: readonly QueuePage[], here: Here): QueueView | undefined {
  const [first] = pages
  if (!first) return
  const all = pages.flatMap((page) => page.rows.map((row) => lineOfRow(row, page, here.planId)))
  const lines = all.map((line) => decidedHere(line, here) ?? line)
  const left = all.filter((line, index) => line.mine && !lines[index]?.mine).length
  const units = new Map(pages.flatMap((page) => page.units).map((unit) => [unit.id, unit]))
  return {
    lines,
    total: first.total,
    counts: { ...first.counts, mine: Math.max(0, first.counts.mine - left) },
    units: [...units.values()],
  }
}

function decidedHere(line: QueueLine, { known, shown }: Here): QueueLine | undefined {
  const own = shown.find(({ id }) => id === line.id)
  const isDecided = own?.submission?.decisions.some(
    ({ byId, revision }) => byId === known.actor.personId && revision === line.revision,
  )
  return own && isDecided ? lineOf(own, known) : undefined
}
