import type { Day } from '../day.ts'
import type { OfficeAct } from '../office/office-act.ts'
import { done, refused, type Outcome, type Refused } from '../outcome.ts'
import { isWithin, type Units } from '../people/unit.ts'
import type { Round } from '../submission/round.ts'
import { changed, isBarred, openDesk, type RoundDesk } from './round-desk.ts'
import { faultOf, faultOfDays, tidyTerms, type RoundTerms } from './terms.ts'

/** Changes a round: before it opens all of it, afterwards only what leaves every begun draft its ground. */
export function changeRound(
  there: RoundDesk,
  input: RoundTerms,
  act: OfficeAct,
): Outcome<RoundDesk> {
  const desk = openDesk(there, act)
  if (isBarred(desk)) return desk
  const terms = tidyTerms(input)
  const fault = faultOf(terms, there, act)
  if (fault) return fault
  if (act.day >= desk.round.opensOn) {
    const item = groundTaken(desk.round, terms, act.units)
    if (item) return refused('round.already-open', { item })
  }
  return done(changed(desk, terms))
}

/** The field by which a change would take the ground from under a draft that somebody has begun. */
function groundTaken(round: Round, terms: RoundTerms, units: Units): keyof RoundTerms | undefined {
  const kept: readonly (readonly [keyof RoundTerms, boolean])[] = [
    ['opensOn', terms.opensOn === round.opensOn],
    ['instrumentId', terms.instrumentId === round.instrumentId],
    ['instrumentVersion', terms.instrumentVersion >= round.instrumentVersion],
    ['closesOn', !isEarlier(terms.closesOn, round.closesOn)],
    ['closingDays', terms.closingDays >= round.closingDays || later(terms, round)],
    ['unitIds', round.unitIds.every((id) => isCovered(id, terms.unitIds, units))],
    ['roles', round.roles.every((role) => terms.roles.includes(role))],
    ['levels', isWider(terms.levels, round.levels ?? [])],
    ['routes', isLonger(terms.routes, round.routes)],
  ]
  return kept.find(([, isKept]) => !isKept)?.[0]
}

/** No last day is later than any. */
function isEarlier(day: Day | null, than: Day | null): boolean {
  return day !== null && (than === null || day < than)
}

function later(terms: RoundTerms, { closesOn }: Round): boolean {
  return isEarlier(closesOn, terms.closesOn)
}

function isCovered(id: string, unitIds: readonly string[], units: Units): boolean {
  return unitIds.some((above) => isWithin(id, above, units))
}

function isWider<T>(levels: readonly T[], before: readonly T[]): boolean {
  if (levels.length === 0) return true
  return before.length > 0 && before.every((level) => levels.includes(level))
}

/** The first rule that fits counts, so rules behind the others take nobody's way. */
function isLonger(routes: Round['routes'], before: Round['routes']): boolean {
  return JSON.stringify(routes.slice(0, before.length)) === JSON.stringify(before)
}

export interface ExtendInput {
  readonly closesOn: Day
  readonly reviewUntil: Day | null
  readonly publishOn: Day | null
}

/** Gives more time; also after it has closed. */
export function extendRound(
  there: RoundDesk,
  input: ExtendInput,
  act: OfficeAct,
): Outcome<RoundDesk> {
  const desk = openDesk(there, act)
  if (isBarred(desk)) return desk
  const { round } = desk
  if (round.closesOn === null) return refused('round.never-closes')
  const { closesOn, reviewUntil, publishOn } = input
  const fault = notLater(closesOn, round.closesOn, act.day)
  if (fault) return fault
  const days = { opensOn: round.opensOn, closingDays: round.closingDays }
  const faulty = faultOfDays({ ...days, closesOn, reviewUntil, publishOn })
  return faulty ?? done(changed(desk, { closesOn, reviewUntil, publishOn }))
}

function notLater(closesOn: Day, before: Day, today: Day): Refused | undefined {
  const last = before > today ? before : today
  if (closesOn > before && closesOn >= today) return
  return refused('round.not-later', { limit: last })
}

/** Makes today the last day; what was finished in time is still taken while it closes. */
export function closeRoundNow(there: RoundDesk, _: object, act: OfficeAct): Outcome<RoundDesk> {
  const desk = openDesk(there, act)
  if (isBarred(desk)) return desk
  const { opensOn, closesOn } = desk.round
  if (act.day < opensOn) return refused('round.not-open-yet', { limit: opensOn })
  if (closesOn !== null && closesOn <= act.day) {
    return refused('round.already-closed', { limit: closesOn })
  }
  return done(changed(desk, { closesOn: act.day }))
}

/** Takes a round back for which nothing has come. Drafts stay on their devices. */
export function withdrawRound(there: RoundDesk, _: object, act: OfficeAct): Outcome<RoundDesk> {
  const desk = openDesk(there, act)
  if (isBarred(desk)) return desk
  if (desk.arrived > 0) return refused('round.something-sent', { limit: desk.arrived })
  return done({ ...changed(desk, {}), withdrawn: true })
}
