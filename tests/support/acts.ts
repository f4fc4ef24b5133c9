import type { Page } from 'playwright-core'
import { demoPassword } from '../builders/people.ts'

/** Signs in as a person would, and waits until the first page is there. */
export async function enter(
  page: Page,
  origin: string,
  username: string,
  { here = false } = {},
): Promise<void> {
  if (!here) await page.goto(origin)
  await page.waitForURL('**/sign-in**')
  await page
    .getByLabel(/Tên đăng nhập|Tài khoản/i)
    .first()
    .fill(username)
  await page.locator('#password').fill(demoPassword)
  await page.keyboard.press('Enter')
  await page.waitForURL((url) => url.pathname !== '/sign-in')
  await page.locator('main').waitFor()
}

/** Fills the form of a session and saves it. */
export async function logSession(
  page: Page,
  { title, periods, programme }: { title: string; periods: string; programme: string },
): Promise<void> {
  await page.getByLabel('Tên khóa hoặc mô đun').fill(title)
  await page.getByRole('button', { name: 'Hôm nay' }).click()
  await page.locator('.step input').first().fill(periods)
  await page.locator('label.pick', { hasText: programme }).click()
  await page.locator('.seg label', { hasText: 'Từ xa, qua mạng' }).click()
  await page.getByLabel('Đơn vị tổ chức').fill('Sở Giáo dục và Đào tạo')
  await page.getByRole('button', { name: /^Lưu/ }).click()
  await page.waitForURL((url) => !/\/(new|edit)$/.test(url.pathname))
}
