import { describe, expect, it } from 'vitest'
import { mergeUnits, splitUnit, type SplitUnitInput } from '#domain/units/merge-and-split.ts'
import { aBook, anAct, codeOf, today, writtenIn } from './world.ts'

describe('merging units', () => {
  it.each<[string, string, string[], string, Parameters<typeof anAct>[1]?]>([
    ['a school into another', 'b', ['a'], 'done'],
    ['into itself', 'b', ['a', 'b'], 'unit.into-itself'],
    ['a commune into a school', 'b', ['xa-2'], 'unit.merge-kind'],
    ['a closed one', 'b', ['cu'], 'unit.closed'],
    ['into a closed one', 'cu', ['a'], 'unit.closed'],
    ["another department's commune", 'xa', ['xa-la'], 'unit.not-found'],
    ['as the head of both', 'b', ['a'], 'unit.not-yours', { by: ['b', 'principal'] }],
    ['when it was changed meanwhile', 'b', ['a'], 'record.changed', { base: 7 }],
  ])('%s', (_, into, from, code, given = {}) => {
    expect(codeOf(mergeUnits(aBook(), { from, day: today }, anAct(into, given)))).toBe(code)
  })

  it('closes what went, keeps its records with the one that is left, and takes along what stood below', () => {
    const outcome = mergeUnits(aBook(), { from: ['a', 'a'], day: today }, anAct('b'))
    expect(writtenIn(outcome, 'a')).toMatchObject({ closedOn: today, parentId: 'xa' })
    expect(writtenIn(outcome, 'b')).toMatchObject({ levels: ['tieu-hoc', 'thcs'], version: 2 })
    expect(writtenIn(outcome, 'diem')).toMatchObject({ parentId: 'b' })
    expect(outcome).toMatchObject({
      value: {
        entry: {
          people: { from: ['a'], to: 'b' },
          successions: [{ fromUnitId: 'a', toUnitId: 'b', how: 'merge', keepsRecords: true }],
        },
      },
    })
  })

  it('writes over no later change of what stands below', () => {
    const book = aBook({ since: new Map([['diem', '2026-11-10']]) })
    const outcome = mergeUnits(book, { from: ['a'], day: '2026-11-09' }, anAct('b'))
    expect(codeOf(outcome)).toBe('unit.day-before-change')
  })
})

describe('splitting a unit', () => {
  const one = { id: 'a1', name: 'THCS Một', code: null, levels: ['thcs'] } as const
  const two = { ...one, id: 'a2', name: 'THCS Hai' }
  const good: SplitUnitInput = { into: [one, two], keeps: 'a1', day: today }

  it.each<[string, string, Partial<SplitUnitInput>, string]>([
    ['a school', 'a', {}, 'done'],
    ['when none keeps the records', 'a', { keeps: 'a' }, 'unit.split-keeper'],
    ['the department', 'so', {}, 'unit.split-kind'],
    ['with the old code', 'a', { into: [{ ...one, code: 'A1' }, two] }, 'unit.fields'],
    [
      'with one code twice',
      'a',
      {
        into: [
          { ...one, code: 'X' },
          { ...two, code: 'x' },
        ],
      },
      'unit.fields',
    ],
    ['into what is there', 'a', { into: [one, { ...two, id: 'b' }] }, 'unit.exists'],
  ])('%s', (_, id, more, code) => {
    expect(codeOf(splitUnit(aBook(), { ...good, ...more }, anAct(id)))).toBe(code)
  })

  it('leaves records, people and sites with one of the new ones', () => {
    const outcome = splitUnit(aBook(), good, anAct('a'))
    expect(writtenIn(outcome, 'a')).toMatchObject({ closedOn: today })
    expect(writtenIn(outcome, 'a2')).toMatchObject({
      parentId: 'xa',
      openedOn: today,
      kind: 'school',
    })
    expect(writtenIn(outcome, 'diem')).toMatchObject({ parentId: 'a1' })
    expect(outcome).toMatchObject({
      value: {
        entry: {
          people: { from: ['a'], to: 'a1' },
          successions: [{ keepsRecords: true }, { toUnitId: 'a2', keepsRecords: false }],
        },
      },
    })
  })
})
