import type { Icon } from '../icons/icon.ts'

/** A short word at the foot of the screen; `action` undoes it or leads to it. */
export interface Toast {
  readonly id: string
  readonly text: string
  readonly icon?: Icon | undefined
  readonly action?: string | undefined
}
