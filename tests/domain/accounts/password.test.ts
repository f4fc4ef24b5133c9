import { describe, expect, it } from 'vitest'
import { passwordProblem } from '#domain/accounts/password.ts'

const hoa = { username: 'hoa.nt', name: 'Nguyễn Thị Hoa' }

describe('a new password', () => {
  it.each(['mưa rơi trên mái tôn', 'so-tay-cua-hoa', 'bốn con mèo', 'Xk9$mQ2!vR'])(
    'may be "%s"',
    (password) => {
      expect(passwordProblem(password, hoa)).toBeUndefined()
    },
  )

  it.each([
    ['chín chữ!', 'password.too-short'],
    // Nine characters, also where a keyboard sends the marks apart.
    ['chín chữ!'.normalize('NFD'), 'password.too-short'],
    ['1234567890', 'password.common'],
    ['Mật khẩu 123', 'password.common'],
    ['Giáo viên 2026', 'password.common'],
    ['P A S S W O R D 1 2 3', 'password.common'],
    ['aaaaaaaaaaaa', 'password.common'],
    ['121212121212', 'password.common'],
    ['nguyenthihoa', 'password.own-name'],
    ['NguyễnThịHoa1985', 'password.own-name'],
    ['hoa.nt@2026!', 'password.own-name'],
  ])('may not be "%s"', (password, code) => {
    expect(passwordProblem(password, hoa)).toBe(code)
  })

  it('may not be the telephone number that is the account’s name', () => {
    const lan = { username: '0912345678', name: 'Lò Thị Lan' }
    expect(passwordProblem('0912 345 678', lan)).toBe('password.own-name')
    expect(passwordProblem('0987123456', lan)).toBeUndefined()
  })
})
