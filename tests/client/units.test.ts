import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { ManagementList, ManagementRecord } from '#contract/management.ts'
import type { OfficeCommand } from '#contract/office/envelope.ts'
import type { UnitLine, UnitPage, UnitReply } from '#contract/units.ts'
import { someone } from '../domain/world.ts'
import { cutLine, line } from './a-line.ts'
import { freshMachine, openNotebook, until, type Notebook } from './a-notebook.ts'

vi.mock('../../src/client/api/exchange.ts', () => ({ httpExchange: () => line.exchange }))
vi.mock('../../src/client/api/session.ts', () => ({
  askSession: () => Promise.resolve({ ok: false, word: 'unreachable' }),
  endSession: () => Promise.resolve({ ok: true, value: undefined }),
}))

/** What the server says to a path, and to every write; `undefined` is no line. */
const server: {
  answers: Record<string, unknown>
  result: object | undefined
  merger: object | undefined
  pushed: OfficeCommand[]
} = { answers: {}, result: undefined, merger: undefined, pushed: [] }

vi.mock('../../src/client/api/office.ts', () => ({
  askOffice: (_: string, path: string) => {
    const [bare = ''] = path.split('?q=')
    const value = path.includes('/merger?') ? server.merger : server.answers[bare]
    return Promise.resolve(value ? { ok: true, value } : { ok: false, word: 'unreachable' })
  },
  pushOffice: (_: string, [command]: OfficeCommand[]) => {
    if (command) server.pushed.push(command)
    const results = [{ id: command?.id, ...server.result }]
    return Promise.resolve(
      server.result
        ? { ok: true, value: { serverTime: '', results } }
        : { ok: false, word: 'unreachable' },
    )
  },
}))

const an = someone('an', 'so', 'administrator')

function aLine(given: Partial<UnitLine> & Pick<UnitLine, 'id' | 'kind' | 'name'>): UnitLine {
  return {
    ...{ parentId: 'so', levels: [], code: null, openedOn: null, closedOn: null, version: 3 },
    ...{ above: 'Xã Suối Hoa', units: 0, people: 12, allPeople: 12 },
    ...given,
  }
}

const so = aLine({ id: 'so', kind: 'department', name: 'Sở GD&ĐT', units: 1, allPeople: 40 })
const xa = aLine({ id: 'xa', kind: 'commune', name: 'Xã Suối Hoa', units: 2 })
const thcs = aLine({ id: 'thcs', kind: 'school', name: 'THCS Suối Hoa', levels: ['thcs'] })
const ban = aLine({ id: 'ban', kind: 'school', name: 'THCS Bản Mới', levels: ['thcs'], people: 7 })

function aPage(units: UnitLine[]): UnitPage {
  const kinds = [{ kind: 'school' as const, count: 2 }]
  return { units, total: units.length, page: 1, pageSize: 50, kinds, tops: ['so'] }
}

function aReply(given: Partial<UnitReply> = {}): UnitReply {
  return {
    unit: thcs,
    lineage: [{ id: 'xa', name: 'Xã Suối Hoa', kind: 'commune' }],
    ...{ below: [], history: [], successions: [] },
    lastYear: { how: 'itself', units: [{ id: 'thcs', name: 'THCS Suối Hoa', kind: 'school' }] },
    manager: { id: 'xa', name: 'Xã Suối Hoa', kind: 'commune' },
    ...{ rule: null, mayChange: true },
    people: { posts: 12, heads: 1, accounts: 12, activated: 3 },
    ...given,
  }
}

let notebook: Notebook
const open = async (path: string, who = an) => {
  notebook = await openNotebook(path, undefined, who)
}
const sees = (text: string) => until(() => notebook.text().includes(text))

beforeEach(() => {
  freshMachine()
  cutLine()
  const answers = {
    '/units': aPage([so]),
    '/units?below=so': aPage([xa]),
    '/units?below=xa': aPage([thcs]),
    '/units/thcs': aReply(),
    '/units/xa': aReply({ unit: xa }),
  }
  Object.assign(server, {
    answers,
    result: { result: 'applied', version: 4 },
    merger: undefined,
    pushed: [],
  })
})
afterEach(() => notebook.close())

