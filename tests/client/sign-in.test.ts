import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { nextTick } from 'vue'
import type { Reply } from '../../src/contract/exchange.ts'
import type { SessionReply } from '../../src/contract/plans.ts'
import { lockAccount, openDevice } from '../../src/client/device/open.ts'
import { aDraft, anOffice, aSend } from '../device/tablet.ts'
import { hoa } from '../domain/world.ts'
import { cutLine, line } from './a-line.ts'
import { aSession, freshMachine, openCover, until, type Notebook } from './a-notebook.ts'

const asked: { username: string; password: string }[] = []
let reply: Reply<SessionReply>

vi.mock('../../src/client/api/factors.ts', () => ({
  askProvider: () => Promise.resolve({ ok: true, value: { provider: null } }),
}))
vi.mock('../../src/client/api/exchange.ts', () => ({ httpExchange: () => line.exchange }))
vi.mock('../../src/client/api/session.ts', () => ({
  signIn: (body: { username: string; password: string }) => {
    asked.push(body)
    return Promise.resolve(reply)
  },
  askSession: () => Promise.resolve({ ok: false, word: 'unreachable' }),
}))

let cover: Pick<Notebook, 'close' | 'text' | 'type' | 'press' | 'path' | 'field'>

beforeEach(() => {
  freshMachine()
  cutLine()
  asked.length = 0
  reply = { ok: true, value: aSession() }
})
afterEach(async () => {
  await cover.close()
  vi.unstubAllGlobals()
})

async function signIn(): Promise<void> {
  cover.type('Số điện thoại hoặc tên đăng nhập', ' gv.hoa ')
  cover.type('Mật khẩu', 'so-tay-so')
  await nextTick()
  cover.press('Mở sổ của tôi')
}

describe('the cover', () => {
  it('opens the notebook and goes where the person was going', async () => {
    cover = await openCover('/sign-in?next=/training')
    await signIn()
    await until(() => cover.path() === '/training')
    expect(asked).toEqual([{ username: 'gv.hoa', password: 'so-tay-so' }])
  })

  it('is friendly to password managers, and shows the password when asked', async () => {
    cover = await openCover()
    const password = cover.field('Mật khẩu') as HTMLInputElement
    expect(password.autocomplete).toBe('current-password')
    expect(cover.field('Số điện thoại hoặc tên đăng nhập').getAttribute('autocomplete')).toBe(
      'username',
    )
    cover.press('Hiện mật khẩu')
    await until(() => password.type === 'text')
  })

  it.each([
    ['session.wrong-password', 'Tên đăng nhập hoặc mật khẩu chưa đúng.'],
    ['session.disabled', 'Tài khoản này đang tạm khóa.'],
    ['session.too-many-tries', 'Thử lại sau 2 phút.'],
  ] as const)('says what to do on %s', async (code, sentence) => {
    reply = { ok: false, word: 'refused', status: 401, retryAfter: 90, problem: { code } }
    cover = await openCover()
    await signIn()
    await until(() => cover.text().includes(sentence))
  })

  it('names the field that is missing and asks nobody', async () => {
    cover = await openCover()
    cover.press('Mở sổ của tôi')
    await until(() => cover.text().includes('Chưa điền Số điện thoại hoặc tên đăng nhập.'))
    expect(asked).toEqual([])
  })

  it('opens a notebook that is here without a line', async () => {
    const device = await openDevice(aSession())
    device.close()
    reply = { ok: false, word: 'unreachable' }
    cover = await openCover()
    await signIn()
    await until(() => cover.text().includes('Sổ đã có trên máy vẫn mở được'))
    cover.press('Nguyễn Thị Hoa')
    await until(() => cover.path() === '/')
  })

  it('says of a locked notebook how much waits in it, and that it needs a line', async () => {
    const device = await openDevice(aSession())
    await device.synchronise(anOffice().for(hoa))
    await device.perform(aSend('a', { title: 'An toàn thông tin' }))
    await device.keepDraft(aDraft('b', 'Học liệu số'))
    device.close()
    await lockAccount(aSession().accountId)
    reply = { ok: false, word: 'unreachable' }
    cover = await openCover()
    await until(() => cover.text().includes('1 nháp, 1 mục chưa gửi'))
    expect(cover.text()).not.toContain('An toàn thông tin')
    cover.type('Số điện thoại hoặc tên đăng nhập', aSession().username)
    cover.type('Mật khẩu', 'so-tay-so')
    await nextTick()
    cover.press('Mở sổ của tôi')
    await until(() => cover.text().includes('Sổ đã đăng xuất chỉ mở lại được khi có mạng.'))
    expect(cover.text()).not.toContain('Đăng nhập lần đầu')
  })

  it('offers to go on where a notebook is open', async () => {
    const device = await openDevice(aSession())
    device.close()
    cover = await openCover('/sign-in?next=/training', aSession().accountId)
    await until(() => cover.text().includes('Sổ của Nguyễn Thị Hoa đang mở trên máy này.'))
    cover.press('Tiếp tục sổ đang mở')
    await until(() => cover.path() === '/training')
  })

  it('warns inside another app, and may be used there all the same', async () => {
    vi.stubGlobal('navigator', {
      onLine: true,
      userAgent: 'Mozilla/5.0 (Linux; Android 13; wv) Chrome/120.0 Mobile Zalo android/24010100',
    })
    cover = await openCover()
    expect(cover.text()).toContain('Trang này đang mở bên trong Zalo.')
    expect(document.querySelector('a.btn')?.getAttribute('href')).toMatch(/^intent:/)
    cover.press('Vẫn dùng ở đây')
    await until(() => cover.text().includes('Mật khẩu'))
  })
})
