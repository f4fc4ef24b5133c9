import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { anOffice, aDraft, aSend } from '../device/tablet.ts'
import { someone } from '../domain/world.ts'
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

describe('home', () => {
  it('greets by name and says what needs me, the returned one with its words', async () => {
    const office = anOffice()
    await returned(office, 'r', { ten: 'Bài giảng tương tác' })
    notebook = await openNotebook('/', office)
    await notebook.device.keepDraft(aDraft('d', 'Họp tổ'))
    await notebook.device.perform(aSend('q'))
    await until(() => notebook.text().includes('3 việc'))
    expect(notebook.text()).toContain('Chào cô Hoa')
    expect(notebook.text()).toMatch(
      /Bài giảng tương tác ?Trả lại · .*trường ghi: ?Xem lại tên khóa/,
    )
    expect(notebook.text()).toMatch(/Họp tổ ?Nháp/)
    expect(notebook.text()).toContain('1 mục chưa gửi')
  })

  it('counts accepted and waiting periods against the quota, and says how sure they are', async () => {
    const office = anOffice()
    await accepted(office, 'a', { tiet: 36 })
    await accepted(office, 'b', { tiet: 30, chuongTrinh: 'ct3' })
    await sent(office, 'c', { tiet: 12.5, chuongTrinh: 'ct2' })
    notebook = await openNotebook('/', office)
    await until(() => document.querySelector('.ring') !== null)
    const ring = document.querySelector('[role="img"]')?.getAttribute('aria-label') ?? ''
    expect(ring).toContain('78,5 trên 120 tiết')
    expect(notebook.text().replace(/\u00a0/g, ' ')).toMatch(
      /Còn 41,5 tiết tới hết 31\/05\. Thiếu nhiều nhất là Chương trình 02 ?\./,
    )
    expect(notebook.text()).toContain('một nguồn, chưa đối chiếu')
    notebook.press('Chương trình 02')
    await until(() => notebook.path() === '/training?programme=ct2&year=2026')
  })

  it('shows another school year when it is chosen', async () => {
    const office = anOffice()
    await accepted(office, 'o', { tuNgay: '2026-03-29', denNgay: '2026-03-29', tiet: 8 })
    notebook = await openNotebook('/?year=2025', office)
    await until(() => notebook.text().includes('Thiếu 112 tiết'))
  })

  it('shows no periods to whom the ledger does not ask', async () => {
    notebook = await openNotebook('/', anOffice(), someone('an', 'so', 'administrator'))
    await until(() => notebook.text().includes('Không có sổ bồi dưỡng'))
    expect(document.querySelector('.ring')).toBeNull()
    expect(notebook.text()).not.toContain('Ghi một buổi')
  })

  it('opens no ring for a draft of whom the ledger does not ask', async () => {
    notebook = await openNotebook('/', anOffice(), someone('an', 'so', 'administrator'))
    await notebook.device.keepDraft(aDraft('d', 'Họp tổ'))
    await until(() => notebook.text().includes('Họp tổ'))
    expect(notebook.text()).toContain('Không có sổ bồi dưỡng')
    expect(document.querySelector('.ring')).toBeNull()
  })

  it('says what to do first while nothing is logged', async () => {
    notebook = await openNotebook('/')
    await until(() => notebook.text().includes('Chưa có buổi nào'))
    expect(notebook.text()).toContain('Hôm nay không có việc nào chờ cô.')
  })
})
