import { isDay, type Day } from '#domain/day.ts'
import type { Role } from '#domain/people/person.ts'
import type { Level } from '#domain/people/unit.ts'
import type { Round, RouteRule } from '#domain/submission/round.ts'
import type { RoundTrial } from '../../state/round-trial.ts'

/** Which way a group's work goes: to the school or body at hand, and on to the Sở; or as it was. */
export type Way = 'near' | 'near-department' | 'department' | 'kept'

/** A round as its form holds it: everything as it is typed. */
export interface RoundForm {
  id: string
  title: string
  /** 'id/version'. */
  instrument: string
  taskId: string
  opensOn: Day
  ends: 'day' | 'never'
  closesOn: Day
  closingDays: string
  reviewUntil: Day
  publishOn: Day
  units: { id: string; name: string }[]
  roles: Role[]
  levels: Level[]
  staffWay: Way
  headWay: Way
  keptRoutes: RouteRule[]
  expectedStaff: string
  expectedHeads: string
  reminders: string
  copiedFrom: string
}

export const roles: readonly Role[] = [
  'staff',
  'group-head',
  'deputy',
  'principal',
  'officer',
  'reviewer',
  'leader',
]
export const levels: readonly Level[] = ['mam-non', 'tieu-hoc', 'thcs', 'thpt', 'gdtx']
const heads: readonly Role[] = ['principal', 'deputy', 'group-head']

export function blankForm(id: string): RoundForm {
  return {
    ...{ id, title: '', instrument: '', taskId: '', units: [], levels: [] },
    ...{ opensOn: '', ends: 'day', closesOn: '', closingDays: '3', reviewUntil: '', publishOn: '' },
    roles: ['staff', 'group-head', 'deputy', 'principal'],
    ...{ staffWay: 'near', headWay: 'near', keptRoutes: [] },
    ...{ expectedStaff: '', expectedHeads: '', reminders: '7, 1', copiedFrom: '' },
  }
}

/** The round in its form again. */
export function formOf(round: Round, nameOf: (unitId: string) => string): RoundForm {
  const { reminders = [], levels: some = [] } = round
  return {
    ...blankForm(round.id),
    ...datesIn(round),
    ...expectedIn(round),
    title: round.title,
    instrument: `${round.instrumentId}/${round.instrumentVersion}`,
    taskId: text(round.taskId),
    units: round.unitIds.map((id) => ({ id, name: nameOf(id) })),
    roles: [...round.roles],
    levels: [...some],
    ...{ staffWay: 'kept', headWay: 'kept', keptRoutes: [...round.routes] },
    reminders: reminders.join(', '),
    copiedFrom: text(round.copiedFrom),
  }
}

function datesIn(round: Round) {
  return {
    opensOn: round.opensOn,
    ends: round.closesOn === null ? ('never' as const) : ('day' as const),
    closesOn: text(round.closesOn),
    closingDays: String(round.closingDays),
    reviewUntil: text(round.reviewUntil),
    publishOn: text(round.publishOn),
  }
}

function expectedIn({ expected = [] }: Round) {
  const of = (isStaff: boolean) =>
    text(expected.find((one) => one.roles.includes('staff') === isStaff)?.text)
  return { expectedStaff: of(true), expectedHeads: of(false) }
}

function text(value: string | null | undefined): string {
  return value ?? ''
}

/** Last year's terms with the days a year later. */
export function yearLater(form: RoundForm, id: string): RoundForm {
  return {
    ...form,
    ...{ id, copiedFrom: form.id },
    opensOn: later(form.opensOn),
    closesOn: later(form.closesOn),
    reviewUntil: later(form.reviewUntil),
    publishOn: later(form.publishOn),
  }
}

/** The same day a year later; 29/2 is followed by 28/2. */
function later(day: Day): Day {
  if (day === '') return ''
  const next = `${Number(day.slice(0, 4)) + 1}${day.slice(4)}`
  const isThere: boolean = isDay(next)
  return isThere ? next : next.replace(/-29$/, '-28')
}

