import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { OfficeCommand } from '#contract/office/envelope.ts'
import type { PeoplePage, PersonPage } from '#contract/people.ts'
import { someone } from '../domain/world.ts'
import { cutLine, line } from './a-line.ts'
import { freshMachine, openNotebook, until, type Notebook } from './a-notebook.ts'

vi.mock('../../src/client/api/exchange.ts', () => ({ httpExchange: () => line.exchange }))
vi.mock('../../src/client/api/session.ts', () => ({
  askSession: () => Promise.resolve({ ok: false, word: 'unreachable' }),
  endSession: () => Promise.resolve({ ok: true, value: undefined }),
}))

/** What the server says to a path, and to the one write; `undefined` is no line. */
const server: {
  answers: Record<string, unknown>
  result: object | undefined
  /** It answers no question of this person. */
  refuses: boolean
  asked: string[]
  pushed: OfficeCommand[]
} = { answers: {}, result: undefined, refuses: false, asked: [], pushed: [] }

vi.mock('../../src/client/api/office.ts', () => ({
  askOffice: (_: string, path: string) => {
    server.asked.push(path)
    if (server.refuses) {
      const problem = { code: 'person.not-found' }
      return Promise.resolve({ ok: false, word: 'refused', status: 404, problem })
    }
    const [, value] = Object.entries(server.answers).find(([start]) => path.startsWith(start)) ?? []
    return Promise.resolve(value ? { ok: true, value } : { ok: false, word: 'unreachable' })
  },
  pushOffice: (_: string, [command]: OfficeCommand[]) => {
    if (command) server.pushed.push(command)
    return Promise.resolve(
      server.result
        ? { ok: true, value: { serverTime: '', results: [{ id: command?.id, ...server.result }] } }
        : { ok: false, word: 'unreachable' },
    )
  },
}))

const an = someone('an', 'so', 'administrator')
const head = someone('binh', 'thcs', 'principal')

const anyone: PeoplePage['people'][number] = {
  ...{ id: 'p1', version: 4, name: 'Lò Thị Ơn', salutation: null, username: 'on.lt' },
  ...{ staffKind: 'teacher', unitId: 'thcs', unitName: 'THCS A', role: 'staff', main: true },
  account: 'none',
}
const list: PeoplePage = {
  people: [anyone, { ...anyone, id: 'p2', name: 'Vì Văn Ân', account: 'active' }],
  ...{ total: 120, page: 1, pageSize: 50, serverTime: '' },
  counts: { none: 70, invited: 0, active: 50, disabled: 0 },
  tops: [{ id: 'so', name: 'Sở' }],
}
const one: PersonPage = {
  person: {
    ...{ id: 'p1', version: 4, name: 'Lò Thị Ơn', salutation: 'cô', staffKind: 'teacher' },
    ...{ code: null, bornOn: '1990-05-12', phone: null },
  },
  posts: [
    {
      ...{ id: 'b', unitId: 'x', unitName: 'THCS B', role: 'deputy', from: '2021-01-01' },
      ...{ until: '2099-01-01', main: false, lentBy: 'Trần Văn An', ends: 'person.end-delegation' },
    },
    {
      ...{ id: 'a', unitId: 'thcs', unitName: 'THCS A', role: 'staff', from: '2020-01-01' },
      ...{ until: null, main: true, lentBy: null, ends: null },
    },
  ],
  account: {
    id: 'account-1',
    username: 'on.lt',
    standing: 'none',
    disabledAt: null,
    codeUntil: null,
  },
  homeUnitId: 'thcs',
  may: {
    change: true,
    endAll: true,
    addPost: true,
    invite: true,
    endSessions: true,
    resetFactors: false,
    unlink: false,
    groupHeadIn: [],
  },
  serverTime: '',
}

let notebook: Notebook | undefined
beforeEach(() => {
  freshMachine()
  Object.assign(server, { answers: {}, result: undefined, refuses: false, asked: [], pushed: [] })
})
afterEach(async () => {
  await notebook?.close()
  notebook = undefined
  cutLine()
})

const open = async (path: string, actor = an) => {
  notebook = await openNotebook(path, undefined, actor)
  return notebook
}
const sees = (text: string) => until(() => notebook?.text().includes(text) ?? false)

