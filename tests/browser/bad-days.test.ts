import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { Page } from 'playwright-core'
import { enter, logSession } from '../support/acts.ts'
import { aPerson, phone, picture, type Person } from '../support/browser.ts'
import { aServedDemo, type Served } from '../support/served.ts'

// The bad days in a real browser: what a person wrote is on the device or at the server, once.
let served: Served
let teacher: Person
let origin: string
const dist = mkdtempSync(join(tmpdir(), 'so-tay-so-dist-'))

beforeAll(async () => {
  cpSync(fileURLToPath(new URL('../../dist', import.meta.url)), dist, { recursive: true })
  served = await aServedDemo({ dist })
  origin = served.line.origin
  teacher = await aPerson({ viewport: phone })
  await enter(teacher.page, origin, 'gv.hoa')
  await allSent(teacher.page)
  await teacher.page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined))
  // Chromium writes cookies down half a minute late: this person signed in yesterday.
  teacher = await teacher.restart()
})

afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await picture(teacher.page, task.name)
})

afterAll(async () => {
  await teacher.close()
  await served.close()
  rmSync(dist, { recursive: true, force: true })
})

function session(title: string) {
  return { title, periods: '2', programme: 'Chương trình bồi dưỡng 02' }
}

async function goTo(path: string): Promise<void> {
  await teacher.page.goto(origin + path)
}

async function allSent(page: Page): Promise<void> {
  await page.getByText('Đã gửi hết').first().waitFor()
}

/** The browser says that there is a network again; nobody taps anything. */
async function networkComes(): Promise<void> {
  await teacher.context.setOffline(true)
  await teacher.context.setOffline(false)
}

/** How often the server has it: revisions, receipts. */
async function atServer(title: string): Promise<readonly number[]> {
  const of = served.db.selectFrom('submission').where('title', '=', title)
  const revisions = await of
    .innerJoin('revision', 'revision.submissionId', 'submission.id')
    .select('revision.no')
    .execute()
  const receipts = await of
    .innerJoin('receipt', 'receipt.recordId', 'submission.id')
    .select('receipt.number')
    .execute()
  return [revisions.length, receipts.length]
}

const once = [1, 1]

describe('a reply lost after the commit', () => {
  const title = 'Buổi mất trả lời'

  it('says that it is not known yet, and never that it was sent', async () => {
    served.line.loseReplies(/^POST \/api\/plans/)
    await goTo('/training/new')
    await logSession(teacher.page, session(title))
    await expect.poll(() => atServer(title)).toEqual(once)
    await goTo('/outbox')
    await teacher.page
      .getByText(/Chưa rõ đã tới chưa|Đang gửi/)
      .first()
      .waitFor()
    expect(await teacher.page.getByText('Đã gửi hết').count()).toBe(0)
  })

  it('is settled when the line is back: one record, one receipt, shown once', async () => {
    await served.line.mend()
    await networkComes()
    await allSent(teacher.page)
    expect(await atServer(title)).toEqual(once)
    await goTo('/training')
    await teacher.page.getByText(title).first().waitFor()
    expect(await teacher.page.locator('main li', { hasText: title }).count()).toBe(1)
  })
})

describe('a browser that is killed right after "Lưu"', () => {
  const title = 'Buổi bị giết trình duyệt'

  it('still has it queued when it starts again, with no line', async () => {
    await served.line.cut()
    await goTo('/training/new')
    await logSession(teacher.page, session(title))
    teacher = await teacher.restart({ killed: true })
    await goTo('/outbox')
    await teacher.page.getByText(title).first().waitFor()
    const row = teacher.page.locator('main li', { hasText: title })
    expect(await row.first().innerText()).toMatch(/Chờ gửi/i)
    expect(await atServer(title)).toEqual([0, 0])
  })

  it('sends it by itself when the line comes', async () => {
    await served.line.mend()
    await networkComes()
    await expect.poll(() => atServer(title), { timeout: 20_000 }).toEqual(once)
    await allSent(teacher.page)
  })
})

