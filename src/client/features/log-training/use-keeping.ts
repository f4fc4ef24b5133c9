import { onScopeDispose, ref, shallowRef, type Ref } from 'vue'
import type { Answers } from '#domain/instrument/instrument.ts'

const pause = 300

/** Keeps what is typed: after each pause, when the page is hidden, and when asked to. */
export function useKeeping(answers: Ref<Answers>, keep: (answers: Answers) => Promise<void>) {
  /** What is on the device; nothing while no draft is. */
  const kept = shallowRef<Answers>()
  const failed = ref(false)
  let isTouched = false
  let timer: ReturnType<typeof setTimeout> | undefined
  let running: Promise<void> = Promise.resolve()

  /** What is on the device already when the form opens. */
  function start(from: Answers): void {
    kept.value = from
  }

  function touch(): void {
    isTouched = true
    clearTimeout(timer)
    timer = setTimeout(() => void flush(), pause)
  }

  /** Keeps now what is not kept yet; one after the other, so that no older text follows a newer one. */
  function flush(): Promise<void> {
    clearTimeout(timer)
    running = running.then(write)
    return running
  }

  async function write(): Promise<void> {
    if (!isTouched) return
    const now = answers.value
    isTouched = false
    try {
      await keep(now)
      kept.value = now
      failed.value = false
    } catch {
      isTouched = true
      failed.value = true
    }
  }

  /** From here on nothing more is kept: it was sent or discarded. */
  function stop(): void {
    isTouched = false
    clearTimeout(timer)
  }

  onLeaving(() => void flush())
  onScopeDispose(stop)

  return { kept, failed, start, touch, flush, stop }
}

/** Calls when the page may be about to go: hidden, closed, or put aside by the system. */
function onLeaving(leave: () => void): void {
  const onHidden = (): void => {
    if (document.visibilityState === 'hidden') leave()
  }
  document.addEventListener('visibilitychange', onHidden)
  addEventListener('pagehide', leave)
  onScopeDispose(() => {
    document.removeEventListener('visibilitychange', onHidden)
    removeEventListener('pagehide', leave)
  })
}
