import type { Day, Instant } from '../day.ts'
import type { Actor } from '../people/person.ts'
import type { Units } from '../people/unit.ts'

/** Who acts in the office, when, with which command, and the tree of units as it stands. */
export interface OfficeAct {
  readonly by: Actor
  /** The server's clock. */
  readonly at: Instant
  /** The day of `at` in Viet Nam. */
  readonly day: Day
  readonly commandId: string
  readonly recordId: string
  /** The version of the record that the writer saw; 0 where there was none. */
  readonly base: number
  /** Every unit, by id. */
  readonly units: Units
}
