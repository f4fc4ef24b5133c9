import type { Day } from '../day.ts'
import type { Answers } from '../instrument/instrument.ts'
import { holdsAbove, holdsAt, type Asked } from '../people/authority.ts'
import { postsOn, type Actor, type Role } from '../people/person.ts'
import { isWithin, type Units } from '../people/unit.ts'

/** A training that a unit opens for others: answers to the ledger's form that need not be typed. */
export interface TrainingSession {
  readonly id: string
  readonly planId: string
  readonly roundId: string
  /** Who opens it. */
  readonly unitId: string
  /** By item of the ledger's form; what is left open is the teacher's. */
  readonly answers: Answers
  /** A room, or the address of one in the net. */
  readonly place: string
  /** The heads of the subtrees whose people it is for. */
  readonly unitIds: readonly string[]
  /** The days on which the code at the door is taken. */
  readonly opensOn: Day
  readonly closesOn: Day
  readonly cancelled: boolean
  readonly version: number
  /** What the poster at the door carries; known to who opened it and to the server. */
  readonly code?: string
}

const openers: readonly Role[] = ['administrator', 'reviewer', 'officer', 'principal', 'deputy']
const heads: readonly Role[] = ['principal', 'deputy']

/** Who may open a session in the name of a unit: at or below their own. */
export function mayHold(unitId: string, asked: Asked): boolean {
  return holdsAbove(openers, unitId, asked)
}

/** The units in whose name a person may open a session, by their own posts. */
export function opensFor({ by, day }: Pick<Asked, 'by' | 'day'>): readonly string[] {
  const own = postsOn(by, day).filter(({ role }) => openers.includes(role))
  return [...new Set(own.map(({ unitId }) => unitId))]
}

/** Whose attendance a person may see and mark: all of it who holds the session, a head the own school's. */
export function mayMark(session: TrainingSession, unitId: string, asked: Asked): boolean {
  if (!isInScope(session, unitId, asked.units)) return false
  return mayHold(session.unitId, asked) || holdsAt(heads, unitId, asked)
}

/** The schools of a head in the session's scope; nothing for who holds the session: they see all. */
export function schoolsIn(session: TrainingSession, asked: Asked): readonly string[] {
  return headedBy(asked).filter((id) => isInScope(session, id, asked.units))
}

/** The units that a person heads, or is deputy of. */
export function headedBy({ by, day }: Asked): readonly string[] {
  const own = postsOn(by, day).filter(({ role }) => heads.includes(role))
  return [...new Set(own.map(({ unitId }) => unitId))]
}

/** Whether the list of who came is theirs, in whole or in part. */
export function maySeeAttendance(session: TrainingSession, asked: Asked): boolean {
  return mayHold(session.unitId, asked) || schoolsIn(session, asked).length > 0
}

/** Whether the person knows of the session at all: it is for their unit, or below or above it. */
export function knows(session: TrainingSession, { by, day, units }: Asked): boolean {
  return postsOn(by, day).some(
    ({ unitId }) =>
      isInScope(session, unitId, units) ||
      isWithin(session.unitId, unitId, units) ||
      unitId === session.unitId,
  )
}

export function isInScope(
  { unitIds }: Pick<TrainingSession, 'unitIds'>,
  unitId: string,
  units: Units,
): boolean {
  return unitIds.some((above) => isWithin(unitId, above, units))
}

/** Whether somebody may log it as theirs: by a post that they hold on one of the days. */
export function isOpenTo(
  session: Pick<TrainingSession, 'unitIds'>,
  who: Actor,
  { days, units }: { days: readonly Day[]; units: Units },
): boolean {
  const posts = days.flatMap((day) => postsOn(who, day))
  return posts.some(({ unitId }) => isInScope(session, unitId, units))
}
