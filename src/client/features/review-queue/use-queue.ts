import { computed, ref, shallowRef, watch, type Ref } from 'vue'
import type { QueuePage } from '#contract/queue.ts'
import type { Device, Shown } from '../../device/door.ts'
import { useLive } from '../../state/live.ts'
import {
  askPage,
  asksServer,
  keepPlace,
  placeIn,
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
  writeFilters,
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
  const list = computed(() => JSON.stringify([plan(), writeFilters(filters())]))
  const asked = useAskedPages(device, list, () =>
    isAsked && planId.value
      ? { planId: planId.value, query: { ...filled(filters()), limit: pageSize } }
      : undefined,
  )
  const { length, lengthen } = useLength(device, list)

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
    ...{ device, isAsked, list, planId, whole, lines, first: asked.first },
    known: computed(() => held.value?.known),
    hasMore: computed(() =>
      isAsked ? asked.hasMore.value : (whole.value?.lines.length ?? 0) > length.value,
    ),
    showMore: () => (isAsked ? asked.showMore() : lengthen()),
    busy: computed(() => (isAsked ? asked.first.busy || !planId.value : held.busy)),
  }
}

/** How many rows of the device's own list are shown: as many as when it was left. */
function useLength(device: Device, list: Readonly<Ref<string>>) {
  const kept = () => Math.max(pageSize, placeIn(device, list.value)?.length ?? 0)
  const length = ref(kept())
  watch(list, () => (length.value = kept()))

  function lengthen(): void {
    length.value += pageSize
    keepPlace(device, list.value, { length: length.value })
  }

  return { length, lengthen }
}

/** The server's pages, one after the other, as many as when the list was left; another question begins anew. */
function useAskedPages(
  device: Device,
  list: Readonly<Ref<string>>,
  question: () => QueueQuestion | undefined,
) {
  const first = useQueuePage(question)
  const pages = shallowRef<readonly QueuePage[]>([])

  function show(now: readonly QueuePage[]): void {
    pages.value = now
    keepPlace(device, list.value, { pages: now })
  }

  watch(list, (name) => (pages.value = placeIn(device, name)?.pages ?? []), { immediate: true })
  watch(
    () => first.value,
    async (answer) => {
      const asked = question()
      if (!answer || !asked || isSame(answer, pages.value[0])) return
      if (pages.value.length < 2) {
        show([answer])
        return
      }
      const fresh = await asFar(device, asked, { first: answer, count: pages.value.length })
      if (fresh && first.value === answer) show(fresh)
    },
  )

  async function showMore(): Promise<void> {
    const [asked, name, cursor] = [question(), list.value, pages.value.at(-1)?.next]
    if (!asked || !cursor) return
    const reply = await askPage(device, { ...asked, query: { ...asked.query, cursor } })
    if (list.value !== name) return
    if (reply.ok) show([...pages.value, reply.value])
    else first.again()
  }

  return { first, pages, showMore, hasMore: computed(() => !!pages.value.at(-1)?.next) }
}

/** The answer on the device comes before the server's: what says the same changes nothing. */
function isSame(a: QueuePage, b: QueuePage | undefined): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}

/** As many pages as before, behind a newer first one, so that none is missing or there twice. */
async function asFar(
  device: Device,
  asked: QueueQuestion,
  { first, count }: { readonly first: QueuePage; readonly count: number },
): Promise<readonly QueuePage[] | undefined> {
  const pages = [first]
  let cursor = first.next
  while (cursor && pages.length < count) {
    const reply = await askPage(device, { ...asked, query: { ...asked.query, cursor } })
    if (!reply.ok) return
    pages.push(reply.value)
    cursor = reply.value.next
  }
  return pages
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
