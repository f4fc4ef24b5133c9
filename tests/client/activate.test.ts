import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { nextTick } from 'vue'
import type { Activation, ActivationReply } from '../../src/contract/accounts.ts'
import type { Reply } from '../../src/contract/exchange.ts'
import type { SessionReply } from '../../src/contract/plans.ts'
import type { ProblemCode } from '../../src/domain/problems.ts'
import { cutLine, line } from './a-line.ts'
import { aSession, freshMachine, openCover, until, type Notebook } from './a-notebook.ts'

const looked: string[] = []
const activated: Activation[] = []
const signedIn: string[] = []
let look: Reply<ActivationReply>
let activation: Reply<SessionReply>

vi.mock('../../src/client/api/exchange.ts', () => ({ httpExchange: () => line.exchange }))
vi.mock('../../src/client/api/session.ts', () => ({
  signIn: ({ username }: { username: string }) => {
    signedIn.push(username)
    return Promise.resolve({ ok: true, value: aSession() })
  },
  askSession: () => Promise.resolve({ ok: false, word: 'unreachable' }),
}))
vi.mock('../../src/client/api/activation.ts', () => ({
  lookAtCode: (code: string) => {
    looked.push(code)
    return Promise.resolve(look)
  },
  activate: (asked: Activation) => {
    activated.push(asked)
    return Promise.resolve(activation)
  },
}))

const code = '7K4MQ2XR9TBH'
const password = 'mưa rơi trên mái tôn'
const unreachable = { ok: false, word: 'unreachable' } as const
const refused = (status: number, problem: { code: ProblemCode; limit?: string }) =>
  ({ ok: false, word: 'refused', status, problem }) as const

let cover: Pick<Notebook, 'close' | 'text' | 'type' | 'press' | 'path' | 'field'>

beforeEach(() => {
  freshMachine()
  cutLine()
  looked.length = 0
  activated.length = 0
  signedIn.length = 0
  look = {
    ok: true,
    value: {
      name: 'Nguyễn Thị Hoa',
      salutation: 'cô',
      unitName: 'THCS Suối Hoa',
      username: 'gv.hoa',
      purpose: 'invite',
      expiresAt: '2026-12-16T02:00:00.000Z',
    },
  }
  activation = { ok: true, value: aSession() }
})
afterEach(async () => {
  await cover.close()
  vi.unstubAllGlobals()
})

async function setPassword(given = password): Promise<void> {
  await until(() => cover.text().includes('Chào cô Nguyễn Thị Hoa'))
  cover.type('Đặt mật khẩu', given)
  await nextTick()
  cover.press('Mở sổ của tôi')
}

describe('opening a notebook with a code', () => {
  it('takes the code from the picture, greets by name, and opens it', async () => {
    cover = await openCover(`/activate#${code}`)
    await setPassword()
    await until(() => cover.path() === '/')
    expect(looked).toEqual([code])
    expect(activated[0]?.password).toBe(password)
  })

  it('takes it as a hand types it', async () => {
    cover = await openCover('/activate')
    cover.type('Mã mở sổ', ' 7k4m q2xr 9tbh ')
    await nextTick()
    cover.press('Tiếp tục')
    await until(() => cover.text().includes('THCS Suối Hoa'))
    expect(looked).toEqual([code])
    expect(cover.path()).toBe(`/activate#${code}`)
  })

  it('asks nobody about what is no code', async () => {
    cover = await openCover('/activate')
    cover.type('Mã mở sổ', 'gv.hoa')
    await nextTick()
    cover.press('Tiếp tục')
    await until(() => cover.text().includes('Mã có 12 chữ và số'))
    expect(looked).toEqual([])
  })

  it('lets a manager of passwords see the name and a new password', async () => {
    cover = await openCover(`/activate#${code}`)
    await until(() => cover.text().includes('Đặt mật khẩu'))
    const field = cover.field('Đặt mật khẩu') as HTMLInputElement
    expect(field.autocomplete).toBe('new-password')
    const name = document.querySelector<HTMLInputElement>('input[autocomplete="username"]')
    expect(name?.value).toBe('gv.hoa')
  })

  it.each([
    ['ngắn', 'Mật khẩu cần ít nhất 10 ký tự.'],
    ['matkhau123456', 'Mật khẩu này nhiều người dùng'],
    ['nguyenthihoa', 'Mật khẩu này là tên của thầy cô'],
  ])('says why "%s" can’t be taken, before it asks', async (given, sentence) => {
    cover = await openCover(`/activate#${code}`)
    await setPassword(given)
    await until(() => cover.text().includes(sentence))
    expect(activated).toEqual([])
  })

  it.each([
    ['activation.unknown', 'Không có mã này.'],
    ['activation.used', 'Mã này đã dùng rồi.'],
    ['activation.expired', 'Mã này đã hết hạn từ 01/10/2025.'],
    ['activation.revoked', 'Mã này đã được thay bằng mã mới.'],
  ] as const)('says %s in its own words', async (problem, sentence) => {
    look = refused(410, { code: problem, limit: '2025-10-01' })
    cover = await openCover(`/activate#${code}`)
    await until(() => cover.text().includes(sentence))
  })

  it('keeps the code while there is no line', async () => {
    look = unreachable
    cover = await openCover(`/activate#${code}`)
    await until(() => cover.text().includes('Mã vẫn còn ở đây.'))
    expect((cover.field('Mã mở sổ') as HTMLInputElement).value).toBe('7K4M-Q2XR-9TBH')
  })

  it('opens it all the same where the answer to the first try was lost', async () => {
    activation = unreachable
    cover = await openCover(`/activate#${code}`)
    await setPassword()
    await until(() => cover.text().includes('Chưa nối được với Sở.'))
    activation = refused(410, { code: 'activation.used' })
    cover.press('Mở sổ của tôi')
    await until(() => cover.path() === '/')
    expect(signedIn).toEqual(['gv.hoa'])
  })

  it('warns inside another app, with a link that carries the code', async () => {
    vi.stubGlobal('navigator', {
      onLine: true,
      userAgent: 'Mozilla/5.0 (Linux; Android 13; wv) Chrome/120.0 Mobile Zalo android/24010100',
    })
    location.hash = `#${code}`
    cover = await openCover(`/activate#${code}`)
    expect(cover.text()).toContain('Trang này đang mở bên trong Zalo.')
    expect(looked).toEqual([])
    cover.press('Vẫn dùng ở đây')
    await until(() => cover.text().includes('Chào cô Nguyễn Thị Hoa'))
  })
})
