import { describe, expect, it } from 'vitest'
import { isWithin } from '#domain/people/unit.ts'
import { unitsOn, type UnitVersion } from '#domain/units/history.ts'
import { lastYearOf } from '#domain/units/last-year.ts'
import type { Succession } from '#domain/units/unit-book.ts'
import { units } from '../world.ts'

describe('the tree as it was', () => {
  const version = { unitId: 'thcs', kind: 'school', name: 'Cũ', levels: [], code: null } as const
  const versions: UnitVersion[] = [
    { ...version, fromOn: '2020-01-01', untilOn: '2025-06-30', parentId: 'so' },
    { ...version, fromOn: '2025-07-01', untilOn: null, parentId: 'xa', name: 'THCS' },
  ]

  it.each([
    ['2025-06-30', false, 'Cũ'],
    ['2025-07-01', true, 'THCS'],
  ])('on %s', (day, inCommune, name) => {
    const then = unitsOn(day, units, versions)
    expect(isWithin('thcs', 'xa', then)).toBe(inCommune)
    expect(isWithin('thcs', 'so', then)).toBe(true)
    expect(then.get('thcs')?.name).toBe(name)
  })

  it('has no unit before it was, and every unit that never changed', () => {
    const then = unitsOn('2019-12-31', units, versions)
    expect(then.has('thcs')).toBe(false)
    expect(then.has('thpt')).toBe(true)
  })
})

describe('last year', () => {
  const came = (from: string, to: string, how: Succession['how'], onDay: string): Succession => ({
    fromUnitId: from,
    toUnitId: to,
    how,
    onDay,
    keepsRecords: true,
  })
  const old = { id: 'b', openedOn: null }

  it.each<[string, { id: string; openedOn: string | null }, Succession[], object]>([
    ['of a unit that stayed is its own', old, [], { how: 'itself', unitIds: ['b'] }],
    [
      'of one that is new is nothing',
      { id: 'b', openedOn: '2026-09-01' },
      [],
      { how: 'new', unitIds: [] },
    ],
    [
      'of a merged one is everybody’s, side by side',
      old,
      [came('a', 'b', 'merge', '2026-11-16'), came('c', 'b', 'merge', '2026-11-16')],
      { how: 'merged', unitIds: ['b', 'a', 'c'] },
    ],
    [
      'of one that took in another which had taken in a third',
      old,
      [came('c', 'a', 'merge', '2026-08-01'), came('a', 'b', 'merge', '2026-11-16')],
      { how: 'merged', unitIds: ['b', 'a', 'c'] },
    ],
    [
      'of a part is the old whole',
      { id: 'b', openedOn: '2026-09-01' },
      [came('a', 'b', 'split', '2026-09-01')],
      { how: 'split', unitIds: ['a'] },
    ],
    [
      'of one merged before that year began is its own',
      old,
      [came('a', 'b', 'merge', '2025-06-01')],
      { how: 'itself', unitIds: ['b'] },
    ],
  ])('%s', (_, unit, successions, expected) => {
    expect(lastYearOf(unit, 2025, successions)).toEqual(expected)
  })
})