describe('a session that has ended at the server', () => {
  const [typed, queued] = ['Buổi gõ dở lúc hết phiên', 'Buổi ghi lúc hết phiên']

  it('asks to sign in, and keeps what is typed and what waits', async () => {
    await goTo('/training/new')
    await teacher.page.getByLabel('Tên khóa hoặc mô đun').fill(typed)
    await teacher.page.waitForTimeout(600)
    await served.db.deleteFrom('session').execute()
    await goTo('/training/new')
    await logSession(teacher.page, session(queued))
    await goTo('/outbox')
    await teacher.page.getByText('Cần đăng nhập lại').first().waitFor()
    await teacher.page.getByText(queued).first().waitFor()
    await goTo('/training')
    await teacher.page.getByText(typed).first().waitFor()
    expect(await atServer(queued)).toEqual([0, 0])
  })

  it('sends it once its owner has signed in again', async () => {
    await goTo('/outbox')
    await teacher.page.getByRole('link', { name: 'Đăng nhập lại', exact: true }).click()
    await enter(teacher.page, origin, 'gv.hoa', { here: true })
    await expect.poll(() => atServer(queued), { timeout: 20_000 }).toEqual(once)
    await allSent(teacher.page)
    await goTo('/training')
    await teacher.page.getByText(typed).first().waitFor()
  })
})

describe('a second tab', () => {
  const title = 'Buổi ghi ở thẻ thứ hai'

  it('shows by itself what the first one does, and nothing goes twice', async () => {
    await goTo('/outbox')
    const second = await teacher.context.newPage()
    await second.goto(`${origin}/training`)
    await second.locator('main').waitFor()
    await served.line.cut()
    await goTo('/training/new')
    await logSession(teacher.page, session(title))
    await second.getByText(title).first().waitFor()
    await served.line.mend()
    await networkComes()
    await expect.poll(() => atServer(title), { timeout: 20_000 }).toEqual(once)
    const row = second.locator('main li', { hasText: title })
    await expect.poll(() => row.first().innerText(), { timeout: 20_000 }).toMatch(/Đã gửi/)
    expect(await row.count()).toBe(1)
    await second.close()
  })
})

describe('a new version of the app', () => {
  const title = 'Buổi gõ khi có bản mới'

  /** The worker that the next version would come with. */
  function publish(): void {
    const worker = join(dist, 'sw.js')
    const text = readFileSync(worker, 'utf8')
    writeFileSync(worker, text.replace(/(url:"index\.html",revision:")\w+/, '$1next'))
  }

  it('waits and asks, while the form that is open stays as it is', async () => {
    await goTo('/training/new')
    const field = teacher.page.getByLabel('Tên khóa hoặc mô đun')
    await field.fill(title)
    publish()
    await teacher.page.evaluate(async () => {
      await (await navigator.serviceWorker.getRegistration())?.update()
    })
    await teacher.page.getByText('Có bản mới của sổ').waitFor()
    expect(await field.inputValue()).toBe(title)
    expect(await workers()).toEqual({ active: true, waiting: true })
  })

  it('takes over when asked, and the words are still there', async () => {
    const reloaded = teacher.page.waitForEvent('load')
    await teacher.page.getByRole('button', { name: 'Dùng bản mới' }).click()
    await reloaded
    await expect.poll(workers).toEqual({ active: true, waiting: false })
    await goTo('/training')
    await teacher.page.getByText(title).first().waitFor()
  })

  async function workers() {
    return teacher.page.evaluate(async () => {
      const registration = await navigator.serviceWorker.getRegistration()
      return { active: !!registration?.active, waiting: !!registration?.waiting }
    })
  }
})

it('tells inside Zalo, before sign-in, how to open a browser that keeps things', async () => {
  const inZalo = await aPerson({
    viewport: phone,
    userAgent:
      'Mozilla/5.0 (Linux; Android 13; SM-A145F; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/120.0.6099.230 Mobile Safari/537.36 Zalo android/24010100 ZaloTheme/light ZaloLanguage/vi',
  })
  await inZalo.page.goto(origin)
  await inZalo.page.getByText('Trang này đang mở bên trong Zalo.').waitFor()
  expect(await inZalo.page.locator('#password').count()).toBe(0)
  const link = inZalo.page.getByRole('link', { name: 'Mở bằng Chrome' })
  expect(await link.getAttribute('href')).toContain('package=com.android.chrome')
  await inZalo.close()
})
