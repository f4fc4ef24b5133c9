import { defineStore } from 'pinia'
import { computed, onScopeDispose, ref, shallowRef, watch } from 'vue'
import type { Instant } from '#domain/day.ts'
import type { Device, SyncReport } from '../device/door.ts'
import { backOffMs, everyMs } from './back-off.ts'
import { useSession } from './session.ts'
import { onKnock } from './knocks.ts'

export type Line = 'unknown' | 'online' | 'offline'

// After these only a person can help: no trying by itself.
const standing: readonly SyncReport['ended'][] = ['sign-in', 'too-old', 'disabled']

/** The line to the server: whether it is there, what waits, and when it is tried. */
export const useConnection = defineStore('connection', () => {
  const session = useSession()
  const line = ref<Line>('unknown')
  const waiting = ref(0)
  const attention = ref(0)
  const heardAt = ref<Instant>()
  const lastEnd = ref<SyncReport['ended']>()
  const total = shallowRef<number | null>(null)
  const sending = computed(() =>
    total.value ? { done: Math.max(0, total.value - waiting.value), total: total.value } : null,
  )
  const needsSignIn = computed(() => lastEnd.value === 'sign-in')
  const tooOld = computed(() => lastEnd.value === 'too-old')
  const disabled = computed(() => lastEnd.value === 'disabled')

  let failures = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  let running: Promise<SyncReport | undefined> | undefined
  let isWanted = false

  async function count(device: Device): Promise<void> {
    const [counts, heard] = await Promise.all([device.read.waiting(), device.read.heard()])
    if (device !== session.device) return
    waiting.value = counts.waiting
    attention.value = counts.attention
    heardAt.value = heard.at
  }

  /** One run now, at a person's wish: it forgets how often it has failed. */
  function tryNow(): Promise<SyncReport | undefined> {
    failures = 0
    return attempt()
  }

  function attempt(): Promise<SyncReport | undefined> {
    clearTimeout(timer)
    isWanted = running !== undefined
    running ??= once().finally(() => {
      running = undefined
      if (isWanted && !isStanding()) tryLater(0)
    })
    return running
  }

  /** The ways in which the app tries by itself. */
  function knock(): void {
    if (session.device && !isStanding()) void attempt()
  }

  async function once(): Promise<SyncReport | undefined> {
    const { device } = session
    if (!device) return
    const report = await runOf(device)
    if (device !== session.device) return report
    settle(report)
    await count(device).catch(() => undefined)
    return report
  }

  async function runOf(device: Device): Promise<SyncReport | undefined> {
    try {
      await count(device)
      total.value = waiting.value
      const { httpExchange } = await import('../api/exchange.ts')
      return await device.synchronise(httpExchange(device.session.accountId))
    } catch {
      // The database was closed, or the code could not be fetched: nothing is lost, the next run goes on.
      return
    } finally {
      total.value = null
    }
  }

  function settle(report: SyncReport | undefined): void {
    lastEnd.value = report?.ended ?? 'broken'
    line.value = lineAfter(lastEnd.value, line.value)
    if (isStanding()) return
    const isWell = report?.ended === 'done' || report?.ended === 'busy-elsewhere'
    failures = isWell && report.waiting === 0 ? 0 : failures + 1
    const delay = failures === 0 || report?.ended === 'busy-elsewhere' ? everyMs : backOffMs(failures)
    tryLater(Math.max(delay, report?.retryAt ? Date.parse(report.retryAt) - Date.now() : 0))
  }

  function tryLater(delay: number): void {
    clearTimeout(timer)
    timer = setTimeout(() => {
      if (document.visibilityState === 'visible') knock()
    }, delay)
  }

  function isStanding(): boolean {
    return lastEnd.value !== undefined && standing.includes(lastEnd.value)
  }

  watch(
    () => [session.device, session.signIns] as const,
    ([device], _, onCleanup) => {
      lastEnd.value = undefined
      failures = 0
      if (!device) return
      const stops = [
        device.watch(() => void count(device).catch(() => undefined)),
        device.afterWrite(knock),
      ]
      onCleanup(() => {
        clearTimeout(timer)
        for (const stop of stops) stop()
      })
      knock()
    },
    { immediate: true },
  )

  const stopKnocks = onKnock({
    come: () => {
      failures = 0
      knock()
    },
    lose: () => {
      line.value = 'offline'
    },
  })
  onScopeDispose(() => {
    clearTimeout(timer)
    stopKnocks()
  })

  return {
    line,
    sending,
    waiting,
    attention,
    heardAt,
    lastEnd,
    needsSignIn,
    tooOld,
    disabled,
    tryNow,
  }
})

function lineAfter(ended: SyncReport['ended'], before: Line): Line {
  if (ended === 'unreachable') return 'offline'
  return ended === 'busy-elsewhere' || ended === 'broken' ? before : 'online'
}
