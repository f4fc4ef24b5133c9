import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { anOffice, aSend } from '../device/tablet.ts'
import { hoa } from '../domain/world.ts'
import type { Office } from '../support/office.ts'
import { sent } from './a-history.ts'
import { cutLine, line } from './a-line.ts'
import { freshMachine, openNotebook, until, type Notebook } from './a-notebook.ts'

vi.mock('../../src/client/api/exchange.ts', () => ({ httpExchange: () => line.exchange }))
vi.mock('../../src/client/api/session.ts', () => ({
  askSession: () => Promise.resolve({ ok: false, word: 'unreachable' }),
  endSession: () => Promise.resolve({ ok: true, value: undefined }),
}))

let notebook: Notebook

beforeEach(() => {
  freshMachine()
  cutLine()
})
afterEach(() => notebook.close())

async function openOutbox(office: Office = anOffice()): Promise<void> {
  notebook = await openNotebook('/outbox', office)
  await until(() => notebook.text().includes('Biên nhận'))
}

describe('the outbox', () => {
  it('keeps what waits, tries by hand, and shows the receipt of what arrived', async () => {
    const office = anOffice()
    await openOutbox(office)
    await notebook.device.perform(aSend('a', { title: 'An toàn thông tin' }))
    await until(() => notebook.text().includes('Đang ngoại tuyến'))
    await until(() => notebook.text().includes('An toàn thông tin'))
    expect(notebook.text()).not.toContain('Không còn mục nào chờ')
    line.exchange = office.for(hoa)
    notebook.press('Thử gửi ngay')
    await until(() => notebook.text().includes('Không còn mục nào chờ trên máy này.'))
    expect(notebook.text()).toMatch(/Số biên nhận ?BN-/)
    // A receipt is the server's word that it arrived, no decision of the department.
    expect(notebook.text()).toMatch(/Nơi nhận ?máy chủ của Sở/)
    expect(notebook.text()).not.toContain('Sở đã nhận')
  })

  it('says why something was refused, and leads to mending it', async () => {
    const office = anOffice()
    await openOutbox(office)
    const closed = { ...office.bundle.rounds[0], closesOn: '2026-11-01' }
    ;(office.setting.rounds as Map<string, unknown>).set('ledger', closed)
    await notebook.device.perform(aSend('a', { title: 'Đợt đã đóng' }))
    line.exchange = office.for(hoa)
    notebook.press('Thử gửi ngay')
    await until(() => notebook.text().includes('Cần cô xử lý'))
    expect(notebook.text()).toContain('Đợt đã đóng ngày 01/11/2026.')
    notebook.press('Sửa rồi gửi lại')
    await until(() => notebook.path() === '/training/a/edit')
    await until(() => notebook.text().includes('Tên khóa'))
    expect((notebook.field('Tên khóa hoặc mô đun') as HTMLInputElement).value).toBe('Đợt đã đóng')
  })

  it('asks to sign in again, and keeps everything', async () => {
    await openOutbox()
    await notebook.device.perform(aSend('a'))
    const over = { ok: false, word: 'refused', status: 401, problem: { code: 'session.needed' } }
    line.exchange = new Proxy(line.exchange, { get: () => () => Promise.resolve(over) })
    notebook.press('Thử gửi ngay')
    await until(() => notebook.text().includes('Cần đăng nhập lại'))
    expect(await notebook.device.read.outbox()).toHaveLength(1)
    expect(notebook.field('Đăng nhập lại', 'a').getAttribute('href')).toContain('/sign-in')
  })

  it('shows the newest receipts first, the rest when asked', async () => {
    const office = anOffice()
    for (const id of ['a', 'b', 'c', 'd']) await sent(office, id, { ten: `Buổi ${id}` })
    await openOutbox(office)
    await until(() => document.querySelectorAll('.slip').length === 3)
    notebook.press('Xem thêm 1 biên nhận')
    await until(() => document.querySelectorAll('.slip').length === 4)
  })

  it('leads to the account', async () => {
    await openOutbox()
    notebook.press('Tài khoản')
    await until(() => notebook.path() === '/account')
    await until(() => notebook.text().includes('Đăng xuất'))
  })
})