/** The form as the office takes it; nothing while what it can't be without is missing. */
export function termsOf(form: RoundForm, planId: string): RoundTrial | undefined {
  if (!isWhole(form) || faultsOf(form).length > 0) return
  const [instrumentId = '', version] = form.instrument.split('/')
  return {
    ...termsOfDays(form),
    planId,
    title: form.title,
    instrumentId,
    instrumentVersion: Number(version),
    taskId: form.taskId || null,
    unitIds: form.units.map(({ id }) => id),
    roles: [...form.roles],
    levels: [...form.levels],
    routes: routesOf(form) as RoundTrial['routes'],
    expected: expectedOf(form),
    reminders: daysListed(form.reminders) ?? [],
    copiedFrom: form.copiedFrom || null,
  }
}

function isWhole({ title, instrument, opensOn, ends, closesOn, units, roles: some }: RoundForm) {
  const said = [title.trim(), instrument, opensOn, ends === 'never' ? ends : closesOn]
  return said.every((one) => one !== '') && units.length > 0 && some.length > 0
}

function termsOfDays({ ends, opensOn, ...form }: RoundForm) {
  const day = (one: Day) => (ends === 'never' || one === '' ? null : one)
  return {
    opensOn,
    closesOn: day(form.closesOn),
    closingDays: ends === 'never' ? 0 : (daysIn(form.closingDays) ?? 0),
    reviewUntil: day(form.reviewUntil),
    publishOn: day(form.publishOn),
  }
}

/** The fields that hold no number of days where one is needed; without a last day neither is asked. */
export function faultsOf({ ends, closingDays, reminders }: RoundForm) {
  if (ends === 'never') return []
  const faults: ('closingDays' | 'reminders')[] = []
  if (daysIn(closingDays) === undefined) faults.push('closingDays')
  if (daysListed(reminders) === undefined) faults.push('reminders')
  return faults
}

/** A whole number of days as the office takes it (round-commands.ts). */
function daysIn(text: string): number | undefined {
  const days = /^\d{1,3}$/.test(text.trim()) ? Number(text) : 367
  return days <= 366 ? days : undefined
}

/** '7, 1'; nothing typed is no reminder. */
function daysListed(text: string): number[] | undefined {
  if (text.trim() === '') return []
  const all = text.split(',').map(daysIn)
  const days = all.filter((one) => one !== undefined)
  return days.length === all.length && days.length <= 10 ? days : undefined
}

function expectedOf({ expectedStaff, expectedHeads }: RoundForm): RoundTrial['expected'] {
  const said = [
    { roles: ['staff' as const], text: expectedStaff.trim() },
    { roles: [...heads] as RoundTrial['roles'], text: expectedHeads.trim() },
  ]
  return said.filter(({ text }) => text !== '')
}

/** A site's people are confirmed by its school, a school's by the school, a head's work by the managing body. */
function routesOf({ staffWay, headWay, keptRoutes }: RoundForm): readonly RouteRule[] {
  if (staffWay === 'kept' || headWay === 'kept') return keptRoutes
  const department = { unit: 'department', roles: ['reviewer'] } as const
  const managing = { unit: 'managing', roles: ['officer', 'reviewer'] } as const
  const way = (chosen: Way, near: RouteRule['steps'][number]) => {
    if (chosen === 'department') return [department]
    return chosen === 'near' ? [near] : [near, department]
  }
  const school = (unit: 'own' | 'managing') => ({ unit, roles: heads })
  return [
    { roles: ['principal'], unitKinds: ['school'], steps: way(headWay, managing) },
    { unitKinds: ['school'], steps: way(staffWay, school('own')) },
    { unitKinds: ['site'], steps: way(staffWay, school('managing')) },
    { unitKinds: ['commune'], steps: [department] },
    { unitKinds: ['department'], steps: [{ unit: 'own', roles: ['reviewer'] }] },
  ]
}
