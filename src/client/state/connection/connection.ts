import { defineStore } from 'pinia'
import { computed, onScopeDispose, ref, shallowRef, watch } from 'vue'
import type { Device, SyncReport } from '../../device/door.ts'
import { useCounts } from './counts.ts'
import { onKnock } from './knocks.ts'
import { useSession } from '../session.ts'
import { Tries } from './tries.ts'

export type Line = 'unknown' | 'online' | 'offline'

/** The line to the server: whether it is there, what waits, and when it is tried. */
export const useConnection = defineStore('connection', () => {
  const session = useSession()
  const { waiting, attention, heardAt, count } = useCounts()
  const line = ref<Line>('unknown')
  const lastEnd = ref<SyncReport['ended']>()
  const total = shallowRef(0)
  const sending = computed(() =>
    total.value ? { done: Math.max(0, total.value - waiting.value), total: total.value } : null,
  )

  async function run(): Promise<SyncReport | undefined> {
    const { device } = session
    if (!device) return
    await count(device)
    total.value = waiting.value
    const report = await synchronised(device)
    total.value = 0
    if (device !== session.device) return report
    lastEnd.value = report?.ended ?? 'broken'
    line.value = lineAfter(lastEnd.value, line.value)
    if (lastEnd.value === 'done') void session.renew()
    await count(device)
    return report
  }

  const tries = new Tries(run)
  useTriggers(tries, { count, line, lastEnd })
  const ended = (end: SyncReport['ended']) => computed(() => lastEnd.value === end)

  return {
    ...{ line, sending, waiting, attention, heardAt, lastEnd },
    needsSignIn: ended('sign-in'),
    tooOld: ended('too-old'),
    disabled: ended('disabled'),
    /** One run now, at a person's wish. */
    tryNow: () => tries.now(),
  }
})

interface Watched {
  readonly count: (device: Device) => Promise<void>
  readonly line: { value: Line }
  readonly lastEnd: { value: SyncReport['ended'] | undefined }
}

/** Tries at the start, after a sign-in and after each write; when looked at, when a network comes, and in time. */
function useTriggers(tries: Tries, { count, line, lastEnd }: Watched): void {
  const session = useSession()
  watch(
    () => [session.device, session.signIns] as const,
    ([device], _, onCleanup) => {
      lastEnd.value = undefined
      tries.afresh()
      if (!device) return
      const stopWatching = device.watch(() => void count(device))
      const stopHearing = device.afterWrite(() => tries.knock())
      onCleanup(() => {
        tries.stop()
        stopWatching()
        stopHearing()
      })
      tries.knock()
    },
    { immediate: true },
  )
  const come = (): void => {
    if (session.device) tries.hope()
  }
  const lose = (): void => {
    line.value = 'offline'
  }
  const stopKnocks = onKnock({ come, lose })
  onScopeDispose(() => {
    tries.stop()
    stopKnocks()
  })
}

/** One run with the server over HTTP. */
async function synchronised(device: Device): Promise<SyncReport | undefined> {
  try {
    const { httpExchange } = await import('../../api/exchange.ts')
    return await device.synchronise(httpExchange(device.session.accountId))
  } catch {
    // The database was closed, or the code could not be fetched: nothing is lost, the next run goes on.
    return
  }
}

function lineAfter(ended: SyncReport['ended'], before: Line): Line {
  if (ended === 'unreachable') return 'offline'
  return ended === 'busy-elsewhere' || ended === 'broken' ? before : 'online'
}
