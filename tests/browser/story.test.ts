import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { Page } from 'playwright-core'
import { aPerson, laptop, phone, picture, unexpected, type Person } from '../support/browser.ts'
import { enter, logSession } from '../support/acts.ts'
import { aServedDemo, type Served } from '../support/served.ts'

// The main story in a real browser: the line is cut at the socket, not pretended away.
let served: Served
let teacher: Person
let origin: string

beforeAll(async () => {
  served = await aServedDemo()
  origin = served.line.origin
  teacher = await aPerson({ viewport: phone })
})

afterEach(async ({ task }) => {
  if (task.result?.state !== 'fail') return
  await picture(teacher.page, task.name)
  process.stderr.write(teacher.complaints.join('\n'))
})

afterAll(async () => {
  await teacher.close()
  await served.close()
})

const title = 'Ứng dụng AI trong soạn bài'

async function row(page: Page, text: string): Promise<string> {
  return (await page.locator('main li', { hasText: text }).first().innerText()).replace(/\s+/g, ' ')
}

async function goTo(person: Person, path: string): Promise<void> {
  await person.page.goto(origin + path)
}

describe('a session logged without a line', () => {
  it('begins with an app that can be installed', async () => {
    await enter(teacher.page, origin, 'gv.hoa')
    await teacher.page.evaluate(async () => {
      await navigator.serviceWorker.ready
    })
    const cdp = await teacher.context.newCDPSession(teacher.page)
    const { installabilityErrors } = (await cdp.send('Page.getInstallabilityErrors')) as {
      installabilityErrors: { errorId: string }[]
    }
    // An incognito-like test profile is the only thing that Chromium may hold against it.
    expect(installabilityErrors.filter(({ errorId }) => errorId !== 'in-incognito')).toEqual([])
    const manifest = (await (await fetch(`${origin}/manifest.webmanifest`)).json()) as {
      icons: { purpose: string; sizes: string }[]
    }
    expect(manifest.icons.some(({ purpose }) => purpose === 'maskable')).toBe(true)
  })

  it('opens with no line after one visit and after the browser was ended', async () => {
    await teacher.page.getByText('Đã gửi hết').first().waitFor()
    await served.line.cut()
    teacher = await teacher.restart()
    await goTo(teacher, '/')
    await teacher.page.getByRole('heading', { level: 1, name: 'Chào cô Hoa' }).waitFor()
    await teacher.page.getByText('trên 120 tiết').first().waitFor()
  })

  it('is kept as it is typed, also when the tab is closed in mid-word', async () => {
    await goTo(teacher, '/training/new')
    const field = teacher.page.getByLabel('Tên khóa hoặc mô đun')
    await field.fill('Buổi gõ dở')
    // As a person closes a tab: the page hears that it goes, and has no more time than that.
    const page = await teacher.context.newPage()
    const closed = teacher.page.waitForEvent('close')
    await teacher.page.close({ runBeforeUnload: true })
    await closed
    teacher = { ...teacher, page }
    await goTo(teacher, '/training')
    await page.getByText('Buổi gõ dở').first().waitFor()
    expect(await row(page, 'Buổi gõ dở')).toContain('Nháp')
  })

  it('waits on the device, and says so', async () => {
    await goTo(teacher, '/training/new')
    await logSession(teacher.page, { title, periods: '4', programme: 'Chương trình bồi dưỡng 02' })
    await goTo(teacher, '/outbox')
    await teacher.page.getByText(title).first().waitFor()
    expect(await row(teacher.page, title)).toMatch(/Chờ gửi/i)
    expect(await teacher.page.getByText('Đã gửi hết').count()).toBe(0)
  })

  it('is sent by itself when the line is back, and a receipt says so', async () => {
    await served.line.mend()
    // Nobody taps: the browser says that there is a network again.
    await teacher.context.setOffline(true)
    await teacher.context.setOffline(false)
    await teacher.page
      .getByText(/BN-\d{4}-\d{6}/)
      .first()
      .waitFor()
    await goTo(teacher, '/training')
    await teacher.page.getByText(title).first().waitFor()
    expect(await row(teacher.page, title)).toMatch(/Đã gửi/)
  })
})

