import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { anOffice, aDraft, aSend } from '../device/tablet.ts'
import { hoa } from '../domain/world.ts'
import { accepted, returned, sent } from './a-history.ts'
import { cutLine, line } from './a-line.ts'
import { freshMachine, openNotebook, until, type Notebook } from './a-notebook.ts'

vi.mock('../../src/client/api/exchange.ts', () => ({ httpExchange: () => line.exchange }))
vi.mock('../../src/client/api/session.ts', () => ({
  askSession: () => Promise.resolve({ ok: false, word: 'unreachable' }),
}))

let notebook: Notebook

beforeEach(() => {
  freshMachine()
  cutLine()
})
afterEach(() => notebook.close())

const rows = () => [...document.querySelectorAll('.row .t')].map((row) => row.textContent)

describe('the list of what was logged', () => {
  async function openList(path = '/training'): Promise<void> {
    const office = anOffice()
    await accepted(office, 'a', {
      ten: 'Kho học liệu',
      denNgay: '2026-11-03',
      tuNgay: '2026-11-03',
    })
    await returned(office, 'r', { ten: 'Bài giảng tương tác', chuongTrinh: 'ct3' })
    await sent(office, 'o', { ten: 'Năm trước', denNgay: '2026-03-29', tuNgay: '2026-03-29' })
    notebook = await openNotebook('/', office)
    await notebook.device.perform(aSend('q', { title: 'Đường truyền' }))
    await notebook.device.keepDraft(aDraft('d', 'Họp tổ'))
    await notebook.go(path)
    await until(() => document.querySelector('.find') !== null)
  }

  it('groups by month with sums and shows where each stands', async () => {
    await openList()
    expect(rows()).toHaveLength(4)
    expect(notebook.text()).toContain('Tháng 11/2026 16 tiết, 4 đã xác nhận')
    expect(notebook.text()).toMatch(
      /Bài giảng tương tác ?Trả lại · 14\/11 · Chương\u00a0?.trình.03/,
    )
    expect(notebook.text()).toContain('Xem lại tên khóa')
    expect(notebook.text()).toContain('8 trên 120 tiết')
  })

  it('filters by standing and programme, in the address bar', async () => {
    await openList()
    notebook.press('Trả lại 1')
    await until(() => notebook.path() === '/training?standing=returned')
    await until(() => rows().length === 1)
    expect(rows()).toEqual(['Bài giảng tương tác'])
    await notebook.go('/training?programme=ct3')
    await until(() => rows().length === 1)
  })

  it('searches without marks', async () => {
    await openList()
    notebook.type('Tìm trong các buổi bồi dưỡng', 'duong truyen')
    await until(() => rows().length === 1 && rows()[0] === 'Đường truyền')
    notebook.type('Tìm trong các buổi bồi dưỡng', 'không có')
    await until(() => notebook.text().includes('Không thấy “không có”'))
    notebook.press('Bỏ chữ tìm và bộ lọc')
    await until(() => rows().length === 4)
  })

  it('shows an earlier school year', async () => {
    await openList('/training?year=2025')
    await until(() => rows().length === 1)
    expect(rows()).toEqual(['Năm trước'])
  })

  it('says what to do while there is nothing', async () => {
    notebook = await openNotebook('/training')
    await until(() => notebook.text().includes('Chưa có buổi nào'))
    notebook.press('Ghi một buổi')
    await until(() => notebook.path() === '/training/new')
  })
})

describe('one session', () => {
  it('shows the way, the decision in red pen, the receipt and how to mend it', async () => {
    const office = anOffice()
    await returned(office, 'r')
    notebook = await openNotebook('/training/r', office)
    await until(() => notebook.text().includes('Kết luận'))
    const stops = [...document.querySelectorAll('.way li')].map((stop) => stop.textContent)
    expect(stops).toEqual(['Trên máy', 'Trường', 'Sở', 'Xong'])
    expect(notebook.text()).toContain('Xem lại tên khóa')
    expect(notebook.text()).toContain('Tổng số tiết: Giấy ghi 3 tiết')
    expect(notebook.text()).toMatch(/Số biên nhận ?BN-/)
    notebook.press('Sửa và gửi lại')
    await until(() => notebook.path() === '/training/r/edit')
  })

  it('says each thing once: one day, no parts that were not, short labels', async () => {
    const office = anOffice()
    await sent(office, 's', { tietTrucTuyen: 4, tietTrucTiep: 0 })
    notebook = await openNotebook('/training/s', office)
    await until(() => document.querySelector('.ans') !== null)
    const terms = [...document.querySelectorAll('.ans dt')].map((term) => term.textContent)
    expect(terms).toEqual([
      'Tên khóa hoặc mô đun',
      'Ngày học',
      'Số tiết trực tuyến',
      'Tổng số tiết',
      'Chương trình',
      'Hình thức',
      'Đơn vị tổ chức',
      'Năm học',
    ])
    expect(document.querySelector('.acts')).toBeNull()
  })

  it('is withdrawn after asking, while nobody has decided', async () => {
    const office = anOffice()
    await sent(office, 's')
    notebook = await openNotebook('/training/s', office)
    await until(() => notebook.text().includes('Đã gửi, chờ trường'))
    expect(document.querySelector('.way [aria-current]')?.textContent).toContain('Trường')
    line.exchange = office.for(hoa)
    notebook.press('Rút lại')
    await until(() => notebook.text().includes('Rút lại buổi này?'))
    notebook.press('Rút lại bài')
    await until(() => office.records.get('s')?.submission.standing === 'withdrawn')
    await until(() => notebook.text().includes('Đã rút'))
  })

  it('is neither there nor lost when it is not on this device', async () => {
    notebook = await openNotebook('/training/nobody')
    await until(() => notebook.text().includes('Không thấy buổi này trên máy'))
  })
})
