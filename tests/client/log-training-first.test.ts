import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { nextTick } from 'vue'
import { useConnection } from '../../src/client/state/connection/connection.ts'
import { anOffice } from '../device/tablet.ts'
import { hoa } from '../domain/world.ts'
import { cutLine, line } from './a-line.ts'
import { aSession, freshMachine, openCover, until } from './a-notebook.ts'

vi.mock('../../src/client/api/exchange.ts', () => ({ httpExchange: () => line.exchange }))
vi.mock('../../src/client/api/session.ts', () => ({
  signIn: () => Promise.resolve({ ok: true, value: aSession() }),
  askSession: () => Promise.resolve({ ok: false, word: 'unreachable' }),
}))

let screen: Awaited<ReturnType<typeof openCover>>

beforeEach(() => {
  freshMachine()
  cutLine()
})
afterEach(() => screen.close())

async function signIn(): Promise<void> {
  screen = await openCover('/sign-in?next=/training/new')
  screen.type('Số điện thoại hoặc tên đăng nhập', 'gv.hoa')
  screen.type('Mật khẩu', 'so-tay-so')
  await nextTick()
  screen.press('Mở sổ của tôi')
  await until(() => screen.path() === '/training/new')
}

describe('the first session on a new device', () => {
  it('waits for the first pull, and then opens the form by itself', async () => {
    const office = anOffice().for(hoa)
    let arrive = (): void => undefined
    const arrived = new Promise<void>((resolve) => (arrive = resolve))
    line.exchange = {
      ...office,
      changes: (...asked) => arrived.then(() => office.changes(...asked)),
    }
    await signIn()
    // As the app does when it starts.
    useConnection()
    await until(() => screen.text().includes('Đang chép sổ về máy'))
    expect(screen.text()).not.toContain('Chưa có sổ bồi dưỡng')
    arrive()
    await until(() => screen.text().includes('Tên khóa hoặc mô đun'))
  })

  it('says so when the line fails, and tries again when asked', async () => {
    await signIn()
    useConnection()
    await until(() => screen.text().includes('Chưa có sổ bồi dưỡng'))
    line.exchange = anOffice().for(hoa)
    screen.press('Thử lại')
    await until(() => screen.text().includes('Tên khóa hoặc mô đun'))
  })
})
