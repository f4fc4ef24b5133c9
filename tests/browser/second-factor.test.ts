import type { CDPSession, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { demoPassword } from '../builders/people.ts'
import { enter } from '../support/acts.ts'
import { aPerson, phone, picture, unexpected, type Person } from '../support/browser.ts'
import { codeAt } from '../support/code-generator.ts'
import { aServedDemo, type Served } from '../support/served.ts'

let served: Served
let person: Person
let page: Page
let keys: CDPSession
/** Keys are bound to a name: 127.0.0.1 has none. */
let origin: string

beforeAll(async () => {
  served = await aServedDemo()
  origin = served.line.origin.replace('127.0.0.1', 'localhost')
})

afterAll(async () => {
  await served.close()
})

beforeEach(async () => {
  person = await aPerson({ viewport: phone })
  page = person.page
  keys = await person.context.newCDPSession(page)
  await keys.send('WebAuthn.enable')
  await keys.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })
  return async () => {
    expect(unexpected(person.complaints)).toEqual([])
    await person.close()
  }
})

async function leave(): Promise<void> {
  await page.goto(`${origin}/account`)
  await page.getByRole('button', { name: 'Đăng xuất' }).click()
  await page
    .getByRole('alertdialog')
    .getByRole('button', { name: /ăng xuất/ })
    .last()
    .click()
  await page.waitForURL('**/sign-in')
}

async function sayPassword(username: string): Promise<void> {
  await page.locator('#username').fill(username)
  await page.locator('#password').fill(demoPassword)
  await page.keyboard.press('Enter')
}

const isHome = () => page.waitForURL((url) => !url.pathname.startsWith('/sign-in'))

describe('a code generator', () => {
  it('is added with its picture and its letters, and asked for at the next sign-in', async () => {
    await enter(page, origin, 'so.mai')
    await page.goto(`${origin}/account/security`)
    await page.getByRole('button', { name: 'Thêm ứng dụng tạo mã' }).click()
    expect(
      await page.getByAltText(/Mã QR/).evaluate((img: HTMLImageElement) => img.naturalWidth),
    ).toBeGreaterThan(100)
    const secret = (await page.locator('code').innerText()).replace(/\s/g, '')
    await picture(page, 'factor totp')

    await page.getByLabel('Mã sáu số').fill('000000')
    await page.getByRole('button', { name: 'Xác nhận và bật' }).click()
    await page.getByText('chưa khớp').waitFor()
    await page.getByLabel('Mã sáu số').fill(codeAt(secret, new Date()))
    await page.getByRole('button', { name: 'Xác nhận và bật' }).click()
    const codes = page.locator('.codes li')
    await codes.first().waitFor()
    expect(await codes.count()).toBe(10)
    const recovery = await codes.first().innerText()
    await picture(page, 'factor codes')
    await page.getByRole('button', { name: 'Tôi đã cất' }).click()
    await page.getByText('Còn 10 mã chưa dùng').waitFor()
    await picture(page, 'factor list')

    await leave()
    await sayPassword('so.mai')
    await page.waitForURL('**/sign-in/factor')
    await picture(page, 'factor step')
    // The code that confirmed the generator is used up.
    await page.getByLabel('Mã sáu số').fill(codeAt(secret, new Date()))
    await page.getByRole('button', { name: 'Mở sổ của tôi' }).click()
    await page.getByText('đã dùng rồi').waitFor()
    await page.getByLabel('Mã sáu số').fill(codeAt(secret, new Date(Date.now() + 30_000)))
    await page.getByRole('button', { name: 'Mở sổ của tôi' }).click()
    await isHome()

    await leave()
    await sayPassword('so.mai')
    await page.getByRole('button', { name: 'Dùng mã dự phòng' }).click()
    await page.getByLabel('Mã dự phòng').fill(recovery.toUpperCase())
    await page.getByRole('button', { name: 'Mở sổ của tôi' }).click()
    await isHome()
  })
})

describe('the device’s key', () => {
  it('is added, is the second step, and opens the notebook alone', async () => {
    await enter(page, origin, 'so.nam')
    await page.goto(`${origin}/account/security`)
    await page.getByRole('button', { name: 'Thêm khóa của máy này' }).click()
    await page.locator('.codes li').first().waitFor()

    await leave()
    await sayPassword('so.nam')
    await page.waitForURL('**/sign-in/factor')
    await page.getByRole('button', { name: 'Dùng khóa của máy' }).click()
    await isHome()

    await leave()
    await page.getByRole('button', { name: 'Mở bằng khóa của máy' }).click()
    await isHome()
    await page.getByText('Đã gửi hết').first().waitFor({ state: 'attached' })

    await page.goto(`${origin}/account/security`)
    await page.getByRole('button', { name: 'Sửa Khóa của máy' }).click()
    await page.getByLabel('Tên', { exact: true }).fill('Máy ở nhà')
    await page.getByRole('button', { name: 'Lưu tên' }).click()
    await page.getByText('Máy ở nhà').waitFor()
    await page.getByRole('button', { name: 'Sửa Máy ở nhà' }).click()
    await page.getByRole('button', { name: 'Bỏ cách này' }).click()
    const asked = page.getByRole('alertdialog')
    await asked.getByRole('button', { name: 'Bỏ cách này' }).click()
    await page.getByText('Máy ở nhà').first().waitFor({ state: 'detached' })
  })
})

describe('a role that needs a second step', () => {
  it('is led to adding one, and goes on from there', async () => {
    await enter(page, origin, 'qt.an')
    await page.goto(`${origin}/office/security`)
    await page.getByRole('button', { name: 'Lãnh đạo' }).click()
    await page.getByRole('button', { name: 'Lưu quy định' }).click()
    await page.getByText('1 người chưa có').waitFor()
    await picture(page, 'factor policy')
    await leave()

    await sayPassword('ld.son')
    await page.waitForURL('**/account/security**')
    await page.getByText('Sở yêu cầu vai trò của thầy cô').waitFor()
    await picture(page, 'factor required')
    await page.getByRole('button', { name: 'Thêm khóa của máy này' }).click()
    await page.getByRole('button', { name: 'Tôi đã cất' }).click()
    await page.getByRole('link', { name: 'Tiếp tục' }).click()
    await page.waitForURL((url) => url.pathname === '/')
    await page.getByText('Đã gửi hết').first().waitFor({ state: 'attached' })
  })
})