describe('the tree', () => {
  it('opens branch by branch', async () => {
    await open('/office/units')
    await sees('Xã Suối Hoa')
    expect(notebook.text()).not.toContain('THCS Suối Hoa')
    notebook.press('Các đơn vị dưới Xã Suối Hoa')
    await sees('THCS Suối Hoa')
    notebook.press('Các đơn vị dưới Xã Suối Hoa')
    await until(() => !notebook.text().includes('THCS Suối Hoa'))
  })

  it('searches, with the words in the address', async () => {
    await open('/office/units')
    await sees('Sở GD&ĐT')
    server.answers['/units'] = aPage([ban])
    notebook.type('Tìm tên hoặc mã', 'ban moi')
    await sees('THCS Bản Mới')
    expect(notebook.path()).toContain('q=ban+moi')
  })

  it('offers to add only to an administrator', async () => {
    await open('/office/units', someone('tam', 'xa', 'officer'))
    await sees('Sở GD&ĐT')
    expect(() => notebook.field('Thêm', 'a')).toThrow()
  })

  it('shows the last answer, dated, when there is no line', async () => {
    await open('/office/units')
    await sees('Sở GD&ĐT')
    server.answers = {}
    await notebook.go('/outbox')
    await notebook.go('/office/units')
    await sees('Số liệu lúc')
    expect(notebook.text()).toContain('Sở GD&ĐT')
  })
})

describe('a unit', () => {
  it('says who manages it and why, and what may be done', async () => {
    await open('/office/units/thcs')
    await sees('theo quy định chung')
    expect(notebook.text()).toContain('3 trên 12 tài khoản đã dùng')
    for (const act of ['Sửa', 'Chuyển nơi', 'Sáp nhập', 'Tách', 'Đóng']) notebook.field(act, 'a')
  })

  it('lets nobody act who may not', async () => {
    server.answers['/units/thcs'] = aReply({ mayChange: false })
    await open('/office/units/thcs')
    await sees('THCS Suối Hoa')
    expect(() => notebook.field('Sáp nhập', 'a')).toThrow()
  })

  it('says what last year means after a merger, and what went in', async () => {
    const name = { id: 'ban', name: 'THCS Bản Mới', kind: 'school' as const }
    const own = { id: 'thcs', name: 'THCS Suối Hoa', kind: 'school' as const }
    server.answers['/units/thcs'] = aReply({
      lastYear: { how: 'merged', units: [own, name] },
      successions: [{ from: name, to: own, how: 'merge', onDay: '2026-11-16', keepsRecords: true }],
    })
    await open('/office/units/thcs')
    await sees('Năm trước gồm cả THCS Bản Mới')
    expect(notebook.text()).toContain('Nhận THCS Bản Mới nhập vào')
  })
})

describe('renaming', () => {
  const write = async (name: string) => {
    await open('/office/units/thcs/change')
    await sees('Có hiệu lực từ')
    notebook.type('Tên', name)
  }

  it('says what will happen, sends it over the version that was seen, and takes it back', async () => {
    await write('THCS Suối Mới')
    await sees('Tên cũ còn trong lịch sử')
    notebook.press('Lưu')
    await until(() => notebook.path() === '/office/units/thcs')
    expect(server.pushed[0]).toMatchObject({
      ...{ kind: 'unit.change', base: 3, record: { type: 'unit', id: 'thcs' } },
      input: { name: 'THCS Suối Mới' },
    })
    notebook.press('Lấy lại')
    await sees('Đã lấy lại như trước')
    expect(server.pushed[1]).toMatchObject({ base: 4, input: { name: 'THCS Suối Hoa' } })
  })

  it('loses nothing when the line is away', async () => {
    server.result = undefined
    await write('THCS Suối Mới')
    notebook.press('Lưu')
    await sees('Chưa gửi được. Những gì đã nhập còn trên máy này.')
    await notebook.go('/office/units/thcs')
    await notebook.go('/office/units/thcs/change')
    await sees('Đã lấy lại những gì nhập lần trước')
    expect((notebook.field('Tên') as HTMLInputElement).value).toBe('THCS Suối Mới')
  })

  it('shows a field’s refusal at the field', async () => {
    const fields = [{ code: 'unit.code-taken', item: 'code', limit: 'THCS Bản Mới' }]
    server.result = { result: 'refused', problem: { code: 'unit.fields', fields } }
    await write('THCS Suối Mới')
    notebook.press('Lưu')
    await sees('Mã này đã là của “THCS Bản Mới”')
  })
})

