import type { Day } from '../day.ts'
import type { Role, StaffKind } from '../people/person.ts'
import type { RosterUnit, UnitsThere } from './find-unit.ts'
import type { Verdict } from './verdict.ts'

/** A person as rosters see one: the facts, and the main post of today. */
export interface RosterPerson {
  readonly id: string
  readonly name: string
  readonly code: string | null
  readonly username: string | null
  readonly bornOn: Day | null
  readonly phone: string | null
  readonly staffKind: StaffKind | null
  readonly unitId: string | null
  readonly role: Role | null
  /** Administrators are not changed by a file: one wrong cell would lock a department out. */
  readonly isAdministrator: boolean
  /** Where they hold an office, now or soon: the units of all posts but those of the staff and of tổ trưởng. */
  readonly officeUnitIds: readonly string[]
  /** When a main post begins that was already arranged; no file moves somebody before it. */
  readonly nextFrom: Day | null
}

export interface PeopleThere extends UnitsThere {
  readonly day: Day
  /** All whose main post is in the tree of the writer, and those whose code is known anywhere. */
  readonly people: readonly RosterPerson[]
}

/** What a row wants written: the whole person as they are to stand, and where. */
export type WantedPerson = Omit<
  RosterPerson,
  'id' | 'username' | 'isAdministrator' | 'officeUnitIds' | 'nextFrom' | 'unitId' | 'role'
> & {
  readonly unitId: string
  readonly role: Role
  readonly moves: boolean
}

export type PersonVerdict = Verdict<WantedPerson>

export interface Read {
  readonly unit: RosterUnit
  readonly facts: Pick<RosterPerson, 'name' | 'code' | 'bornOn' | 'phone' | 'staffKind'>
  readonly role: Role | null
  readonly username: string
}
