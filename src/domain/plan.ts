import type { Day } from './day.ts'

/** A department's standing plan: the unit of sync. */
export interface Plan {
  readonly id: string
  readonly unitId: string
  readonly title: string
  readonly from: Day
  readonly until: Day | null
}

/** A row of a plan. */
export interface Task {
  readonly id: string
  readonly planId: string
  readonly title: string
  readonly leadUnitId: string | null
  /** As the document writes it: a year, a range, "every year", or nothing. */
  readonly dueText: string
  readonly product: string
}