describe('merging', () => {
  it('is asked for a unit first, then says who moves, and sends both', async () => {
    await open('/office/units/thcs/merge')
    await sees('Chọn những đơn vị nhập vào THCS Suối Hoa')
    notebook.press('Sáp nhập')
    await sees('Thầy cô chọn ít nhất một đơn vị')
    expect(server.pushed).toEqual([])
    server.answers['/units'] = aPage([thcs, ban])
    server.merger = { heads: ['Lê Văn Bình'], deputies: ['Vì Thị Hạ'] }
    notebook.type('Đơn vị nhập vào', 'ban')
    await until(() => document.querySelectorAll('[role=option]').length === 1)
    document.querySelector<HTMLElement>('[role=option]')?.click()
    await sees('7 người của THCS Bản Mới chuyển sang THCS Suối Hoa')
    await sees('Hiệu trưởng của THCS Suối Hoa là Lê Văn Bình. Vì Thị Hạ là phó hiệu trưởng')
    notebook.press('Sáp nhập')
    await until(() => notebook.path() === '/office/units/thcs')
    expect(server.pushed).toMatchObject([{ kind: 'unit.merge', input: { from: ['ban'] } }])
  })

  it.each([
    [{ heads: ['Vì Thị Hạ'], deputies: [] }, 'Hiệu trưởng của THCS Suối Hoa là Vì Thị Hạ.'],
    [
      { heads: [], deputies: ['An', 'Hạ'] },
      'sẽ chưa có hiệu trưởng: An, Hạ đều là phó hiệu trưởng',
    ],
    [{ heads: [], deputies: [] }, 'THCS Suối Hoa chưa có hiệu trưởng trong sổ'],
    [undefined, 'Chưa hỏi được máy chủ ai sẽ là hiệu trưởng'],
  ])('says who will be head: %o', async (merger, said) => {
    Object.assign(server, { merger })
    server.answers['/units'] = aPage([thcs, ban])
    await open('/office/units/thcs/merge')
    await sees('Chọn những đơn vị nhập vào THCS Suối Hoa')
    notebook.type('Đơn vị nhập vào', 'ban')
    await until(() => document.querySelectorAll('[role=option]').length === 1)
    document.querySelector<HTMLElement>('[role=option]')?.click()
    await sees(said)
  })
})

describe('adding', () => {
  it('knows what may stand below, and sends it once', async () => {
    await open('/office/units/new?below=xa')
    await sees('Trường')
    notebook.type('Tên', 'THCS Mới')
    notebook.press('THCS')
    server.answers[`/units`] = aPage([so])
    notebook.press('Thêm đơn vị')
    await until(() => server.pushed.length === 1)
    expect(server.pushed[0]).toMatchObject({
      ...{ kind: 'unit.add', base: 0 },
      input: { parentId: 'xa', kind: 'school', levels: ['thcs'], code: null, openedOn: null },
    })
  })
})

describe('who manages which school', () => {
  const rule: ManagementRecord = {
    ...{ id: 'r', departmentId: 'so', unitId: null, schoolYear: 2026, version: 2 },
    level: 'thcs',
    managedBy: 'department',
  }
  const list: ManagementList = { rules: [rule], departments: [{ id: 'so', name: 'Sở' }], units: [] }

  it('shows the rules, and takes one away and back', async () => {
    server.answers['/management'] = list
    await open('/office/management')
    await sees('Sở quản lý · năm học 2026–2027')
    notebook.press('Bỏ')
    await sees('Đã bỏ quy định')
    notebook.press('Lấy lại')
    await until(() => server.pushed.length === 2)
    expect(server.pushed).toMatchObject([
      { kind: 'management.clear', base: 2 },
      { kind: 'management.set', base: 0, input: { level: 'thcs', schoolYear: 2026 } },
    ])
  })

  it('is changed where it stands', async () => {
    server.answers['/management'] = list
    await open('/office/management')
    await sees('Sở quản lý · năm học 2026–2027')
    notebook.press('Sửa')
    await sees('Ai quản lý và xác nhận')
    notebook.press('Xã, phường quản lý')
    notebook.press('Lưu quy định')
    await until(() => server.pushed.length === 1)
    expect(server.pushed[0]).toMatchObject({
      ...{ kind: 'management.set', base: 2, record: { id: 'r' } },
      input: { level: 'thcs', schoolYear: 2026, managedBy: 'commune' },
    })
    await until(() => !notebook.text().includes('Ai quản lý và xác nhận'))
  })

  it('is set by a form', async () => {
    server.answers['/management'] = { ...list, rules: [] }
    await open('/office/management')
    await sees('Sở chưa đặt quy định riêng')
    notebook.press('Thêm quy định')
    await sees('Ai quản lý và xác nhận')
    notebook.press('GDTX')
    notebook.press('Lưu quy định')
    await until(() => server.pushed.length === 1)
    expect(server.pushed[0]).toMatchObject({
      input: { departmentId: 'so', level: 'gdtx', unitId: null, managedBy: 'department' },
    })
  })
})
