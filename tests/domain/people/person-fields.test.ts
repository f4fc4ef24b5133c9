import { describe, expect, it } from 'vitest'
import { checkPersonFields, personFacts } from '#domain/people/person-fields.ts'
import { usernameOf } from '#domain/people/username.ts'

const today = '2026-11-21'
const good = {
  name: 'Nguyễn Thị Hoa',
  staffKind: 'teacher',
  code: '1403456789',
  bornOn: '1990-05-12',
  phone: '0912345678',
}

const codes = (given: object) =>
  checkPersonFields({ ...good, ...given }, today).map(({ item, code }) => [item, code].join(' '))

describe('fields of a person', () => {
  it.each([
    ['all there', {}],
    ['only name and kind', { code: null, bornOn: null, phone: null }],
    ['empty where nothing is needed', { code: ' ', bornOn: '', phone: '' }],
    ['a name of one word', { name: 'Súa' }],
    ['a landline', { phone: '0212 3852 345' }],
    ['a number with its country', { phone: '+84 (0) 912.345.678' }],
    ['a decomposed name', { name: 'Nguyễn Thị Hoa'.normalize('NFD') }],
  ])('are right with %s', (_, given) => {
    expect(codes(given)).toEqual([])
  })

  it.each([
    [{ name: '  ' }, 'name person.name-required'],
    [{ name: 'A' }, 'name person.name-unreadable'],
    [{ name: '12 34' }, 'name person.name-unreadable'],
    [{ name: 'Hoa\u0000' }, 'name person.name-unreadable'],
    [{ name: 'a'.repeat(201) }, 'name person.name-too-long'],
    [{ staffKind: null }, 'staffKind person.kind-unknown'],
    [{ staffKind: 'pupil' }, 'staffKind person.kind-unknown'],
    [{ code: '12' }, 'code person.code-form'],
    [{ code: '12-345' }, 'code person.code-form'],
    [{ bornOn: today }, 'bornOn person.birth-day'],
    [{ bornOn: '1990-02-30' }, 'bornOn person.birth-day'],
    [{ bornOn: '1890-01-01' }, 'bornOn person.birth-day'],
    [{ phone: '12345' }, 'phone person.phone-form'],
    [{ phone: '0112345678' }, 'phone person.phone-form'],
  ])('%j are refused', (given, expected) => {
    expect(codes(given)).toEqual([expected])
  })

  it('names every wrong field, in form order', () => {
    const wrong = { name: '', staffKind: 'x', code: '!', bornOn: 'x', phone: 'x' }
    expect(checkPersonFields(wrong, today).map(({ item }) => item)).toEqual([
      'name',
      'staffKind',
      'code',
      'bornOn',
      'phone',
    ])
  })

  it('are stored composed, and empty ones not at all', () => {
    const typed = { ...good, name: ` ${'Nguyễn  Thị Hoa'.normalize('NFD')} `, code: '' }
    expect(personFacts({ ...typed, phone: '(+84) 912 345 678' })).toEqual({
      ...{ name: 'Nguyễn Thị Hoa', staffKind: 'teacher', code: null },
      ...{ bornOn: '1990-05-12', phone: '0912345678', salutation: null },
    })
  })
})

describe('a username', () => {
  it.each([
    ['Nguyễn Thị Hoa', [], 'hoa.nt'],
    ['Nguyễn Thị Hoa', ['hoa.nt'], 'hoa.nt2'],
    ['Nguyễn Thị Hoa', ['hoa.nt', 'hoa.nt2'], 'hoa.nt3'],
    ['Nguyễn Thị Hoa', ['hoa.nt2'], 'hoa.nt'],
    ['Đỗ Đức Ân', [], 'an.dd'],
    ['Súa', [], 'sua'],
    ["H'Hen Niê", [], 'nie.hh'],
    ['王', [], 'nguoi-dung'],
  ])('of %s, with %j taken, is %s', (name, taken, expected) => {
    expect(usernameOf(name, new Set(taken))).toBe(expected)
  })
})
