import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { aDecision, anOffice, aSend, aDraft, sessionOf } from '../device/tablet.ts'
import { openDevice } from '../../src/client/device/open.ts'
import type { Office } from '../support/office.ts'
import { binh, hoa, someone } from '../domain/world.ts'
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

async function openForm(path = '/training/new', office = anOffice()): Promise<void> {
  notebook = await openNotebook(path, office)
  await until(() => notebook.text().includes('Tên khóa hoặc mô đun'))
}

function fill(): void {
  notebook.type('Tên khóa hoặc mô đun', 'Dạy học theo dự án')
  notebook.press('Hôm nay')
  notebook.type('Số tiết', '2,5')
  notebook.press('Chương trình bồi dưỡng 02')
  notebook.press('Tập trung')
  notebook.type('Đơn vị tổ chức', 'Tổ Toán')
}

/** The school has returned a session of Hoa's. */
async function returned(): Promise<Office> {
  const office = anOffice()
  const device = await openDevice(sessionOf(hoa))
  await device.synchronise(office.for(hoa))
  await device.perform(aSend('a'))
  await device.synchronise(office.for(hoa))
  device.close()
  const head = await openDevice(sessionOf(binh))
  await head.synchronise(office.for(binh))
  const write = aDecision('a', 'returned')
  const itemComments = [{ item: 'tiet', comment: 'Giấy ghi 3 tiết' }]
  await head.perform({ ...write, input: { ...write.input, itemComments } })
  await head.synchronise(office.for(binh))
  head.close()
  return office
}

const links = () => [...document.querySelectorAll('.faults a')].map((link) => link.textContent)

