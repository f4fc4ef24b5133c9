import { onScopeDispose, shallowReactive, shallowRef, watch, watchEffect } from 'vue'
import type { Device } from '../device/door.ts'
import { useSession } from './session.ts'

/** The four facts of a screen. */
export interface Live<T> {
  readonly value: T | undefined
  /** Answered, and there is nothing. */
  readonly empty: boolean
  /** Nothing has been answered yet. */
  readonly busy: boolean
  /** What went wrong, when it could not be read; the value before it stays. */
  readonly problem: Error | undefined
}

type Writable<T> = { -readonly [K in keyof T]: T[K] }

const unread = { value: undefined, empty: false, busy: true, problem: undefined }

/**
 * Reads from the device, and again whenever the notebook changes, another one is opened, or what
 * the query reads before its first wait changes. The object is reactive: don't take it apart.
 */
export function useLive<T>(
  query: (device: Device) => Promise<T>,
  { empty = isNothing }: { empty?: (value: T) => boolean } = {},
): Live<T> {
  const session = useSession()
  const live: Writable<Live<T>> = shallowReactive({ ...unread })
  const changes = useChanges(() => Object.assign(live, unread))
  let turn = 0

  async function read(asked: Promise<T>, own: number): Promise<void> {
    try {
      const value = await asked
      if (own !== turn) return
      Object.assign(live, { value, empty: empty(value), busy: false, problem: undefined })
    } catch (accident) {
      if (own === turn) Object.assign(live, { busy: false, problem: errorOf(accident) })
    }
  }

  watchEffect(() => {
    turn += 1
    // Both are named so that either being new reads anew.
    if (changes.value >= 0 && session.device) void read(query(session.device), turn)
  })
  onScopeDispose(() => {
    turn += 1
  })
  return live
}

/** Counts the changes of the notebook that is open; another notebook begins with nothing of the one before. */
function useChanges(begin: () => void) {
  const session = useSession()
  const changes = shallowRef(0)
  watch(
    () => session.device,
    (device, _, onCleanup) => {
      begin()
      const stop = device?.watch(() => {
        changes.value += 1
      })
      if (stop) onCleanup(stop)
    },
    { immediate: true, flush: 'sync' },
  )
  return changes
}

/** What screens take for nothing, unless they say otherwise. */
export function isNothing(value: unknown): boolean {
  return value === undefined || value === null || (Array.isArray(value) && value.length === 0)
}

function errorOf(accident: unknown): Error {
  return accident instanceof Error ? accident : new Error(String(accident))
}
