import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { Reply } from '../../src/contract/exchange.ts'
import type { Attendance, TrainingSessionReply } from '../../src/contract/training-sessions.ts'
import { today } from '../device/tablet.ts'
import { answers, binh, lan } from '../domain/world.ts'
import type { Office } from '../support/office.ts'
import { anOfficeWithTwo, decides, openDesk, until, type Desk } from './a-desk.ts'

const replies = new Map<string, unknown>()
const sent: { kind: string; input: unknown }[] = []
let push: () => Reply<unknown>

vi.mock('../../src/client/api/office.ts', () => ({
  askOffice: (_: string, path: string) => {
    const value = replies.get(path)
    return Promise.resolve(value ? { ok: true, value } : { ok: false, word: 'unreachable' })
  },
  pushOffice: (_: string, commands: typeof sent) => {
    sent.push(...commands)
    return Promise.resolve(push())
  },
}))
vi.mock('../../src/client/api/queue.ts', () => ({
  askRecord: () => Promise.resolve({ ok: false, word: 'unreachable' }),
}))

let office: Office
let desk: Desk

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: today })
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('no line')))
  replies.clear()
  sent.length = 0
  push = () => ({ ok: false, word: 'unreachable' })
  office = await anOfficeWithTwo()
})
afterEach(async () => {
  // What a form still keeps is written before its notebook is closed.
  await desk.go('/account')
  await new Promise((resolve) => setTimeout(resolve, 50))
  desk.close()
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

const session = {
  ...{ id: 's1', planId: 'plan', roundId: 'ledger', unitId: 'thcs', unitIds: ['thcs'] },
  ...{ answers, place: 'Phòng 2', opensOn: '2026-11-14', closesOn: '2026-11-14' },
  ...{ cancelled: false, version: 1, code: 'right' },
}

function attendant(personId: string, id: string, more: object = {}) {
  const record = { standing: 'received', revision: 1, scanned: true, mine: true, title: '' }
  return {
    ...{ personId, unitId: 'thcs', present: true },
    record: { id, periods: 4, ...record },
    ...more,
  } as Attendance['attendants'][number]
}

function theSession(): void {
  const one: TrainingSessionReply = { session, mayHold: true, units: [] }
  const attendance: Attendance = {
    attendants: [
      attendant('hoa', 'a'),
      attendant('an', 'b', { present: false }),
      attendant('yen', 'far-away'),
      attendant('tu', 'none', { record: null }),
    ],
    ...{ others: [], moreOthers: false, units: [], serverTime: today.toISOString() },
    people: [
      { id: 'hoa', name: 'Nguyễn Thị Hoa', unitId: 'thcs' },
      { id: 'an', name: 'Trần Văn An', unitId: 'thcs' },
      { id: 'yen', name: 'Lê Thị Yến', unitId: 'thcs' },
      { id: 'tu', name: 'Đỗ Văn Tú', unitId: 'thcs' },
    ],
  }
  replies.set('/training-sessions/s1', one)
  replies.set('/training-sessions/s1/attendance', attendance)
}

async function confirmAll(): Promise<void> {
  await until(() => desk.text().includes('Có mặt và đã ghi: 2'))
  for (const name of ['Nguyễn Thị Hoa', 'Trần Văn An', 'Lê Thị Yến']) {
    desk.press(`Chọn để xác nhận: ${name}`)
  }
  await until(() => desk.text().includes('Xác nhận 3 bài'))
  desk.press('Xác nhận 3 bài')
  await until(() => desk.text().includes('Không rút lại được'))
  const buttons = [...document.querySelectorAll<HTMLElement>('dialog button')]
  buttons.find((button) => button.textContent.trim() === 'Xác nhận')?.click()
}

it('meets the list with the records', async () => {
  theSession()
  desk = await openDesk('/office/training-sessions/s1', binh, office)
  await until(() => desk.text().includes('Có mặt và đã ghi: 2'))
  expect(desk.text()).toContain('Có mặt, chưa ghi: 1')
  expect(desk.text()).toContain('Đã ghi, không có trong danh sách: 1')
})

it('speaks of no list where none was made', async () => {
  theSession()
  const attendance = replies.get('/training-sessions/s1/attendance') as Attendance
  const attendants = [attendant('an', 'b', { present: false })]
  replies.set('/training-sessions/s1/attendance', { ...attendance, attendants })
  desk = await openDesk('/office/training-sessions/s1', binh, office)
  await until(() => desk.text().includes('Đã ghi: 1'))
  expect(desk.text()).not.toContain('không có trong danh sách')
})

it('confirms many at once, without a line too, and says what was not confirmed and why', async () => {
  theSession()
  desk = await openDesk('/office/training-sessions/s1', binh, office)
  await confirmAll()
  await until(() => desk.text().includes('1 bài chưa xác nhận được'))
  expect(desk.text()).toContain('Lê Thị Yến Chưa hỏi được máy chủ')
  const decided = (await desk.device.read.outbox()).map(({ kind, recordId }) => [kind, recordId])
  expect(decided).toEqual([
    ['submission.decide', 'a'],
    ['submission.decide', 'b'],
  ])
  await desk.synchronise()
  expect(office.records.get('a')?.submission.decisions).toMatchObject([
    { byId: 'binh', verdict: 'accepted' },
  ])
})

it('does not decide over somebody who was first', async () => {
  theSession()
  await decides(office, lan, 'a')
  desk = await openDesk('/office/training-sessions/s1', binh, office)
  await confirmAll()
  await until(() => desk.text().includes('2 bài chưa xác nhận được'))
  expect(office.records.get('a')?.submission.decisions).toHaveLength(1)
})

it('keeps what was typed when the line is away, also when the page is opened again', async () => {
  desk = await openDesk('/office/training-sessions/new', binh, office)
  await until(() => desk.text().includes('Nơi học hoặc đường dẫn'))
  desk.write('Tên khóa hoặc mô đun', 'Học liệu số')
  desk.write('Nơi học hoặc đường dẫn', 'Phòng 2')
  desk.press('Mở buổi')
  await until(() => desk.text().includes('Chưa gửi được. Những gì đã nhập còn trên máy này.'))
  await vi.waitFor(async () => {
    const last = await desk.device.answers.last('form/training-session/new')
    expect(last?.value).toMatchObject({ place: 'Phòng 2' })
  })
  await desk.go('/account')
  await desk.go('/office/training-sessions/new')
  await until(() => desk.text().includes('Nơi học hoặc đường dẫn'))
  const title = desk.control('Tên khóa hoặc mô đun') as HTMLInputElement
  expect(title.value).toBe('Học liệu số')
})

it('opens a session for the own school, and forgets the form once it was sent', async () => {
  push = () => ({
    ok: true,
    value: { serverTime: '', results: [{ id: 'x', result: 'applied', version: 1 }] },
  })
  desk = await openDesk('/office/training-sessions/new', binh, office)
  await until(() => desk.text().includes('Nơi học hoặc đường dẫn'))
  await until(() => /Người quét sẽ phải điền thêm: .*Hình thức, Đơn vị tổ chức/.test(desk.text()))
  desk.write('Tên khóa hoặc mô đun', 'Học liệu số')
  const first = document.querySelector<HTMLInputElement>('input[type=date]')
  if (!first) throw new Error('No day is asked for.')
  first.value = '2026-11-28'
  first.dispatchEvent(new Event('input', { bubbles: true }))
  desk.press('Mở buổi')
  await until(() => /training-sessions\/[\w-]{36}$/.test(desk.path()))
  expect(sent).toMatchObject([
    {
      kind: 'training-session.open',
      input: {
        answers: { ten: 'Học liệu số', tuNgay: '2026-11-28', denNgay: '2026-11-28' },
        ...{ unitId: 'thcs', unitIds: ['thcs'], opensOn: '2026-11-28', closesOn: '2026-11-28' },
      },
    },
  ])
  expect((await desk.device.answers.last('form/training-session/new'))?.value).toBeNull()
})

it('shows a refusal beside its field', async () => {
  const problem = {
    code: 'answer.required',
    fields: [{ code: 'answer.required', item: 'ten' }],
  }
  push = () => ({
    ok: true,
    value: { serverTime: '', results: [{ id: 'x', result: 'refused', problem }] },
  })
  desk = await openDesk('/office/training-sessions/new', binh, office)
  await until(() => desk.text().includes('Nơi học hoặc đường dẫn'))
  desk.press('Mở buổi')
  await until(() => desk.text().includes('Chưa mở được buổi'))
  expect(desk.control('Tên khóa hoặc mô đun').getAttribute('aria-invalid')).toBe('true')
})