describe('logging a session', () => {
  it('keeps it on this device without a line, and says where it stands', async () => {
    await openForm()
    fill()
    await until(() => notebook.text().includes('Chương trình 02 sẽ thành 2,5 trên 40 tiết.'))
    notebook.press('Lưu')
    await until(() => /^\/training\/[0-9a-f-]{36}$/.test(notebook.path()))
    await until(() => notebook.text().includes('Chờ gửi'))
    const [shown] = await notebook.device.read.mine()
    expect(shown).toMatchObject({ standing: 'queued' })
    expect(shown?.draft).toBeUndefined()
    expect(shown?.submission?.revisions[0]?.answers).toMatchObject({
      ten: 'Dạy học theo dự án',
      tuNgay: notebook.device.today(),
      denNgay: notebook.device.today(),
      tiet: 2.5,
      chuongTrinh: 'ct2',
    })
  })

  it('keeps what is typed as it is typed, and the address leads back to it', async () => {
    await openForm()
    notebook.type('Tên khóa hoặc mô đun', 'Đang viết dở')
    await until(() => location.pathname.endsWith('/edit'))
    const [kept] = await notebook.device.read.mine()
    expect(kept?.draft?.answers).toEqual({ ten: 'Đang viết dở' })
    expect(location.pathname).toBe(`/training/${kept?.id ?? ''}/edit`)
  })

  it('keeps at once when the page is closed or left', async () => {
    await openForm()
    notebook.type('Tên khóa hoặc mô đun', 'Tắt máy')
    await Promise.resolve()
    dispatchEvent(new Event('pagehide'))
    await until(() => notebook.text().includes('Đã lưu'))
    notebook.type('Tên khóa hoặc mô đun', 'Sang trang khác')
    await notebook.go('/training')
    const [kept] = await notebook.device.read.mine()
    expect(kept?.draft?.answers).toEqual({ ten: 'Sang trang khác' })
  })

  it('keeps nothing of a form in which nothing was written', async () => {
    await openForm()
    await notebook.go('/training')
    expect(await notebook.device.read.mine()).toEqual([])
  })

  it('says what is missing under each field, links to it and goes to the first', async () => {
    await openForm()
    notebook.type('Số tiết', '500')
    notebook.press('Lưu')
    await until(() => notebook.text().includes('ô cần xem lại'))
    expect(notebook.text()).toContain('Số tiết phải từ 0,5 đến 120.')
    expect(links()).toEqual([
      'Tên khóa hoặc mô đun',
      'Ngày học',
      'Số tiết',
      'Chương trình',
      'Hình thức',
      'Đơn vị tổ chức',
    ])
    expect(document.activeElement).toBe(notebook.field('Tên khóa hoặc mô đun'))
    expect(notebook.field('Tên khóa hoặc mô đun').getAttribute('aria-invalid')).toBe('true')
    expect(await notebook.device.read.outbox()).toEqual([])
    notebook.press('Số tiết')
    await until(() => document.activeElement === notebook.field('Số tiết'))
  })

  it('keeps the draft that was refused, also where nothing was typed', async () => {
    await openForm()
    notebook.press('Lưu')
    await until(() => notebook.text().includes('Buổi này vẫn ở trong nháp.'))
    expect(notebook.text()).toContain('Số tiết phải từ 0,5 đến 120.')
    const [kept] = await notebook.device.read.mine()
    expect(kept?.standing).toBe('draft')
    await until(() => notebook.text().includes('Bỏ nháp này'))
  })

  it('reckons no sum with periods that cannot be', async () => {
    await openForm()
    fill()
    await until(() => notebook.text().includes('sẽ thành 2,5'))
    notebook.type('Số tiết', '500')
    await until(() => !notebook.text().includes('sẽ thành'))
  })

  it('says the chosen day as it is written here', async () => {
    await openForm()
    notebook.press('Ngày khác')
    await until(() => document.querySelector('input[type="date"]') !== null)
    const input = document.querySelector<HTMLInputElement>('input[type="date"]')
    if (input) input.value = '2026-11-18'
    input?.dispatchEvent(new Event('input', { bubbles: true }))
    await until(() => notebook.text().includes('Thứ Tư, 18/11/2026'))
  })

  it('suggests first what begins as it is typed', async () => {
    notebook = await openNotebook('/training')
    const titles = ['An toàn thông tin', 'Họp tổ: dùng bảng tính', 'Lớp an toàn cho tổ']
    for (const [index, title] of titles.entries()) {
      await notebook.device.perform(aSend(`s${String(index)}`, { title }))
    }
    await notebook.go('/training/new')
    await until(() => notebook.text().includes('Đơn vị tổ chức'))
    notebook.type('Tên khóa hoặc mô đun', 'An to')
    await until(() => document.querySelectorAll('[role="option"]').length === 3)
    const shown = [...document.querySelectorAll('[role="option"]')].map((one) =>
      one.textContent.trim(),
    )
    const order = ['An toàn thông tin', 'Lớp an toàn cho tổ', 'Họp tổ: dùng bảng tính']
    expect(order.map((title, index) => shown[index]?.startsWith(title))).toEqual([true, true, true])
  })

  it('asks nobody whom the ledger does not ask, and invites them nowhere', async () => {
    notebook = await openNotebook('/training/new', anOffice(), someone('an', 'so', 'administrator'))
    await until(() => notebook.text().includes('Vị trí hiện nay của cô không ghi tiết bồi dưỡng'))
    await notebook.go('/training')
    await until(() => notebook.text().includes('Vị trí hiện nay của cô không ghi tiết bồi dưỡng'))
    expect(notebook.text()).not.toContain('Ghi một buổi')
  })

  it('takes online and direct periods whose sum is the total', async () => {
    await openForm()
    fill()
    await until(() => notebook.text().includes('sẽ thành 2,5'))
    notebook.press('Tách trực tuyến và trực tiếp')
    await until(() => notebook.text().includes('Số tiết trực tuyến'))
    notebook.type('Số tiết trực tiếp', '1,5')
    await until(() => notebook.text().includes('Tổng: 4 tiết'))
    notebook.press('Lưu')
    await until(() => notebook.text().includes('Chờ gửi'))
    const [shown] = await notebook.device.read.mine()
    expect(shown?.submission?.revisions[0]?.answers).toMatchObject({
      tietTrucTuyen: 2.5,
      tietTrucTiep: 1.5,
      tiet: 4,
    })
  })

  it('fills in what was the same the last time, and the rest from a suggestion', async () => {
    const office = anOffice()
    notebook = await openNotebook('/training', office)
    await notebook.device.perform(aSend('a', { title: 'An toàn thông tin cho giáo viên' }))
    await notebook.go('/training/new')
    await until(() => notebook.text().includes('Đơn vị tổ chức'))
    expect((notebook.field('Đơn vị tổ chức') as HTMLInputElement).value).toBe(
      'Sở Giáo dục và Đào tạo',
    )
    notebook.type('Tên khóa hoặc mô đun', 'an toan')
    await until(() => document.querySelector('[role="option"]') !== null)
    document.querySelector<HTMLElement>('[role="option"]')?.click()
    await until(() => (notebook.field('Số tiết') as HTMLInputElement).value === '4')
    expect((notebook.field('Tên khóa hoặc mô đun') as HTMLInputElement).value).toBe(
      'An toàn thông tin cho giáo viên',
    )
  })

  it('discards a draft into the bin, and takes it back', async () => {
    notebook = await openNotebook('/training')
    await notebook.device.keepDraft(aDraft('d', 'Bỏ rồi lấy lại'))
    await notebook.go('/training/d/edit')
    await until(() => notebook.text().includes('Bỏ nháp này'))
    notebook.press('Bỏ nháp này')
    await until(() => notebook.path() === '/training')
    expect(await notebook.device.read.mine()).toEqual([])
    notebook.press('Lấy lại')
    await until(() => notebook.text().includes('Bỏ rồi lấy lại'))
  })
})

describe('mending', () => {
  it('shows the comments on top and at their field, and sends the next revision', async () => {
    const office = await returned()
    await openForm('/training/a/edit', office)
    expect(notebook.text()).toContain('Xem lại tên khóa')
    expect(notebook.text()).toContain('Giấy ghi 3 tiết')
    notebook.type('Số tiết', '3')
    line.exchange = office.for(hoa)
    notebook.press('Lưu')
    await until(() => office.records.get('a')?.submission.revisions.length === 2)
    expect(office.records.get('a')?.submission.revisions[1]?.answers).toMatchObject({ tiet: 3 })
    await until(() => notebook.text().includes('Đã gửi, chờ trường'))
  })

  it('takes a session back that waits in the outbox, and writes on', async () => {
    notebook = await openNotebook('/training')
    await notebook.device.perform(aSend('a', { title: 'Chưa gửi' }))
    await notebook.go('/training/a/edit')
    await until(() => notebook.text().includes('Tên khóa hoặc mô đun'))
    expect((notebook.field('Tên khóa hoặc mô đun') as HTMLInputElement).value).toBe('Chưa gửi')
  })
})
