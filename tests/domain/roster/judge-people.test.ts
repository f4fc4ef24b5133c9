import { describe, expect, it } from 'vitest'
import type { RosterUnit } from '#domain/roster/find-unit.ts'
import { peopleJudge, type RosterPerson } from '#domain/roster/judge-people.ts'

const unit = (id: string, parentId: string | null, kind: RosterUnit['kind'], name: string) => ({
  ...{ id, parentId, kind, name, levels: [], code: id, closedOn: null, version: 1 },
})
const units = [
  unit('so', null, 'department', 'Sở'),
  unit('xa', 'so', 'commune', 'Xã Vân Du'),
  unit('hoa', 'xa', 'school', 'THCS Suối Hoa'),
  unit('mo', 'xa', 'school', 'THCS Suối Mơ'),
  unit('khac', null, 'department', 'Sở khác'),
  { ...unit('dong', 'xa', 'school', 'TH Đã Đóng'), closedOn: '2026-01-01' },
]

const person = (id: string, given: Partial<RosterPerson> = {}): RosterPerson => ({
  ...{ id, name: 'Lê Văn An', code: null, username: `${id}.x`, bornOn: null, phone: null },
  ...{ staffKind: 'teacher', unitId: 'hoa', role: 'staff', isAdministrator: false },
  ...{ officeUnitIds: [], nextFrom: null },
  ...given,
})

const columns = ['name', 'code', 'bornOn', 'unitName', 'role', 'username'] as const

/** What rows come to among those who are there, one word or code a row, and who is gone. */
function judged(people: readonly RosterPerson[], rows: readonly (readonly string[])[]) {
  const there = { rootId: 'so', unitNames: {}, day: '2026-11-21', people }
  const tree = new Map(units.map((one) => [one.id, one]))
  const { judge, gone } = peopleJudge({ ...there, units: tree }, columns)
  const words = rows.map((cells, at) => {
    const { kind, problems } = judge({ no: at + 2, cells })
    return problems[0]?.code ?? kind
  })
  return [...words, ...gone().map(({ id }) => `gone ${id}`)]
}

const hoa = 'THCS Suối Hoa'
const mo = 'THCS Suối Mơ'
const an = 'Lê Văn An'

