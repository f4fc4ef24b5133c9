import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { Page } from 'playwright-core'
import { addDays, dayOf } from '#domain/day.ts'
import type { RouteRule } from '#domain/submission/round.ts'
import { enter, logSession } from '../support/acts.ts'
import { aPerson, laptop, phone, picture, unexpected, type Person } from '../support/browser.ts'
import { aServedDemo, type Served } from '../support/served.ts'

// A round has closed over work that was written without a line: asked for, answered and sent, each
// step on a machine that has no line at that moment.
const title = 'Buổi viết xong trên bản'
const reason = 'Điểm trường mất mạng cả tuần, hôm nay mới xuống được trường chính.'
const day = dayOf(new Date().toISOString())

let served: Served
let origin: string
let teacher: Person
let head: Person
let id: string

beforeAll(async () => {
  served = await aServedDemo()
  origin = served.line.origin
  const routes: RouteRule[] = [{ steps: [{ unit: 'own', roles: ['principal'] }] }]
  await served.db
    .updateTable('round')
    .set({ routes: JSON.stringify(routes) })
    .execute()
  teacher = await aPerson({ viewport: phone })
  head = await aPerson({ viewport: laptop })
  for (const [{ page }, name] of [
    [teacher, 'gv.hoa'],
    [head, 'ht.binh'],
  ] as const) {
    await enter(page, origin, name)
    await page.getByText('Đã gửi hết').first().waitFor({ state: 'attached' })
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined))
  }
})

afterEach(async ({ task }) => {
  if (task.result?.state !== 'fail') return
  await picture(teacher.page, `${task.name}-teacher`)
  await picture(head.page, `${task.name}-head`)
})

afterAll(async () => {
  await teacher.close()
  await head.close()
  await served.close()
})

/** How it looks on both sizes and in both themes, where pictures are asked for. */
async function shots(page: Page, name: string): Promise<void> {
  if (!process.env['PICTURES']) return
  const before = page.viewportSize() ?? phone
  for (const size of [phone, laptop]) {
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.setViewportSize(size)
      await page.emulateMedia({ colorScheme })
      await page.waitForTimeout(200)
      await picture(page, `late ${name} ${size.width} ${colorScheme}`)
    }
  }
  await page.emulateMedia({ colorScheme: 'light' })
  await page.setViewportSize(before)
}

async function goTo({ page }: Person, path: string): Promise<void> {
  await page.goto(origin + path)
  await page.locator('h1').first().waitFor()
}

/** What the server knows of the record: its standing, and whether a wish waits for an answer. */
async function atServer() {
  return served.db
    .selectFrom('submission')
    .where('id', '=', id)
    .select(['standing', 'revision', 'asksLate'])
    .executeTakeFirst()
}

describe('a round that has closed', () => {
  it('takes no more what was written in time, and stays without a line too long', async () => {
    await teacher.page.clock.setFixedTime(`${addDays(day, -2)}T03:00:00Z`)
    await teacher.context.setOffline(true)
    await goTo(teacher, '/training/new')
    const work = { title, periods: '2', programme: 'Chương trình bồi dưỡng 02' }
    await logSession(teacher.page, work)
    id = teacher.page.url().split('/').at(-1) ?? ''
    await served.db
      .updateTable('round')
      .set({ closesOn: addDays(day, -2), closingDays: 0 })
      .execute()
    teacher = await teacher.restart()
    await goTo(teacher, '/outbox')
    await teacher.page.getByRole('button', { name: 'Xin nộp muộn' }).waitFor()
    await shots(teacher.page, '1 outbox')
  })

  it('is asked to take it late, without a line', async () => {
    const { page, context } = teacher
    await context.setOffline(true)
    await page.getByRole('button', { name: 'Xin nộp muộn' }).click()
    await page.getByLabel('Lý do, nơi nhận bài sẽ đọc được').fill(reason)
    await shots(page, '2 ask')
    await page.getByRole('button', { name: 'Gửi lời xin' }).click()
    await page.getByText('Đã ghi lời xin nộp muộn').waitFor()
    await shots(page, '3 asked')
    await context.setOffline(false)
    await expect.poll(atServer, { timeout: 20_000 }).toMatchObject({ asksLate: true, revision: 0 })
    await goTo(teacher, `/training/${id}`)
    await page.getByText('Đang chờ trả lời.').waitFor()
    // What was written is still read beside the wish.
    await page.getByText(title).first().waitFor()
    await shots(page, '4 waiting')
  })
})

describe('the head', () => {
  it('finds the wish among what waits, and answers without a line', async () => {
    const { page, context } = head
    await goTo(head, '/review')
    await page.getByText('xin nộp muộn').first().waitFor()
    await shots(page, '5 queue')
    await context.setOffline(true)
    await goTo(head, `/review/demo-ke-hoach/${id}`)
    await page.getByText(reason).waitFor()
    await shots(page, '6 answer')
    await page.getByRole('button', { name: '7 ngày nữa' }).click()
    await page.getByLabel('Lời nhắn').fill('Đồng ý, cô gửi trong tuần này.')
    await page.getByRole('button', { name: 'Gửi trả lời' }).click()
    await page.getByText('Được nộp muộn tới hết').first().waitFor()
    await shots(page, '7 answered')
    await context.setOffline(false)
    await expect.poll(atServer, { timeout: 20_000 }).toMatchObject({ asksLate: false })
  })
})

describe('the teacher', () => {
  it('reads the answer and sends the same work', async () => {
    const { page } = teacher
    await goTo(teacher, `/training/${id}`)
    await page.getByText('Được nộp muộn tới hết').waitFor()
    await shots(page, '8 granted')
    await goTo(teacher, '/outbox')
    await page.getByRole('button', { name: 'Gửi lại y nguyên' }).click()
    await expect.poll(atServer, { timeout: 20_000 }).toMatchObject({
      ...{ standing: 'received', revision: 1 },
    })
    await page.getByText('Đã gửi hết').first().waitFor()
    await shots(page, '9 sent')
    expect(unexpected([...teacher.complaints, ...head.complaints])).toEqual([])
  })
})
