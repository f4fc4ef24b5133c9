import { describe, expect, it } from 'vitest'
import { chromeLink, inAppBrowser, platformOf } from '../../src/client/ui/cover/in-app-browser.ts'
import { refusalOf, whatIsHere } from '../../src/client/features/sign-in/sign-in.ts'
import { nextPage } from '../../src/client/state/next-page.ts'

const android =
  'Mozilla/5.0 (Linux; Android 13; SM-A145F Build/TP1A.220624.014; wv) AppleWebKit/537.36'
const chrome = '(KHTML, like Gecko) Version/4.0 Chrome/120.0.6099.230 Mobile Safari/537.36'
const iphone =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 17_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)'

describe('a browser inside another app', () => {
  it.each([
    [`${android} ${chrome} Zalo android/24010100 ZaloTheme/light ZaloLanguage/vi`, 'zalo'],
    [`${iphone} Mobile/15E148 Zalo iOS/500 ZaloTheme/light ZaloLanguage/vn`, 'zalo'],
    [`${android} ${chrome} [FB_IAB/FB4A;FBAV/446.0.0.31.75;]`, 'facebook'],
    [`${iphone} Mobile/15E148 [FBAN/FBIOS;FBAV/444.0.0.42.110;FBBV/543;]`, 'facebook'],
    [`${android} ${chrome} [FB_IAB/Orca-Android;FBAV/440.0.0.28.122;]`, 'messenger'],
    [`${iphone} Mobile/15E148 [FBAN/MessengerForiOS;FBAV/437.0;]`, 'messenger'],
    [`${android} ${chrome} Instagram 312.1.0.34.111 Android (33/13; 450dpi)`, 'instagram'],
    [`${iphone} Mobile/15E148 Instagram 312.0.0.20.95 (iPhone14,5; iOS 17_1)`, 'instagram'],
    [`${android} ${chrome} trill_320204 JsSdk/1.0 BytedanceWebview/d8a21c6`, 'tiktok'],
    [`${iphone} Mobile/15E148 musical_ly_32.5.0 JsSdk/2.0 BytedanceWebview`, 'tiktok'],
    [`${iphone} Mobile/15E148 Safari Line/13.20.0`, 'line'],
    [`${android} ${chrome}`, 'web-view'],
  ])('%s is %s', (userAgent, app) => {
    expect(inAppBrowser(userAgent)).toBe(app)
  })

  it.each([
    'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Mobile Safari/537.36',
    'Mozilla/5.0 (Linux; Android 13; SM-A145F) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/23.0 Chrome/115.0.0.0 Mobile Safari/537.36',
    'Mozilla/5.0 (Linux; Android 13) AppleWebKit/537.36 (KHTML, like Gecko) coc_coc_browser/120.0 Chrome/114.0 Mobile Safari/537.36',
    `${iphone} Version/17.1 Mobile/15E148 Safari/604.1`,
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:132.0) Gecko/20100101 Firefox/132.0',
    'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/131.0 Safari/537.36',
  ])('%s is a browser of its own', (userAgent) => {
    expect(inAppBrowser(userAgent)).toBeUndefined()
  })

  it('knows the system, and the link that opens Chrome on it', () => {
    expect(platformOf(android)).toBe('android')
    expect(platformOf(iphone)).toBe('ios')
    expect(platformOf('Mozilla/5.0 (Windows NT 10.0)')).toBe('other')
    expect(chromeLink('https://so.example.vn/sign-in?next=/training')).toBe(
      'intent://so.example.vn/sign-in?next=/training#Intent;scheme=https;package=com.android.chrome;end',
    )
    expect(chromeLink('https://so.example.vn/activate#7K4MQ2XR9TBH')).toMatch(
      /^intent:\/\/so\.example\.vn\/activate#7K4MQ2XR9TBH#Intent;/,
    )
  })
})

describe('a sign-in that fails', () => {
  it.each([
    ['session.wrong-password', 'wrong-password'],
    ['session.too-many-tries', 'too-many-tries'],
    ['session.disabled', 'disabled'],
    ['server.broken', 'broken'],
  ] as const)('%s has its own sentence', (code, key) => {
    const reply = { ok: false, word: 'refused', status: 401, problem: { code } } as const
    expect(refusalOf(reply, 'open').key).toBe(key)
  })

  it('says with no line what still opens', () => {
    expect(refusalOf({ ok: false, word: 'unreachable' }, 'open').key).toBe('no-line')
    expect(refusalOf({ ok: false, word: 'unreachable' }, 'locked').key).toBe('no-line-locked')
    expect(refusalOf({ ok: false, word: 'unreachable' }, 'new').key).toBe('no-line-new')
    const busy = { ok: false, word: 'refused', status: 429, retryAfter: 130 } as const
    expect(
      refusalOf({ ...busy, problem: { code: 'session.too-many-tries' } }, 'open').minutes,
    ).toBe(3)
  })

  it('goes by the notebook of the name that was typed', () => {
    const account = { accountId: 'a', name: '', place: '', openedAt: '2026-11-16T00:00:00Z' }
    const hoa = { ...account, username: 'gv.hoa', locked: true }
    const an = { ...account, username: 'gv.an', locked: false }
    expect(whatIsHere([hoa, an], ' gv.hoa ')).toBe('locked')
    expect(whatIsHere([hoa, an], 'gv.an')).toBe('open')
    expect(whatIsHere([hoa, an], '0912345678')).toBe('open')
    expect(whatIsHere([hoa], '0912345678')).toBe('locked')
    expect(whatIsHere([], 'gv.hoa')).toBe('new')
  })

  it('leads back to a page of ours and to no other', () => {
    expect(nextPage('/training/new')).toBe('/training/new')
    for (const foreign of [
      '//evil.example',
      '/\\evil.example',
      '/\t/evil.example',
      '/\n/evil.example',
      'https://evil.example',
      undefined,
    ]) {
      expect(nextPage(foreign)).toBe('/')
    }
  })
})
