import type { Icon } from '../icons/icon.ts'

/** A place that the navigation leads to; `go` is the one act that it offers. */
export interface NavEntry {
  readonly href: string
  readonly label: string
  readonly icon: Icon
  readonly go?: boolean | undefined
  readonly count?: number | undefined
}

/** Whose notebook it is, as the rail prints it. */
export interface Owner {
  readonly name: string
  readonly post?: string | undefined
  readonly unit?: string | undefined
}
