import { createHash } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { OfficeCommand } from '#contract/office/envelope.ts'
import type { PeoplePage, PersonPage } from '#contract/people.ts'
import { sheetsOf, slipsFor } from '../../src/client/features/account-codes/account-codes.ts'
import { someone } from '../domain/world.ts'
import { cutLine, line } from './a-line.ts'
import { freshMachine, openNotebook, until, type Notebook } from './a-notebook.ts'

vi.mock('../../src/client/api/exchange.ts', () => ({ httpExchange: () => line.exchange }))
vi.mock('../../src/client/api/session.ts', () => ({
  askSession: () => Promise.resolve({ ok: false, word: 'unreachable' }),
}))

/** What the server says to a path, and to a write; `undefined` is no line. */
const server: {
  answers: Record<string, unknown>
  result: object | undefined
  pushed: OfficeCommand[]
} = { answers: {}, result: undefined, pushed: [] }

vi.mock('../../src/client/api/office.ts', () => ({
  askOffice: (_: string, path: string) => {
    const [, value] = Object.entries(server.answers).find(([start]) => path.startsWith(start)) ?? []
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

const line1: PeoplePage['people'][number] = {
  ...{ id: 'p1', version: 1, name: 'Lò Thị Ơn', salutation: null, username: 'on.lt' },
  ...{ staffKind: 'teacher', unitId: 'thcs', unitName: 'THCS A', role: 'staff', main: true },
  account: 'none',
}
const pageOf = (people: PeoplePage['people']): PeoplePage => ({
  people,
  ...{ total: people.length, page: 1, pageSize: 500, serverTime: '' },
  counts: { none: 0, invited: 0, active: 0, disabled: 0 },
  tops: [],
})
const person = (standing: 'none' | 'invited' | 'active' | 'disabled'): PersonPage => ({
  person: {
    ...{ id: 'p1', version: 1, name: 'Lò Thị Ơn', salutation: null, staffKind: 'teacher' },
    ...{ code: null, bornOn: null, phone: null },
  },
  posts: [
    {
      ...{ id: 'a', unitId: 'thcs', unitName: 'THCS A', role: 'staff', from: '2020-01-01' },
      ...{ until: null, main: true, lentBy: null, ends: null },
    },
  ],
  account: {
    ...{ id: 'account-1', username: 'on.lt', standing, disabledAt: null },
    codeUntil: standing === 'invited' ? '2026-12-16T02:00:00.000Z' : null,
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
})

let notebook: Notebook | undefined
const open = async (path: string) => {
  notebook = await openNotebook(path, undefined, someone('an', 'so', 'administrator'))
  return notebook
}
const sees = (text: string) => until(() => notebook?.text().includes(text) ?? false)

beforeEach(() => {
  freshMachine()
  Object.assign(server, { answers: {}, result: undefined, pushed: [] })
})
afterEach(async () => {
  await notebook?.close()
  notebook = undefined
  cutLine()
})

interface Invitation {
  readonly people: { readonly personId: string; readonly codeHash: string }[]
}

describe('codes for many', () => {
  beforeEach(() => {
    const second = { ...line1, id: 'p2', name: 'Vì Văn Ân', username: 'an.vv' }
    server.answers = {
      '/people?account=none': pageOf([line1, second]),
      '/people?account=invited': pageOf([{ ...line1, id: 'p3', account: 'invited' }]),
    }
  })

  it('are made here; the server hears only of whose they are, and their hash', async () => {
    server.result = { result: 'applied', version: 1 }
    const { press } = await open('/office/codes?unit=thcs')
    await sees('Tạo 2 mã')
    press('Tạo 2 mã')
    await sees('Đã tạo 2 mã')
    const codes = [...document.querySelectorAll('.code-slip .code')].map(({ textContent }) =>
      textContent.replaceAll('-', ''),
    )
    const { people } = server.pushed[0]?.input as Invitation
    expect(people).toEqual(
      ['p1', 'p2'].map((personId, index) => ({
        personId,
        codeHash: createHash('sha256')
          .update(codes[index] ?? '')
          .digest('hex'),
      })),
    )
    expect(JSON.stringify(server.pushed)).not.toContain(codes[0])
  })

  it('leave out whoever is unchecked', async () => {
    server.result = { result: 'applied', version: 1 }
    const { press } = await open('/office/codes?unit=thcs')
    await sees('Tạo 2 mã')
    press('Vì Văn Ân')
    await sees('Tạo 1 mã')
    press('Tạo 1 mã')
    await sees('Đã tạo 1 mã')
    expect((server.pushed[0]?.input as Invitation).people.map((one) => one.personId)).toEqual([
      'p1',
    ])
  })

  it('without a line wait as they are: tried again it is the same write', async () => {
    const { press } = await open('/office/codes?unit=thcs')
    await sees('Tạo 2 mã')
    press('Tạo 2 mã')
    await sees('Chưa gửi được.')
    expect(document.querySelectorAll('.code-slip')).toHaveLength(0)
    server.result = { result: 'applied', version: 1 }
    press('Thử lại')
    await sees('Đã tạo 2 mã')
    const [first, again] = server.pushed
    expect(again?.id).toBe(first?.id)
    expect(again?.input).toEqual(first?.input)
  })

  it('say that new ones end those handed out before', async () => {
    const { press } = await open('/office/codes?unit=thcs')
    await sees('Tạo 2 mã')
    press('Đã có mã, chưa mở')
    await sees('phiếu phát trước không dùng được nữa')
  })
})

describe('a code for one', () => {
  it.each([
    ['none', 'account.invite', 'Chưa mở sổ lần nào.'],
    ['active', 'account.reset', 'mật khẩu cũ vẫn dùng được đến khi nhập mã'],
  ] as const)('whose account is %s, is %s', async (standing, kind, sentence) => {
    server.answers['/people/p1'] = person(standing)
    server.result = { result: 'applied', version: 1 }
    const { press } = await open('/office/codes?person=p1')
    await sees(sentence)
    press('Tạo mã')
    await sees('Đã tạo 1 mã')
    expect(server.pushed.map((command) => command.kind)).toEqual([kind])
  })

  it('can be taken back', async () => {
    server.answers['/people/p1'] = person('invited')
    server.result = { result: 'applied', version: 1 }
    const { press } = await open('/office/codes?person=p1')
    await sees('Đang có một mã')
    press('Thu hồi mã')
    await sees('Đã thu hồi mã.')
    expect(server.pushed[0]?.kind).toBe('account.revoke-code')
  })

  it('is not made for a disabled account', async () => {
    server.answers['/people/p1'] = person('disabled')
    await open('/office/codes?person=p1')
    await sees('Tài khoản đang tạm ngừng')
    expect(notebook?.text()).not.toContain('Tạo mã')
  })

  it('says why the server gives none', async () => {
    server.answers['/people/p1'] = person('none')
    server.result = { result: 'refused', problem: { code: 'account.higher-office' } }
    const { press } = await open('/office/codes?person=p1')
    await sees('Tạo mã')
    press('Tạo mã')
    await sees('Người này giữ chức vụ mà thầy cô không quản lý.')
    expect(notebook?.text()).not.toContain('Thử lại')
  })
})

describe('sheets', () => {
  it('hold 24 slips, and a school begins on its own', () => {
    const at = '2026-11-16T02:00:00.000Z'
    const people = Array.from({ length: 60 }, (_, index) => ({
      personId: `p${index}`,
      name: 'Lò Thị Ơn',
      username: 'on.lt',
      unitId: index < 30 ? 'a' : 'b',
      unitName: '',
      isInvited: false,
    }))
    const slips = slipsFor(people, 'invite', at)
    expect(sheetsOf(slips).map((sheet) => sheet.length)).toEqual([24, 6, 24, 6])
    expect(new Set(slips.map(({ code }) => code)).size).toBe(60)
    expect(slips[0]).toMatchObject({ until: '2026-12-16', days: 30 })
  })
})
