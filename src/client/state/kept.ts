import { onScopeDispose, reactive, ref, watch, type Reactive, type Ref } from 'vue'
import { useSession } from './session.ts'

/** A form of the office as it is typed: kept on the device until it was sent, so that no closed tab costs a word. */
export interface Kept<T extends object> {
  readonly form: Reactive<T>
  /** Whether what an earlier visit left has been looked for. */
  readonly ready: Ref<boolean>
  /** Whether something came back from an earlier visit. */
  readonly restored: Ref<boolean>
  /** Whether it stands as it began. */
  untouched(): boolean
  /** It begins as it stands now: filled by the page, typed by nobody. */
  begin(): void
  /** Forgets it: it was sent, or its writer gave it up. */
  forget(): Promise<void>
}

const pause = 300

/** Keeps the fields under a name of their own, on this device and account. */
export function useKept<T extends object>(name: string, blank: () => T): Kept<T> {
  const { opened: device } = useSession()
  const key = `form/${name}`
  const form = reactive(blank())
  const ready = ref(false)
  const restored = ref(false)
  const plain = () => JSON.parse(JSON.stringify(form)) as T
  let begun = JSON.stringify(form)
  const untouched = () => JSON.stringify(form) === begun
  const begin = (): void => {
    begun = JSON.stringify(form)
    restored.value = false
  }
  const note = aNote(`${device.session.accountId}/${key}`)
  const later = useLater(() => {
    const kept = untouched() ? null : plain()
    // A page that goes has no time for the database, so a note stands beside it (docs/decisions/0008).
    note.write(kept)
    // A notebook that is closed already keeps what it had.
    device.answers.keep(key, kept).then(note.wipe, () => undefined)
  })

  async function restore(): Promise<void> {
    const last = note.read() ?? (await device.answers.last(key))?.value
    if (last && JSON.stringify(last) !== begun) {
      Object.assign(form, last)
      restored.value = true
    }
    ready.value = true
  }
  async function forget(): Promise<void> {
    later.cancel()
    note.wipe()
    await device.answers.keep(key, null)
    restored.value = false
  }

  watch(form, () => {
    if (ready.value) later.start()
  })
  void restore()
  return { form, ready, restored, untouched, begin, forget }
}

/** What was typed last, where a page can leave it in its last moment. */
function aNote(name: string) {
  const key = `kept/${name}`
  const quietly = <T>(act: () => T): T | undefined => {
    try {
      return act()
    } catch {
      // A browser that keeps nothing here: the database alone has to do.
      return undefined
    }
  }
  return {
    read: () => quietly(() => JSON.parse(localStorage.getItem(key) ?? 'null') as unknown),
    write: (value: unknown) => quietly(() => localStorage.setItem(key, JSON.stringify(value))),
    wipe: () => quietly(() => localStorage.removeItem(key)),
  }
}

/** Does it soon, also while the person goes on typing, and at once when the page goes. */
function useLater(act: () => void) {
  let timer: ReturnType<typeof setTimeout> | undefined
  const cancel = (): void => {
    clearTimeout(timer)
    timer = undefined
  }
  const flush = (): void => {
    if (timer === undefined) return
    cancel()
    act()
  }
  const start = (): void => {
    timer ??= setTimeout(flush, pause)
  }
  addEventListener('pagehide', flush)
  document.addEventListener('visibilitychange', flush)
  onScopeDispose(() => {
    flush()
    removeEventListener('pagehide', flush)
    document.removeEventListener('visibilitychange', flush)
  })
  return { start, cancel }
}
