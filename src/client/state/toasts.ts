import { shallowRef } from 'vue'

/** A short word at the foot of the screen, with one thing to do about it. */
export interface Said {
  readonly text: string
  readonly icon?: string
  readonly action?: string
  readonly onAct?: () => unknown
}

interface Kept extends Said {
  readonly id: string
}

let count = 0

/** What is said now; the frame shows it. */
export const toasts = shallowRef<readonly Kept[]>([])

/** Says it for a while; the page that said it may be gone by then. */
export function say(said: Said): void {
  count += 1
  toasts.value = [...toasts.value, { ...said, id: String(count) }]
}

export function unsay(id: string): void {
  toasts.value = toasts.value.filter((one) => one.id !== id)
}

/** Does what a toast offers, and takes it away. */
export function act(id: string): void {
  const said = toasts.value.find((one) => one.id === id)
  unsay(id)
  void said?.onAct?.()
}
