import { describe, expect, it } from 'vitest'
import type { RosterUnit } from '#domain/roster/find-unit.ts'
import { judgeUnits } from '#domain/roster/judge-units.ts'

const unit = (id: string, parentId: string | null, kind: RosterUnit['kind'], name: string) => ({
  ...{ id, parentId, kind, name, levels: [], code: null, closedOn: null, version: 1 },
})
const units = [
  unit('so', null, 'department', 'Sở'),
  unit('xa', 'so', 'commune', 'Xã Vân Du'),
  unit('xb', 'so', 'commune', 'Xã Nà Hẩu'),
  { ...unit('hoa', 'xa', 'school', 'THCS Suối Hoa'), code: '0777', levels: ['thcs' as const] },
]
const matching = ['name', 'code', 'kind', 'levels', 'parentName'] as const

function judged(rows: readonly (readonly string[])[]) {
  const tree = new Map(units.map((one) => [one.id, one]))
  const there = { rootId: 'so', unitNames: {}, units: tree }
  const file = rows.map((cells, at) => ({ no: at + 2, cells }))
  return judgeUnits(there, { rows: file, matching }, (no) => `new-${no}`).map(
    ({ kind, problems }) => problems[0]?.code ?? kind,
  )
}

describe('a row of a list of units', () => {
  it.each<[string, readonly (readonly string[])[], string[]]>([
    ['as it stands', [['THCS Suối Hoa', '0777', 'Trường', 'THCS', 'Xã Vân Du']], ['same']],
    ['by its name', [['Trường THCS Suối Hoa', '', '', '', 'Xã Vân Du']], ['changed']],
    [
      'under another commune, by code',
      [['THCS Suối Hoa', '0777', '', '', 'Xã Nà Hẩu']],
      ['changed'],
    ],
    [
      'under another commune, by name, is another',
      [['THCS Suối Hoa', '', '', 'THCS', 'Xã Nà Hẩu']],
      ['new'],
    ],
    [
      'below a row that comes later',
      [
        ['THCS Mới', '', 'Trường', 'THCS', 'Xã Mới'],
        ['Xã Mới', '', 'Xã', '', ''],
      ],
      ['new', 'new'],
    ],
    [
      'below a row that needs mending',
      [
        ['THCS Mới', '', 'Trường', 'THCS', 'Xã Mới'],
        ['Xã Mới', '', 'Tỉnh', '', ''],
      ],
      ['roster.parent-wrong', 'unit.kind-unknown'],
    ],
    ['below itself', [['Xã Vòng', '', 'Xã', '', 'Xã Vòng']], ['unit.own-parent']],
    ['a commune below a school', [['Xã Lạ', '', 'Xã', '', 'THCS Suối Hoa']], ['unit.parent-kind']],
    [
      'twice',
      [
        ['THCS Suối Hoa', '0777', '', '', ''],
        ['THCS Suối Hoa', '0777', '', '', ''],
      ],
      ['same', 'roster.twice'],
    ],
    ['a level nobody knows', [['THCS Mới', '', '', 'Đại học', '']], ['unit.level-unknown']],
  ])('%s', (_, rows, expected) => {
    expect(judged(rows)).toEqual(expected)
  })

  it('thousands of names that nobody knows cost no search each', () => {
    const rows = Array.from({ length: 2_000 }, (_, at) => [
      `THCS ${at}`,
      '',
      '',
      'THCS',
      `Xã ${at}`,
    ])
    expect(new Set(judged(rows))).toEqual(new Set(['roster.unit-unknown']))
  })
})
