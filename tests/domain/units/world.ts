import type { OfficeAct } from '#domain/office/office-act.ts'
import type { Outcome } from '#domain/outcome.ts'
import type { Role } from '#domain/people/person.ts'
import type { OfficeUnit, UnitBook } from '#domain/units/unit-book.ts'
import { someone } from '../world.ts'

export const today = '2026-11-16'

type Row = [string, string | null, OfficeUnit['kind'], Partial<OfficeUnit>?]

const rows: Row[] = [
  ['bo', null, 'ministry'],
  ['so', 'bo', 'department'],
  ['so-2', 'bo', 'department'],
  ['xa', 'so', 'commune'],
  ['xa-2', 'so', 'commune'],
  ['xa-cu', 'so', 'commune', { closedOn: '2025-07-01' }],
  ['a', 'xa', 'school', { levels: ['thcs'], code: 'A1', openedOn: '2020-01-01' }],
  ['b', 'xa', 'school', { levels: ['tieu-hoc'], code: 'B1' }],
  ['diem', 'a', 'site'],
  ['cu', 'xa', 'school', { levels: ['thcs'], closedOn: '2025-07-01' }],
  ['xa-la', 'so-2', 'commune'],
]

/** Two departments, their communes, two schools, a site, and what is closed. */
export function aBook(given: Partial<UnitBook> = {}): UnitBook {
  const units = rows.map(([id, parentId, kind, more = {}]) => ({
    ...{ id, parentId, kind, name: `Đơn vị ${id}`, levels: [], code: null },
    ...{ openedOn: null, closedOn: null, version: 1 },
    ...more,
  }))
  return {
    units: new Map(units.map((unit) => [unit.id, unit])),
    people: [],
    since: new Map([['cu', '2025-07-01']]),
    succeeded: new Set(),
    ...given,
  }
}

/** Somebody's act on a unit in its first version; the department's administrator unless said. */
export function anAct(
  recordId: string,
  given: { by?: [string, Role]; base?: number; book?: UnitBook } = {},
): OfficeAct {
  const { by = ['so', 'administrator'], base = 1, book = aBook() } = given
  return {
    by: someone('an', ...by),
    at: `${today}T02:00:00.000Z`,
    day: today,
    commandId: 'c',
    recordId,
    base,
    units: book.units,
  }
}

/** The code of the refusal, or 'done'. */
export function codeOf(outcome: Outcome<unknown>): string {
  return outcome.ok ? 'done' : outcome.problem.code
}

/** The unit as the entry has it. */
export function writtenIn(outcome: Outcome<UnitBook>, id: string): OfficeUnit | undefined {
  return outcome.ok ? outcome.value.entry?.units.find((unit) => unit.id === id) : undefined
}
