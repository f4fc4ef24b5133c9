import { addDays, isDay } from '../day.ts'
import type { OfficeAct } from '../office/office-act.ts'
import { refused, type Refused } from '../outcome.ts'
import { isWithin, type Unit, type Units } from '../people/unit.ts'
import type { Role } from '../people/person.ts'
import { takesPart, type Round } from '../submission/round.ts'
import { routeFrom } from '../submission/route.ts'
import { tidy } from '../text.ts'
import type { RoundDesk } from './round-desk.ts'

/** What an administrator says of a round. */
export type RoundTerms = Required<Omit<Round, 'id' | 'planId' | 'version'>>

/** The terms as they are kept: texts tidied, lists without doubles. */
export function tidyTerms(terms: RoundTerms): RoundTerms {
  return {
    ...terms,
    title: tidy(terms.title),
    unitIds: distinct(terms.unitIds),
    roles: distinct(terms.roles),
    levels: distinct(terms.levels),
    reminders: distinct(terms.reminders).sort((a, b) => b - a),
    expected: terms.expected
      .map(({ roles, text }) => ({ roles, text: tidy(text) }))
      .filter(({ roles, text }) => roles.length > 0 && text !== ''),
  }
}

function distinct<T>(list: readonly T[]): T[] {
  return [...new Set(list)]
}

/** Why no round can have these terms. */
export function faultOf(
  terms: RoundTerms,
  desk: Pick<RoundDesk, 'plan' | 'instruments' | 'taskIds'>,
  act: Pick<OfficeAct, 'units'>,
): Refused | undefined {
  if (terms.title === '') return refused('round.title-required')
  return (
    faultOfDays(terms) ??
    faultOfScope(terms, desk.plan?.unitId ?? '', act.units) ??
    faultOfForm(terms, desk) ??
    (endsNowhere(terms, act.units) ? refused('round.route-ends-nowhere') : undefined)
  )
}

/** In order: it opens, closes, has been reviewed, is published. */
export function faultOfDays(
  terms: Pick<RoundTerms, 'opensOn' | 'closesOn' | 'closingDays' | 'reviewUntil' | 'publishOn'>,
): Refused | undefined {
  const { opensOn, closesOn, closingDays, reviewUntil, publishOn } = terms
  const days = [opensOn, closesOn, reviewUntil, publishOn].filter((day) => day !== null)
  if (!days.every(isDay)) return refused('round.not-a-day')
  if (closesOn !== null && closesOn < opensOn) {
    return refused('round.closes-before-opens', { limit: opensOn })
  }
  const last = closesOn === null ? opensOn : addDays(closesOn, closingDays)
  if (reviewUntil !== null && reviewUntil < last) {
    return refused('round.review-before-closing', { limit: last })
  }
  const reviewed = reviewUntil ?? last
  if (publishOn !== null && publishOn < reviewed) {
    return refused('round.publish-before-review', { limit: reviewed })
  }
  return
}

function faultOfScope(terms: RoundTerms, departmentId: string, units: Units): Refused | undefined {
  const { unitIds, roles } = terms
  const foreign = unitIds.find((id) => !isWithin(id, departmentId, units))
  if (foreign !== undefined) return refused('round.foreign-unit', { item: foreign })
  const isEmpty = roles.length === 0 || unitsIn(terms, units).length === 0
  return isEmpty ? refused('round.empty-scope') : undefined
}

function faultOfForm(
  { instrumentId, instrumentVersion, taskId }: RoundTerms,
  { instruments, taskIds }: Pick<RoundDesk, 'instruments' | 'taskIds'>,
): Refused | undefined {
  const isKnown = instruments.some(
    ({ id, version }) => id === instrumentId && version === instrumentVersion,
  )
  if (!isKnown) return refused('instrument.unknown-version')
  return taskId === null || taskIds.includes(taskId) ? undefined : refused('round.unknown-task')
}

/** The units that take part. */
export function unitsIn(scope: Pick<Round, 'unitIds' | 'levels'>, units: Units): readonly Unit[] {
  return [...units.values()].filter(({ id }) => takesPart(scope, id, units))
}

/** Whether somebody who takes part would send, and no step would have it: by role and unit, whoever is there today. */
function endsNowhere(terms: RoundTerms, units: Units): boolean {
  if (terms.routes.some(({ steps }) => steps.some(({ roles }) => roles.length === 0))) return true
  return unitsIn(terms, units).some((unit) =>
    rolesAt(unit, terms.roles).some(
      (role) =>
        routeFrom(terms, { unitId: unit.id, role }, { day: terms.opensOn, units }).length === 0,
    ),
  )
}

/** The roles that a unit of the kind has: a school has no officer, a commune no principal. */
export function rolesAt({ kind }: Unit, roles: readonly Role[]): readonly Role[] {
  return roles.filter((role) => rolesOfKind[kind].includes(role))
}

const inSchool: readonly Role[] = ['staff', 'group-head', 'deputy', 'principal']
const rolesOfKind: Readonly<Record<Unit['kind'], readonly Role[]>> = {
  ministry: [],
  department: ['staff', 'reviewer', 'leader', 'administrator', 'auditor'],
  commune: ['staff', 'officer', 'leader', 'administrator'],
  school: inSchool,
  site: inSchool,
}