describe('a row of a roster', () => {
  it.each<[string, readonly RosterPerson[], readonly (readonly string[])[], string[]]>([
    ['nobody of that name is new', [], [[an, '', '', hoa]], ['new']],
    ['somebody by name and unit', [person('a')], [[an, '', '', hoa]], ['same']],
    ['a name in capitals without marks', [person('a')], [['LE VAN AN', '', '', hoa]], ['changed']],
    ['an empty cell says nothing', [person('a', { code: '0777' })], [[an, '', '', hoa]], ['same']],
    ['a code is new to them', [person('a')], [[an, '0777', '', hoa]], ['changed']],
    [
      'by code, wherever they are',
      [person('a', { code: '0777' })],
      [[an, '0777', '', mo]],
      ['changed'],
    ],
    [
      'another code is another person',
      [person('a', { code: '0777' })],
      [[an, '0888', '', hoa]],
      ['new', 'gone a'],
    ],
    [
      'another birth day is another person',
      [person('a', { bornOn: '1988-11-16' })],
      [[an, '', '17/11/1988', hoa]],
      ['new', 'gone a'],
    ],
    [
      'of two of one name the birth day tells',
      [person('a', { bornOn: '1988-11-16' }), person('b')],
      [[an, '', '16/11/1988', hoa]],
      ['same', 'gone b'],
    ],
    [
      'two of one name that nothing tells apart, so nobody of the name is gone',
      [person('a'), person('b'), person('c', { name: 'Vũ Thị Na' })],
      [[an, '', '', hoa]],
      ['roster.person-ambiguous', 'gone c'],
    ],
    [
      'two of one name by their usernames',
      [person('a'), person('b')],
      [
        [an, '', '', hoa, '', 'a.x'],
        [an, '', '', hoa, '', 'B.X'],
      ],
      ['same', 'same'],
    ],
    [
      'a username that nobody has, and nobody of the name is gone',
      [person('a')],
      [[an, '', '', hoa, '', 'an.lv9']],
      ['roster.username-unknown'],
    ],
    [
      'a username and the code of another',
      [person('a', { code: '0777' }), person('b')],
      [[an, '0777', '', hoa, '', 'b.x']],
      ['roster.person-ambiguous'],
    ],
    [
      'the same person twice',
      [person('a')],
      [
        [an, '', '', hoa],
        [an, '', '', hoa],
      ],
      ['same', 'roster.twice'],
    ],
    [
      'one code for two people',
      [person('a'), person('b', { name: 'Vũ Thị Na' })],
      [
        [an, '0777', '', hoa],
        ['Vũ Thị Na', '0777', '', hoa],
      ],
      ['changed', 'roster.twice'],
    ],
    [
      'two new ones of one name with two birth days',
      [],
      [
        [an, '', '16/11/1988', hoa],
        [an, '', '17/11/1988', hoa],
      ],
      ['new', 'new'],
    ],
    [
      'a day that is none protects whoever has the name',
      [person('a'), person('b', { name: 'Vũ Thị Na' })],
      [
        ['Vũ Thị Na', '', '', hoa],
        [an, '', '31/02/1988', hoa],
      ],
      ['same', 'roster.day-unknown'],
    ],
    [
      'only the units that the file speaks of have people who are gone',
      [person('a'), person('b', { unitId: 'mo', name: 'Vũ Thị Na' })],
      [[an, '', '', hoa]],
      ['same'],
    ],
    [
      'administrators are never gone, and never moved',
      [person('a', { isAdministrator: true, unitId: 'so', role: 'administrator' }), person('b')],
      [
        [an, '', '', hoa],
        [an, '', '', 'Sở', 'Quản trị', 'a.x'],
      ],
      ['same', 'same'],
    ],
    [
      'nobody becomes administrator',
      [],
      [[an, '', '', 'Sở', 'Quản trị']],
      ['roster.administrator'],
    ],
    [
      'a role that the unit has not',
      [],
      [[an, '', '', hoa, 'Cán bộ xã']],
      ['roster.role-misplaced'],
    ],
    ['a role that nobody knows', [], [[an, '', '', hoa, 'Phi công']], ['roster.role-unknown']],
    [
      'a unit that almost fits is offered',
      [],
      [[an, '', '', 'THCS Suối Hoaa']],
      ['roster.unit-near'],
    ],
    ['a closed unit', [], [[an, '', '', 'TH Đã Đóng']], ['roster.unit-unknown']],
    ['no unit', [], [[an]], ['roster.unit-missing']],
    ['a unit of another department', [], [[an, '', '', 'Sở khác']], ['roster.unit-unknown']],
    [
      'somebody of another department',
      [person('a', { unitId: 'khac', code: '0777' })],
      [[an, '0777', '', hoa]],
      ['roster.person-elsewhere'],
    ],
    [
      'whoever has a move before them is not moved by a file',
      [person('a', { code: '0777', nextFrom: '2026-12-01' })],
      [[an, '0777', '', mo]],
      ['roster.move-arranged'],
    ],
    [
      'whoever holds an office above keeps their code',
      [person('a', { officeUnitIds: ['khac'] })],
      [[an, '0777', '', hoa]],
      ['roster.higher-office'],
    ],
    [
      'whoever had left comes back by their code',
      [person('a', { unitId: null, role: null, code: '0777' })],
      [[an, '0777', '', hoa]],
      ['changed'],
    ],
  ])('%s', (_, people, rows, expected) => {
    expect(judged(people, rows)).toEqual(expected)
  })
})

it('a figure gets back the 0 that a spreadsheet took from its telephone number', () => {
  const there = { rootId: 'so', unitNames: {}, day: '2026-11-21', people: [] }
  const tree = new Map(units.map((one) => [one.id, one]))
  const { judge } = peopleJudge({ ...there, units: tree }, ['name', 'phone', 'unitName'])
  expect(judge({ no: 2, cells: [an, '912345678', hoa] }).wants?.phone).toBe('0912345678')
})
