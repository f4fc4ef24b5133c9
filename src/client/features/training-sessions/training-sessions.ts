import type { Attendance, Attendant } from '#contract/training-sessions.ts'
import type { UnitRecord } from '#contract/records.ts'
import { isDay, type Day } from '#domain/day.ts'
import { answerMeaning, type Answers, type Instrument } from '#domain/instrument/instrument.ts'
import type { TrainingSession } from '#domain/training-sessions/training-session.ts'
import { compareNames } from '#domain/text.ts'
import type { Static } from 'typebox'
import type { Device } from '../../device/door.ts'
import { ledgerOf, type Ledger } from '../../state/ledger.ts'

/** The ledger of this device, with the form that a session prefills. */
export async function readLedger({ read }: Device): Promise<Ledger | undefined> {
  return ledgerOf(await read.plans())
}

/** What a list says of a session, read by what its answers mean. */
export interface SessionFacts {
  readonly title: string
  /** Empty where there is none. */
  readonly first: Day
  readonly last: Day
  readonly periods: number | undefined
}

export function factsOf(instrument: Instrument | undefined, answers: Answers): SessionFacts {
  const meaning = (name: Parameters<typeof answerMeaning>[2]) =>
    instrument && answerMeaning(instrument, answers, name)
  const [first, last, periods] = [meaning('first-day'), meaning('last-day'), meaning('periods')]
  return {
    title: String(meaning('title') ?? ''),
    first: isDay(first) ? first : '',
    last: isDay(last) ? last : '',
    periods: typeof periods === 'number' ? periods : undefined,
  }
}

/** Names of units, by id. */
export function unitNames(units: readonly Static<typeof UnitRecord>[]) {
  const names = new Map(units.map(({ id, name }) => [id, name]))
  return (id: string): string => names.get(id) ?? ''
}

/** Whom it is for, as a line. */
export function scopeLine(session: TrainingSession, nameOf: (id: string) => string): string {
  return session.unitIds.map(nameOf).filter(Boolean).join(', ')
}

export type Group = 'both' | 'only-present' | 'only-record'

/** One line of who came. */
export interface AttendanceLine extends Attendant {
  readonly name: string
  readonly unit: string
}

/** Who came, parted by what the list and the records say of them; each part by name. */
export function groupsOf({ attendants, people, units }: Attendance) {
  const names = new Map(people.map(({ id, name }) => [id, name]))
  const unit = unitNames(units)
  const lines = attendants
    .map((one): AttendanceLine => ({
      ...one,
      name: names.get(one.personId) ?? '',
      unit: unit(one.unitId ?? ''),
    }))
    .sort((a, b) => compareNames(a.name, b.name))
  const part = (group: Group) => lines.filter((line) => groupOf(line) === group)
  return (['both', 'only-present', 'only-record'] as const).map((group) => ({
    group,
    lines: part(group),
  }))
}

function groupOf({ present, record }: Attendant): Group {
  if (!record) return 'only-present'
  return present ? 'both' : 'only-record'
}

/** People for whom it is who could still be marked, as they are listed. */
export function othersOf({ others, people, units }: Attendance) {
  const names = new Map(people.map(({ id, name }) => [id, name]))
  const unit = unitNames(units)
  return others.map(({ personId, unitId }) => ({
    personId,
    name: names.get(personId) ?? '',
    unit: unit(unitId),
  }))
}