describe('the list of people', () => {
  it('shows who, where, how the account stands, the counts and the pages', async () => {
    server.answers['/people?'] = list
    await open('/office/people')
    await sees('Vì Văn Ân')
    for (const text of ['120 người', 'Chưa có mã 70', 'Trang 1 trên 3', 'Đã mở sổ'])
      await sees(text)
  })

  it('asks with the filters of the address, and puts new ones there', async () => {
    server.answers['/people?'] = list
    const { press, path } = await open('/office/people?role=staff&page=2')
    await sees('Lò Thị Ơn')
    expect(server.asked.at(-1)).toBe('/people?role=staff&page=2')
    press('Chưa có mã')
    await until(() => path() === '/office/people?role=staff&account=none')
    await until(() => server.asked.at(-1) === '/people?role=staff&account=none&page=1')
  })

  it('says whose it is to whoever may not see it', async () => {
    server.refuses = true
    const { text } = await open('/office/people')
    await sees('Phần này của quản trị và hiệu trưởng')
    expect(text()).not.toContain('chưa trả lời')
  })

  it('says so when there is no line, and asks again', async () => {
    const { press } = await open('/office/people')
    await sees('Chưa lấy được')
    server.answers['/people?'] = list
    press('Thử lại')
    await sees('Lò Thị Ơn')
  })
})

describe('one person', () => {
  it('shows facts, posts over time with who lent one, and the way to a code', async () => {
    server.answers['/people/p1'] = one
    const { field } = await open('/office/people/p1')
    await sees('được Trần Văn An ủy quyền')
    for (const text of ['12/05/1990', 'Từ 01/01/2020', 'đơn vị chính', 'chưa ghi']) await sees(text)
    expect(field('Cấp mã', 'a').getAttribute('href')).toBe('/office/codes?person=p1')
  })

  it('says what undoing a link does before it is done, then sends it for the account', async () => {
    const may = { ...one.may, unlink: true }
    server.answers['/people/p1'] = { ...one, may }
    const { press } = await open('/office/people/p1')
    await sees('Gỡ liên kết đăng nhập')
    press('Gỡ liên kết đăng nhập')
    await sees('Gỡ liên kết đăng nhập của Lò Thị Ơn?')
    expect(server.pushed).toEqual([])
    document.querySelector<HTMLElement>('dialog .btn.pri')?.click()
    await sees('Chưa gửi được. Không có gì thay đổi.')
    expect(server.pushed[0]).toMatchObject({
      kind: 'identity.unlink',
      record: { type: 'identity-links', id: 'account-1' },
    })
  })

  it('offers nothing that the reader may not do', async () => {
    const none = { change: false, endAll: false, addPost: false, invite: false }
    const may = { ...none, endSessions: false, resetFactors: false, unlink: false, groupHeadIn: [] }
    server.answers['/people/p1'] = { ...one, may }
    const { text } = await open('/office/people/p1')
    await sees('Từ 01/01/2020')
    expect(text()).not.toMatch(/Chuyển đơn vị|Sửa thông tin|Tạm ngừng tài khoản|Cấp mã/)
  })

  it('keeps what was typed when it could not be sent, and sends it later as it was', async () => {
    server.answers['/people/p1'] = one
    const { press, type, text } = await open('/office/people/p1')
    await sees('Sửa thông tin')
    press('Sửa thông tin')
    await sees('Lưu thông tin')
    type('Họ và tên', 'Lò Thị Ơn Em')
    press('Lưu thông tin')
    await sees('Chưa gửi được. Những gì đã nhập còn trên máy này.')
    server.result = { result: 'applied', version: 5 }
    press('Lưu thông tin')
    await until(() => text().includes('Đã lưu thông tin của'))
    const [first, second] = server.pushed
    expect(second).toMatchObject({
      kind: 'person.change',
      base: 4,
      input: { name: 'Lò Thị Ơn Em' },
    })
    expect(second?.id).toBe(first?.id)
  })

  it('says at the field what is wrong with it', async () => {
    server.answers['/people/p1'] = one
    const fields = [{ code: 'person.phone-form', item: 'phone' }]
    server.result = { result: 'refused', problem: { code: 'person.phone-form', fields } }
    const { press } = await open('/office/people/p1')
    await sees('Sửa thông tin')
    press('Sửa thông tin')
    await sees('Lưu thông tin')
    press('Lưu thông tin')
    await sees('Số điện thoại chưa đúng')
    await sees('Có ô chưa đúng')
  })
})

