import { describe, expect, it } from 'vitest'
import {
  checkUnitFields,
  kindsBelow,
  mayStandBelow,
  unitFacts,
  type UnitFields,
} from '#domain/units/unit-fields.ts'

const good: UnitFields = {
  kind: 'school',
  name: 'THCS Suối Hoa',
  code: '01A-2.3',
  levels: ['thcs'],
}

describe('the fields of a unit', () => {
  it.each<[string, Partial<UnitFields>, string[]]>([
    ['are good as they are', {}, []],
    ['may lack a code', { code: null }, []],
    ['take a blank code for none', { code: '  ' }, []],
    ['need a name', { name: ' \t ' }, ['unit.name-required']],
    ['need a name of 200 characters at most', { name: 'a'.repeat(201) }, ['unit.name-too-long']],
    ['need a letter in the name', { name: '123' }, ['unit.name-unreadable']],
    ['take no control character', { name: 'THCS\u0007 A' }, ['unit.name-unreadable']],
    ['take a code of ten characters at most', { code: '12345678901' }, ['unit.code-form']],
    ['take no marks in a code', { code: 'Đ12' }, ['unit.code-form']],
    ['know their kind', { kind: 'district', levels: [] }, ['unit.kind-unknown']],
    ['need a level in a school', { levels: [] }, ['unit.level-required']],
    ['have none above a school', { kind: 'commune' }, ['unit.level-unwanted']],
    ['may have one at a site', { kind: 'site', levels: ['mam-non'] }, []],
    ['know their levels', { levels: ['dai-hoc'] }, ['unit.level-unknown']],
    [
      'are all named',
      { name: '', code: 'ă', levels: [] },
      ['unit.name-required', 'unit.code-form', 'unit.level-required'],
    ],
  ])('%s', (_, change, codes) => {
    expect(checkUnitFields({ ...good, ...change }).map(({ code }) => code)).toEqual(codes)
  })

  it('are stored composed, tidy, and with the levels in their order', () => {
    const typed = {
      ...good,
      name: ' THCS  Suo\u0302\u0301i Hoa ',
      code: ' ',
      levels: ['thcs', 'tieu-hoc'],
    }
    expect(unitFacts(typed)).toEqual({
      kind: 'school',
      name: 'THCS Suối Hoa',
      code: null,
      levels: ['tieu-hoc', 'thcs'],
    })
  })
})

it('lets each kind stand where the law has it', () => {
  expect(kindsBelow('department')).toEqual(['commune', 'school'])
  expect(kindsBelow('commune')).toEqual(['school'])
  expect(kindsBelow('school')).toEqual(['site'])
  expect(kindsBelow('site')).toEqual([])
  expect(mayStandBelow('commune', 'commune')).toBe(false)
  expect(mayStandBelow('department', 'ministry')).toBe(true)
})
