import { encodeQR } from 'qr'
import { decodeQR } from 'qr/decode.js'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { enter } from '../support/acts.ts'
import { aPerson, laptop, phone, picture, unexpected, type Person } from '../support/browser.ts'
import { cameraFlags, filmOf } from '../support/fake-camera.ts'
import { aServedDemo, type Served } from '../support/served.ts'

// A code at a door, from the poster to the head's list; the camera is a film, the line a real one.
const title = 'Học liệu số cho bài giảng Toán'
const folder = mkdtempSync(join(tmpdir(), 'so-tay-so-scan-'))
const film = join(folder, 'poster.y4m')

let served: Served
let origin: string
let head: Person
let teacher: Person
let link: string
let sessionPage: string

beforeAll(async () => {
  served = await aServedDemo()
  origin = served.line.origin
  head = await aPerson({ viewport: laptop })
  teacher = await aPerson({ viewport: phone, args: cameraFlags(film) })
})

afterEach(async ({ task }) => {
  if (task.result?.state !== 'fail') return
  await picture(head.page, `${task.name}-head`)
  await picture(teacher.page, `${task.name}-teacher`)
})

afterAll(async () => {
  await head.close()
  await teacher.close()
  await served.close()
  rmSync(folder, { recursive: true, force: true })
})

describe('a session with a code at its door', () => {
  it('is opened by the head', async () => {
    const { page } = head
    await enter(page, origin, 'ht.binh')
    await page.getByText('Đã gửi hết').first().waitFor()
    await page.goto(`${origin}/office/training-sessions/new`)
    await page.getByLabel('Tên khóa hoặc mô đun').fill(title)
    await page.locator('input[type=date]').first().fill(todayInVietNam())
    await page.locator('.step input').last().fill('4')
    await page.getByRole('button', { name: 'Chương trình bồi dưỡng 02' }).click()
    await page.getByLabel('Đơn vị tổ chức').fill('THCS Suối Hoa')
    await page.getByLabel('Nơi học hoặc đường dẫn').fill('Phòng tin học 2')
    await page.getByRole('button', { name: 'Mở buổi' }).click()
    await page.waitForURL(/training-sessions\/[\w-]{36}$/)
    sessionPage = page.url()
  })

  it('has a poster that a camera reads', async () => {
    await head.page.goto(`${sessionPage}/poster`)
    await head.page.locator('svg.qr').waitFor()
    link = decodeQR(await pixelsOf(head.page))
    expect(link).toMatch(new RegExp(`^${origin}/training/join#[\\w-]+$`))
    filmOf(link, film)
  })
})

describe('a teacher at the door, without a line', () => {
  it('scans, answers what is missing, and has the record', async () => {
    const { page } = teacher
    await enter(page, origin, 'gv.hoa')
    await page.evaluate(async () => {
      await navigator.serviceWorker.ready
    })
    await page.getByText('Đã gửi hết').first().waitFor()
    await served.line.cut()
    await page.goto(`${origin}/training/scan`)
    await page.waitForURL('**/training/join#**')
    await page.getByRole('heading', { name: title }).waitFor()
    await page.locator('label.pick', { hasText: 'Tập trung' }).first().click()
    await page.getByRole('button', { name: /^Ghi buổi này/ }).click()
    await page.waitForURL(/\/training\/[\w-]{36}$/)
    await page.getByText('Chờ gửi').first().waitFor()
  })

  it('makes no second one by scanning again', async () => {
    const { page } = teacher
    const record = page.url()
    await page.goto(`${origin}/training/scan`)
    await page.waitForURL(record)
    await page.goto(`${origin}/training`)
    await page.locator('main li', { hasText: title }).first().waitFor()
    expect(await page.locator('main li', { hasText: title }).count()).toBe(1)
  })

  it('sends it by itself once the line is back', async () => {
    await served.line.mend()
    await expect
      .poll(records, { timeout: 20_000 })
      .toMatchObject([{ standing: 'received', scanned: true }])
  })
})

