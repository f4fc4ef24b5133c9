import { describe, expect, it } from 'vitest'
import {
  addUnit,
  changeUnit,
  closeUnit,
  moveUnit,
  reopenUnit,
  type AddUnitInput,
  type ChangeUnitInput,
} from '#domain/units/unit-rules.ts'
import { aBook, anAct, codeOf, today, writtenIn } from './world.ts'

type Given = Parameters<typeof anAct>[1]

const school: AddUnitInput = {
  parentId: 'xa',
  kind: 'school',
  name: 'Trường mới',
  code: 'N1',
  levels: ['thcs'],
  openedOn: '2026-09-01',
}

describe('adding a unit', () => {
  it.each<[string, Partial<AddUnitInput>, string, Given?]>([
    ['below a commune', {}, 'done'],
    ['of whose opening nobody knows the day', { openedOn: null }, 'done'],
    ['below the department', { parentId: 'so' }, 'done'],
    ['below a school', { parentId: 'a' }, 'unit.parent-kind'],
    ['below a closed commune', { parentId: 'xa-cu' }, 'unit.parent-closed'],
    ["below another department's commune", { parentId: 'xa-la' }, 'unit.parent-not-found'],
    ['below nothing', { parentId: 'none' }, 'unit.parent-not-found'],
    ['below itself', { parentId: 'new' }, 'unit.own-parent'],
    ['with a code that another has', { code: 'a1' }, 'unit.fields'],
    ['without a level', { levels: [] }, 'unit.fields'],
    ['tomorrow', { openedOn: '2026-11-17' }, 'unit.day-in-future'],
    ['on a day that is none', { openedOn: '2026-02-30' }, 'unit.not-a-day'],
    ['as a head', {}, 'unit.parent-not-found', { by: ['a', 'principal'] }],
    ['as an officer', {}, 'unit.not-yours', { by: ['xa', 'officer'] }],
    ['as staff', {}, 'unit.parent-not-found', { by: ['xa', 'staff'] }],
    ['as the administrator of the commune', {}, 'done', { by: ['xa', 'administrator'] }],
  ])('%s', (_, change, code, given = {}) => {
    const act = anAct('new', { base: 0, ...given })
    expect(codeOf(addUnit(aBook(), { ...school, ...change }, act))).toBe(code)
  })

  it('names whose code it is', () => {
    const outcome = addUnit(aBook(), { ...school, code: 'A1' }, anAct('new', { base: 0 }))
    expect(outcome).toMatchObject({
      problem: { fields: [{ code: 'unit.code-taken', item: 'code', limit: 'Đơn vị a' }] },
    })
  })

  it('happens once', () => {
    expect(codeOf(addUnit(aBook(), school, anAct('a')))).toBe('unit.exists')
  })
})

describe('changing a unit', () => {
  const change: ChangeUnitInput = {
    name: 'THCS Suối Hoa',
    code: 'A1',
    levels: ['thcs'],
    day: today,
  }

  it.each<[string, string, Partial<ChangeUnitInput>, string, Given?]>([
    ['its name, with its own code', 'a', {}, 'done'],
    ['with a code of another', 'a', { code: 'B1' }, 'unit.fields'],
    ['that somebody changed meanwhile', 'a', {}, 'record.changed', { base: 0 }],
    ['that is closed', 'cu', { code: null }, 'unit.closed'],
    ['before it opened', 'a', { day: '2019-12-31' }, 'unit.day-before-opening'],
    ['before its last change', 'b', { day: '2026-08-31' }, 'unit.day-before-change'],
    ['on the day of its last change', 'b', { day: '2026-09-01', code: 'B1' }, 'done'],
    ['tomorrow', 'a', { day: '2026-11-17' }, 'unit.day-in-future'],
    ['that is not there', 'none', {}, 'unit.not-found'],
    ["of another's department", 'a', {}, 'unit.not-found', { by: ['so-2', 'administrator'] }],
    ['as its own head', 'a', {}, 'unit.not-yours', { by: ['a', 'principal'] }],
  ])('%s', (_, id, more, code, given = {}) => {
    const book = aBook({ since: new Map([['b', '2026-09-01']]) })
    expect(codeOf(changeUnit(book, { ...change, ...more }, anAct(id, given)))).toBe(code)
  })
})

describe('moving a unit', () => {
  it.each<[string, string, string, string]>([
    ['to another commune', 'a', 'xa-2', 'done'],
    ['to the department', 'a', 'so', 'done'],
    ['to itself', 'a', 'a', 'unit.own-parent'],
    ['below its own site', 'a', 'diem', 'unit.cycle'],
    ['a commune below its school', 'xa', 'a', 'unit.cycle'],
    ['to where it is', 'a', 'xa', 'unit.same-parent'],
    ['to a closed commune', 'a', 'xa-cu', 'unit.parent-closed'],
    ['to another department', 'a', 'xa-la', 'unit.parent-not-found'],
    ['a site to a commune', 'diem', 'xa', 'unit.parent-kind'],
    ['the department itself', 'so', 'bo', 'unit.parent-not-found'],
  ])('%s', (_, id, parentId, code) => {
    expect(codeOf(moveUnit(aBook(), { parentId, day: today }, anAct(id)))).toBe(code)
  })
})

describe('closing a unit', () => {
  it.each<[string, string, (string | null)[], string]>([
    ['that is empty', 'b', [], 'done'],
    ['whose people left before', 'b', ['2026-11-15'], 'done'],
    ['where somebody stays', 'b', [null], 'unit.has-people'],
    ['where somebody leaves later', 'b', ['2026-11-16'], 'unit.has-people'],
    ['with a site', 'a', [], 'unit.has-units'],
  ])('%s', (_, id, people, code) => {
    expect(codeOf(closeUnit(aBook({ people }), { day: today }, anAct(id)))).toBe(code)
  })

  it('says since when', () => {
    expect(writtenIn(closeUnit(aBook(), { day: today }, anAct('b')), 'b')).toMatchObject({
      closedOn: today,
      version: 2,
    })
  })
})

describe('opening a unit again', () => {
  it.each<[string, string, string, string, Parameters<typeof aBook>[0]?]>([
    ['that was closed', 'cu', today, 'done'],
    ['before it was closed', 'cu', '2025-06-30', 'unit.day-before-change'],
    ['that is open', 'a', today, 'unit.not-closed'],
    ['that went into another', 'cu', today, 'unit.succeeded', { succeeded: new Set(['cu']) }],
  ])('%s', (_, id, day, code, given = {}) => {
    expect(codeOf(reopenUnit(aBook(given), { day }, anAct(id)))).toBe(code)
  })
})
