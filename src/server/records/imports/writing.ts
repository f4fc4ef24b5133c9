import type { Day } from '#domain/day.ts'

/** What is being written, and when it begins to hold. */
export interface Writing {
  readonly importId: string
  readonly day: Day
  readonly withGone: boolean
}
