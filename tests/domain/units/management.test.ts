import { describe, expect, it } from 'vitest'
import type { Level, Unit } from '#domain/people/unit.ts'
import { routeOf } from '#domain/submission/route.ts'
import { managerOf, type ManagementRule } from '#domain/units/management.ts'
import { clearManagement, setManagement, type HeldRule } from '#domain/units/set-management.ts'
import { ledger, someone } from '../world.ts'
import { aBook, anAct, codeOf, today } from './world.ts'

const { units } = aBook()

function school(levels: readonly Level[], parentId = 'xa'): Unit {
  return { id: 's', parentId, kind: 'school', name: 's', levels }
}

function managerAt(unit: Unit, rules: Partial<ManagementRule>[] = [], day = today) {
  const management = rules.map((rule, index) => ({
    ...{ id: `r${index}`, departmentId: 'so', unitId: null, schoolYear: null, level: null },
    ...{ managedBy: 'department' as const },
    ...rule,
  }))
  const known = new Map<string, Unit>([...units, [unit.id, unit]])
  return managerOf(unit, { day, units: known, management })?.id
}

describe('who manages a school', () => {
  it.each<[readonly Level[], string]>([
    [['mam-non'], 'xa'],
    [['tieu-hoc'], 'xa'],
    [['tieu-hoc', 'thcs'], 'xa'],
    [['thcs', 'thpt'], 'so'],
    [['thpt'], 'so'],
    [['gdtx'], 'so'],
  ])('of %s by default', (levels, manager) => {
    expect(managerAt(school(levels))).toBe(manager)
  })

  it('is the department where there is no commune', () => {
    expect(managerAt(school(['thcs'], 'so'))).toBe('so')
  })

  it('is what stands above where no level is known, and for what is no school', () => {
    expect(managerAt(school([]))).toBe('xa')
    expect(managerAt({ ...school([]), kind: 'site', parentId: 'a' })).toBe('a')
    expect(managerAt(units.get('xa') as Unit)).toBe('so')
  })

  it.each<[string, Partial<ManagementRule>[], string]>([
    ['for all', [{}], 'so'],
    ['for another level', [{ level: 'mam-non' }], 'xa'],
    ['for its level', [{ level: 'thcs' }], 'so'],
    ['for another year', [{ schoolYear: 2025 }], 'xa'],
    ['for this year', [{ schoolYear: 2026 }], 'so'],
    ['for its commune', [{ unitId: 'xa' }], 'so'],
    ['for another commune', [{ unitId: 'xa-2' }], 'xa'],
    ['of another department', [{ departmentId: 'so-2' }], 'xa'],
    [
      'for itself, against its commune',
      [{ unitId: 'xa' }, { unitId: 's', managedBy: 'commune' }],
      'xa',
    ],
    [
      'for its commune, against the year',
      [{ schoolYear: 2026 }, { unitId: 'xa', managedBy: 'commune' }],
      'xa',
    ],
    [
      'for the year, against its level',
      [{ level: 'thcs', managedBy: 'commune' }, { schoolYear: 2026 }],
      'so',
    ],
  ])('by a rule %s', (_, rules, manager) => {
    expect(managerAt(school(['thcs']), rules)).toBe(manager)
  })

  it('has the head’s own record', () => {
    const head = someone('binh', 'a', 'principal')
    const rule = {
      id: 'r',
      departmentId: 'so',
      unitId: 'a',
      schoolYear: null,
      level: null,
    } as const
    const management = [{ ...rule, managedBy: 'department' as const }]
    const to = (more: object) =>
      routeOf(ledger, head, { day: today, units, ...more }).map(({ unitId }) => unitId)
    expect(to({})).toEqual(['xa'])
    expect(to({ management })).toEqual(['so'])
  })
})

describe('setting who manages', () => {
  const input = {
    departmentId: 'so',
    unitId: null,
    schoolYear: null,
    level: 'thcs',
    managedBy: 'department',
  } as const
  const held: HeldRule = { ...input, id: 'r', version: 3 }

  it.each<[string, Partial<Omit<ManagementRule, 'id'>>, string, Parameters<typeof anAct>[1]?]>([
    ['a new rule', {}, 'done'],
    ['for a commune', { unitId: 'xa' }, 'done'],
    ['for what is no department', { departmentId: 'xa' }, 'management.no-department'],
    ["for another's school", { unitId: 'xa-la' }, 'management.unit-elsewhere'],
    ['for a year long gone', { schoolYear: 2020 }, 'management.year'],
    ['as an officer', {}, 'management.not-found', { by: ['xa', 'officer'] }],
    ['as a reviewer', {}, 'management.not-yours', { by: ['so', 'reviewer'] }],
  ])('%s', (_, more, code, given = {}) => {
    const act = anAct('new', { base: 0, ...given })
    expect(codeOf(setManagement({ rules: [] }, { ...input, ...more }, act))).toBe(code)
  })

  it('is done once for the same schools', () => {
    const book = { rules: [held] }
    expect(codeOf(setManagement(book, input, anAct('new', { base: 0 })))).toBe(
      'management.same-rule',
    )
    expect(codeOf(setManagement(book, input, anAct('r', { base: 3 })))).toBe('done')
    expect(codeOf(setManagement(book, input, anAct('r', { base: 2 })))).toBe('record.changed')
  })

  it('is taken away again', () => {
    expect(codeOf(clearManagement({ rules: [held] }, {}, anAct('r', { base: 3 })))).toBe('done')
    expect(codeOf(clearManagement({ rules: [] }, {}, anAct('r')))).toBe('management.not-found')
  })
})
