import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { AuditLine, AuditPage } from '../../../src/contract/audit.ts'
import type { Reply } from '../../../src/contract/exchange.ts'
import { anOffice } from '../../device/tablet.ts'
import { someone } from '../../domain/world.ts'
import { cutLine, line } from '../a-line.ts'
import { freshMachine, openNotebook, until, type Notebook } from '../a-notebook.ts'

const asked: string[] = []
let reply: Reply<AuditPage>

vi.mock('../../../src/client/api/exchange.ts', () => ({ httpExchange: () => line.exchange }))
vi.mock('../../../src/client/api/session.ts', () => ({
  askSession: () => Promise.resolve({ ok: false, word: 'unreachable' }),
}))
vi.mock('../../../src/client/api/office.ts', () => ({
  askOffice: (_: string, path: string) => {
    asked.push(path)
    return Promise.resolve(reply)
  },
}))

let notebook: Notebook

function aLine(given: Partial<AuditLine>): AuditLine {
  return {
    number: 1,
    at: '2026-11-16T02:00:00.000Z',
    kind: 'submission.read',
    recordType: 'submission',
    recordId: '0123456789ab',
    personId: 'binh',
    unitId: 'thcs',
    by: 'Lê Văn Bình',
    of: 'Nguyễn Thị Hoa',
    unit: 'THCS Suối Hoa',
    facts: {},
    address: '192.0.2.1',
    device: 'Android, Chrome',
    hash: 'a'.repeat(64),
    ...given,
  }
}

const pageOf = (lines: AuditLine[], hasMore = false): Reply<AuditPage> => ({
  ok: true,
  value: { lines, page: 1, hasMore, serverTime: '2026-11-16T02:00:00.000Z' },
})

const open = async (path: string) => {
  notebook = await openNotebook(path, anOffice(), someone('an', 'so', 'administrator'))
}

beforeEach(() => {
  freshMachine()
  cutLine()
  asked.length = 0
})
afterEach(() => notebook.close())

it('tells each line as a sentence, by day; what nobody knows by its code', async () => {
  reply = pageOf([
    aLine({ number: 3, kind: 'planet.conquer', of: null }),
    aLine({ number: 2, kind: 'session.refuse', personId: null, by: null, of: null }),
    aLine({ number: 1, at: '2026-11-15T16:59:00.000Z' }),
  ])
  await open('/office/audit')
  await until(() => notebook.text().includes('Lê Văn Bình đọc bài của Nguyễn Thị Hoa'))
  expect(notebook.text()).toContain('Lê Văn Bình: planet.conquer, mã 01234567')
  expect(notebook.text()).toContain('Một lần mở sổ bị từ chối: mã 01234567')
  expect(notebook.text()).toContain('THCS Suối Hoa · Android, Chrome · 192.0.2.1')
  const days = [...document.querySelectorAll('h2')].map((heading) => heading.textContent.trim())
  expect(days).toEqual(['Thứ Hai, 16/11/2026', 'Chủ Nhật, 15/11/2026'])
})

it('keeps its filters in the address and asks by them', async () => {
  reply = pageOf([aLine({})], true)
  await open('/office/audit?kind=session&from=2026-11-01&until=never&page=2')
  await until(() => notebook.text().includes('Lê Văn Bình'))
  expect(asked).toContain('/audit?kind=session&from=2026-11-01&page=2')
  notebook.press('Mọi việc của Lê Văn Bình')
  await until(() => asked.includes('/audit?kind=session&person=binh&from=2026-11-01&page=1'))
  expect(notebook.path()).toBe('/office/audit?kind=session&from=2026-11-01&person=binh')
  notebook.press('Cũ hơn')
  await until(() => asked.some((path) => path.endsWith('person=binh&from=2026-11-01&page=2')))
  notebook.press('Bỏ lọc')
  await until(() => notebook.path() === '/office/audit')
})

it('says that it is not theirs, and what to do without a line', async () => {
  reply = { ok: false, word: 'refused', status: 404, problem: { code: 'request.not-found' } }
  await open('/office/audit')
  await until(() => notebook.text().includes('Nhật ký dành cho quản trị và kiểm tra'))
  reply = { ok: false, word: 'unreachable' }
  await notebook.go('/office/audit?kind=unit')
  await until(() => notebook.text().includes('Chưa lấy được nhật ký'))
})