describe('a move', () => {
  it('is taken back from the word that says it is done', async () => {
    server.answers['/people/p1'] = one
    const page = { total: 1, page: 1, pageSize: 50, kinds: [], tops: ['so'] }
    const unit = { id: 'b', parentId: 'so', kind: 'school', name: 'THCS B', levels: ['thcs'] }
    const rest = { code: null, openedOn: null, closedOn: null, version: 1, above: 'Sở' }
    server.answers['/units'] = {
      ...page,
      units: [{ ...unit, ...rest, units: 0, people: 1, allPeople: 1 }],
    }
    server.result = { result: 'applied', version: 9 }
    const { press, type } = await open('/office/people/p1')
    await sees('Chuyển đơn vị')
    press('Chuyển đơn vị')
    await sees('Gõ vài chữ của tên hoặc mã')
    type('Đơn vị', 'thcs')
    await until(() => document.querySelectorAll('[role=option]').length === 1)
    document.querySelector<HTMLElement>('[role=option]')?.click()
    await sees('thuộc THCS B')
    document.querySelector<HTMLElement>('dialog .btn.pri')?.click()
    await sees('Đã chuyển Lò Thị Ơn')
    press('Lấy lại')
    await sees('Các vị trí như trước khi chuyển')
    expect(server.pushed).toMatchObject([
      { kind: 'person.move', base: 4, input: { unitId: 'b' } },
      { kind: 'person.undo-move', base: 9, input: {} },
    ])
  })
})

describe('a new person', () => {
  const typed = async (name: string) => {
    server.answers['/people?'] = list
    server.answers['/units'] = {
      ...{ total: 1, page: 1, pageSize: 50, kinds: [], tops: ['so'] },
      units: [
        {
          ...{ id: 'thcs', parentId: 'so', kind: 'school', name: 'THCS A', levels: ['thcs'] },
          ...{ code: null, openedOn: null, closedOn: null, version: 1, above: 'Sở' },
          ...{ units: 0, people: 1, allPeople: 1 },
        },
      ],
    }
    server.result = { result: 'applied', version: 1 }
    await open('/office/people/new')
    await sees('Người này là ai')
    notebook?.type('Họ và tên', name)
    notebook?.type('Đơn vị', 'thcs')
    await until(() => document.querySelectorAll('[role=option]').length === 1)
    document.querySelector<HTMLElement>('[role=option]')?.click()
    await sees('Vai trò')
    notebook?.press('Thêm người này')
  }

  it('of a name that the unit has already is asked about first', async () => {
    await typed('lò thị ơn')
    await sees('Đây là người khác?')
    expect(server.asked.at(-1)).toContain('unit=thcs&q=lo+thi+on')
    expect(server.pushed).toEqual([])
    notebook?.press('Đúng, là người khác')
    await until(() => server.pushed.length === 1)
    expect(server.pushed[0]).toMatchObject({ kind: 'person.add', input: { name: 'lò thị ơn' } })
  })

  it('of a name of their own is taken in at once', async () => {
    await typed('Lò Thị Ơn Em')
    await until(() => server.pushed.length === 1)
  })
})

describe('a page that is open', () => {
  it('takes up a change of the reader’s own posts', async () => {
    server.answers['/people?'] = list
    await open('/office/people')
    await sees('Thêm người')
    const asked = server.asked.length
    const { useSession } = await import('../../src/client/state/session.ts')
    const session = useSession()
    await session.opened.renew({ ...session.opened.session, posts: [...head.posts] })
    session.signIns += 1
    await until(() => !(notebook?.text() ?? 'Thêm người').includes('Thêm người'))
    await until(() => server.asked.length > asked)
  })
})

describe('my school', () => {
  it('shows a head the staff and names who leads a group', async () => {
    server.answers['/people/loans'] = { loans: [] }
    server.answers['/people?under=thcs&limit=500&role=group-head'] = { ...list, people: [] }
    server.answers['/people?'] = list
    server.result = { result: 'applied', version: 5 }
    const { press } = await open('/school', head)
    await sees('70 người chưa mở sổ.')

    press('Giao tổ trưởng')
    await sees('sẽ xác nhận được bài của trường')
    document.querySelector<HTMLElement>('dialog .btn.pri')?.click()
    await until(() => server.pushed.length > 0)
    expect(server.pushed[0]).toMatchObject({
      kind: 'person.name-group-head',
      input: { unitId: 'thcs', until: null },
    })
  })

  it('tells everybody else that there is none', async () => {
    await open('/school')
    await sees('Không có trường nào')
  })
})
