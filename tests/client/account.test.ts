import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { openDevice } from '../../src/client/device/open.ts'
import { aDraft, anOffice, aSend } from '../device/tablet.ts'
import { hoa } from '../domain/world.ts'
import { cutLine, line } from './a-line.ts'
import { aSession, freshMachine, openNotebook, until, type Notebook } from './a-notebook.ts'

vi.mock('../../src/client/api/factors.ts', () => ({
  askProvider: () => Promise.resolve({ ok: true, value: { provider: null } }),
}))
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

const primary = () => document.querySelector('dialog .btn.pri')?.textContent.trim()

async function ask(): Promise<void> {
  await until(() => notebook.text().includes('Đăng xuất'))
  notebook.press('Đăng xuất')
}

describe('signing out', () => {
  it('without a line says what it costs, and offers first to stay', async () => {
    notebook = await openNotebook('/account')
    await notebook.device.perform(aSend('a'))
    await notebook.device.perform(aSend('b'))
    await notebook.device.keepDraft(aDraft('c', 'Học liệu số'))
    await until(() => notebook.text().includes('2 chờ gửi'))
    await ask()
    await until(() => notebook.text().includes('Còn 1 nháp, 2 mục chưa gửi'))
    await until(() => notebook.text().includes('chỉ mở lại được khi có mạng'))
    expect(primary()).toBe('Ở lại')
    expect(notebook.text()).not.toContain('Gửi ngay rồi đăng xuất')
    notebook.press('Ở lại')
    await until(() => !notebook.text().includes('Còn 1 nháp'))
    expect(notebook.path()).toBe('/account')
  })

  it('deletes nothing of what is not sent', async () => {
    notebook = await openNotebook('/account')
    await notebook.device.perform(aSend('a'))
    await until(() => notebook.text().includes('1 chờ gửi'))
    await ask()
    await until(() => notebook.text().includes('Còn 1 mục chưa gửi'))
    notebook.press('Giữ trên máy và đăng xuất')
    await until(() => notebook.path() === '/sign-in')
    await until(() => notebook.text().includes('1 mục chưa gửi · Mở bằng mật khẩu'))
    const device = await openDevice(aSession())
    expect(await device.read.outbox()).toHaveLength(1)
    device.close()
  })

  it('with a line counts the draft, and needs nothing else', async () => {
    const office = anOffice()
    line.exchange = office.for(hoa)
    notebook = await openNotebook('/account', office)
    await notebook.device.keepDraft(aDraft('c', 'Học liệu số'))
    await until(() => notebook.text().includes('Đã gửi hết'))
    await ask()
    await until(() => notebook.text().includes('Còn 1 nháp'))
    expect(notebook.text()).toContain('Đăng xuất không xóa gì.')
    expect(primary()).toBe('Giữ trên máy và đăng xuất')
    notebook.press('Giữ trên máy và đăng xuất')
    await until(() => notebook.path() === '/sign-in')
  })
})