describe('the answer', () => {
  let head: Person
  let reviewer: Person

  beforeAll(async () => {
    head = await aPerson({ viewport: laptop })
    reviewer = await aPerson({ viewport: laptop })
  })

  afterAll(async () => {
    await head.close()
    await reviewer.close()
  })

  async function openRecord(person: Person): Promise<void> {
    const { page } = person
    await page.goto(`${origin}/review`)
    await page.getByRole('searchbox').or(page.getByLabel(/Tìm/)).first().fill('soan bai')
    const found = page.locator('main tr, main li').filter({ hasText: title, visible: true })
    await found.first().getByRole('link').first().click()
    await page.getByRole('button', { name: /Xác nhận/ }).waitFor()
  }

  it('comes from the head, who returns it with words', async () => {
    await enter(head.page, origin, 'ht.binh')
    await openRecord(head)
    await head.page.getByLabel(/Góp ý chung/).fill('Cô ghi giúp số giấy chứng nhận.')
    await head.page
      .getByRole('button', { name: /^Trả lại.*T?$/ })
      .last()
      .click()
    await confirmIfAsked(head.page)
    await expect.poll(() => standingOf(title)).toBe('returned')
  })

  it('reaches the teacher, who mends it with the line cut again', async () => {
    const { page } = teacher
    await goTo(teacher, '/')
    await page.getByText('Cô ghi giúp số giấy chứng nhận.').first().waitFor()
    await served.line.cut()
    await page.getByText(title).first().click()
    await page
      .getByRole('link', { name: /Sửa/ })
      .or(page.getByRole('button', { name: /Sửa/ }))
      .first()
      .click()
    await page.getByText('Cô ghi giúp số giấy chứng nhận.').first().waitFor()
    await page.getByText('Thêm chi tiết').click()
    await page.getByLabel(/Số giấy chứng nhận/).fill('GCN-2026-17')
    await page.getByRole('button', { name: /^Lưu/ }).click()
    await page.waitForURL((url) => !url.pathname.endsWith('/edit'))
    await served.line.mend()
    await goTo(teacher, '/outbox')
    await page
      .getByRole('button', { name: /Thử gửi ngay/ })
      .click()
      .catch(() => undefined)
    await expect.poll(() => standingOf(title), { timeout: 30_000 }).toBe('received')
  })

  it('is accepted by the head, then by the Sở from a queue that the server pages', async () => {
    await openRecord(head)
    await head.page.getByRole('button', { name: /Xác nhận/ }).click()
    await confirmIfAsked(head.page)
    await expect.poll(() => stepOf(title)).toBe(1)
    await enter(reviewer.page, origin, 'so.mai')
    await openRecord(reviewer)
    await reviewer.page.getByRole('button', { name: /Xác nhận/ }).click()
    await confirmIfAsked(reviewer.page)
    await expect.poll(() => standingOf(title)).toBe('accepted')
  })

  it('shows on the phone as Đã xác nhận', async () => {
    await goTo(teacher, '/training')
    await expect.poll(() => row(teacher.page, title), { timeout: 20_000 }).toMatch(/Đã xác nhận/)
  })

  it('was given without a complaint on any console', () => {
    expect(unexpected([...teacher.complaints, ...head.complaints, ...reviewer.complaints])).toEqual(
      [],
    )
  })
})

async function confirmIfAsked(page: Page): Promise<void> {
  const dialog = page.getByRole('dialog').or(page.getByRole('alertdialog'))
  if (await dialog.isVisible().catch(() => false)) {
    await dialog
      .getByRole('button', { name: /Trả lại|Xác nhận/ })
      .first()
      .click()
  }
}

async function submissionOf(name: string) {
  return served.db
    .selectFrom('submission')
    .select(['standing', 'step'])
    .where('title', '=', name)
    .executeTakeFirst()
}

async function standingOf(name: string) {
  return (await submissionOf(name))?.standing
}

async function stepOf(name: string) {
  return (await submissionOf(name))?.step
}