describe('a phone whose camera stays shut', () => {
  it('says so, and reads the code from a picture', async () => {
    const other = await aPerson({ viewport: phone, args: ['--deny-permission-prompts'] })
    const { page } = other
    await enter(page, origin, 'gv.042')
    await page.goto(`${origin}/training/scan`)
    await page.getByText(/Chưa được dùng máy ảnh|Không mở được máy ảnh/).waitFor()
    const buffer = Buffer.from(encodeQR(link, 'gif', { ecc: 'medium', border: 4, scale: 4 }))
    await page
      .locator('input[type=file]')
      .setInputFiles({ name: 'poster.gif', mimeType: 'image/gif', buffer })
    await page.waitForURL('**/training/join#**')
    await page.locator('label.pick', { hasText: 'Tập trung' }).first().click()
    await page.getByRole('button', { name: /^Ghi buổi này/ }).click()
    await expect.poll(async () => (await records()).length, { timeout: 20_000 }).toBe(2)
    expect(unexpected(other.complaints)).toEqual([])
    await other.close()
  })
})

describe('the head’s list', () => {
  it('meets who was marked with who wrote', async () => {
    const { page } = head
    await page.goto(sessionPage)
    await page.getByText(/^Đã ghi: 2/).waitFor()
    await page.getByRole('button', { name: 'Có mặt', exact: true }).first().click()
    await page.getByText('Có mặt và đã ghi: 1').waitFor()
  })

  it('confirms many at once', async () => {
    const { page } = head
    for (const box of await page.getByLabel(/^Chọn để xác nhận/).all()) await box.check()
    await page.getByRole('button', { name: 'Xác nhận 2 bài' }).click()
    await page.getByRole('alertdialog').getByRole('button', { name: 'Xác nhận' }).click()
    await expect
      .poll(async () => (await records()).map(({ step }) => step), { timeout: 20_000 })
      .toEqual([1, 1])
  })

  it('was made without a complaint on any console', () => {
    expect(unexpected([...head.complaints, ...teacher.complaints])).toEqual([])
  })
})

async function records() {
  const rows = await served.db
    .selectFrom('submission')
    .innerJoin('revision', 'revision.submissionId', 'submission.id')
    .select(['standing', 'step', 'scannedAt'])
    .where('trainingSessionId', 'is not', null)
    .execute()
  return rows.map(({ scannedAt, ...row }) => ({ ...row, scanned: scannedAt !== null }))
}

function todayInVietNam(): string {
  return new Date(Date.now() + 7 * 60 * 60 * 1000).toISOString().slice(0, 10)
}

/** What stands on the poster, as a camera would see it. */
async function pixelsOf(page: Page) {
  const side = 640
  const data = await page.locator('svg.qr').evaluate(async (svg, size) => {
    const copy = svg.cloneNode(true) as SVGElement
    copy.setAttribute('width', String(size))
    copy.setAttribute('height', String(size))
    copy.querySelector('rect')?.setAttribute('fill', '#fff')
    const image = new Image()
    image.src = `data:image/svg+xml,${encodeURIComponent(new XMLSerializer().serializeToString(copy))}`
    await image.decode()
    const canvas = document.createElement('canvas')
    canvas.width = canvas.height = size
    const context = canvas.getContext('2d')
    context?.drawImage(image, 0, 0)
    const { data: colours = [] } = context?.getImageData(0, 0, size, size) ?? {}
    return Array.from({ length: size * size }, (_, at) =>
      (colours[at * 4] ?? 0) < 128 ? '#' : ' ',
    ).join('')
  }, side)
  const grey = Array.from(data).flatMap((dot) =>
    dot === '#' ? [0, 0, 0, 255] : [255, 255, 255, 255],
  )
  return { width: side, height: side, data: Uint8Array.from(grey) }
}
