import { onScopeDispose, ref, shallowRef, type Ref } from 'vue'
import type { Answers } from '#domain/instrument/instrument.ts'

const pause = 300

/** Keeps what is typed: after each pause, when the page is hidden, and when asked to. */
export function useKeeping(answers: Ref<Answers>, keep: (answers: Answers) => Promise<void>) {
  const kept = shallowRef<Answers>(answers.value)
  const failed = ref(false)
  let timer: ReturnType<typeof setTimeout> | undefined
  let running: Promise<void> = Promise.resolve()

  function touch(): void {
    clearTimeout(timer)
    timer = setTimeout(() => void flush(), pause)
  }

  /** Keeps now what has not been kept. One at a time, so that an older text never follows a newer. */
  function flush(): Promise<void> {
    clearTimeout(timer)
    running = running.then(write)
    return running
  }

  async function write(): Promise<void> {
    const now = answers.value
    if (now === kept.value) return
    try {
      await keep(now)
      kept.value = now
      failed.value = false
    } catch {
      failed.value = true
    }
  }

  function onHidden(): void {
    if (document.visibilityState === 'hidden') void flush()
  }
  function onLeave(): void {
    void flush()
  }
  document.addEventListener('visibilitychange', onHidden)
  addEventListener('pagehide', onLeave)
  onScopeDispose(() => {
    clearTimeout(timer)
    document.removeEventListener('visibilitychange', onHidden)
    removeEventListener('pagehide', onLeave)
  })

  return { kept, failed, touch, flush }
}
