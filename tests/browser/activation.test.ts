import type { Page } from 'playwright-core'
import { decodeQR } from 'qr/decode.js'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { aTeacher } from '../builders/people.ts'
import { thcsSuoiHoa } from '../builders/demo/demo-units.ts'
import { writePeople } from '../builders/rows.ts'
import { enter } from '../support/acts.ts'
import { aPerson, laptop, phone, picture, unexpected, type Person } from '../support/browser.ts'
import { aServedDemo, type Served } from '../support/served.ts'

// A sheet of paper, from the administrator's screen to the teacher's phone.
const newcomers = Array.from({ length: 30 }, (_, index) =>
  aTeacher(thcsSuoiHoa.id, {
    id: `newcomer-${index + 1}`,
    username: `moi.${index + 1}`,
    name: index === 0 ? 'Nguyễn Hoàng Thị Phương Khánh Linh' : `Lò Thị Mới ${index + 1}`,
    salutation: 'cô',
  }),
)

let served: Served
let office: Person
let teacher: Person
let origin: string
let link: string

beforeAll(async () => {
  served = await aServedDemo()
  origin = served.line.origin
  await writePeople(served.db, newcomers)
  await served.db
    .updateTable('account')
    .set({ passwordHash: null })
    .where(
      'id',
      'in',
      newcomers.map(({ accountId }) => accountId),
    )
    .execute()
  office = await aPerson({ viewport: laptop })
  teacher = await aPerson({ viewport: phone })
})

afterEach(async ({ task }) => {
  if (task.result?.state !== 'fail') return
  await picture(office.page, `${task.name} office`)
  await picture(teacher.page, `${task.name} teacher`)
  process.stderr.write([...office.complaints, ...teacher.complaints].join('\n'))
})

afterAll(async () => {
  await teacher.close()
  await office.close()
  await served.close()
})

/** What a camera reads from a part of the screen. */
async function readPicture(page: Page, selector: string): Promise<string> {
  const png = (await page.locator(selector).first().screenshot()).toString('base64')
  const { width, height, bytes } = await page.evaluate(async (data) => {
    const image = new Image()
    image.src = `data:image/png;base64,${data}`
    await image.decode()
    const { width, height } = image
    const canvas = new OffscreenCanvas(width, height)
    const context = canvas.getContext('2d')
    context?.drawImage(image, 0, 0)
    const pixels = context?.getImageData(0, 0, width, height).data ?? []
    return { width, height, bytes: [...pixels] }
  }, png)
  return decodeQR({ width, height, data: Uint8Array.from(bytes) })
}

async function pagesOf(page: Page): Promise<number> {
  const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1')
  return pdf.match(/\/Type\s*\/Page\b(?!s)/g)?.length ?? 0
}

const password = 'mưa rơi trên mái tôn'

describe('a sheet of codes', () => {
  it('is made for all of a school who never opened their notebook', async () => {
    const { page } = office
    await enter(page, origin, 'qt.an')
    await page.goto(`${origin}/office/codes?unit=${thcsSuoiHoa.id}`)
    await page.getByRole('button', { name: 'Tạo 30 mã' }).click()
    await page.getByText('Đã tạo 30 mã').waitFor()
    await expect.poll(() => page.locator('.code-slip').count()).toBe(30)
    await picture(page, 'codes-1280')
    const rows = await served.db.selectFrom('activation').select('purpose').execute()
    expect(rows).toHaveLength(30)
  })

  it('prints 24 slips a page of A4, each whole, and nothing else', async () => {
    const { page } = office
    const counts = await page
      .locator('.sheet-a4')
      .evaluateAll((sheets) => sheets.map((sheet) => sheet.querySelectorAll('.code-slip').length))
    expect(counts).toEqual([24, 6])
    expect(await pagesOf(page)).toBe(2)

    await page.emulateMedia({ media: 'print' })
    const cut = await page.locator('.code-slip').evaluateAll((slips) =>
      slips
        .filter(({ scrollHeight, clientHeight, scrollWidth, clientWidth }) => {
          return scrollHeight > clientHeight + 1 || scrollWidth > clientWidth + 1
        })
        .map(({ textContent }) => textContent),
    )
    expect(cut).toEqual([])
    expect(await page.getByRole('button', { name: /^In / }).isVisible()).toBe(false)
    await page.emulateMedia({ media: null })
  })

  it('has a picture that a camera reads, with the code behind the #', async () => {
    await office.page.emulateMedia({ media: 'print' })
    link = await readPicture(office.page, '.code-slip .qr')
    await office.page.emulateMedia({ media: null })
    expect(link).toMatch(new RegExp(`^${origin}/activate#[0-9A-HJKMNP-TV-Z]{12}$`))
    const code = await office.page.locator('.code-slip .code').first().innerText()
    expect(link.split('#')[1]).toBe(code.replaceAll('-', ''))
  })

  it('is gone from the screen when the page is left', async () => {
    await office.page.reload()
    await office.page.getByText('Chưa có mã').first().waitFor()
    expect(await office.page.locator('.code-slip').count()).toBe(0)
  })
})

describe('the teacher, on a phone that never saw the notebook', () => {
  it('is greeted by name, and told what is wrong with a password', async () => {
    const { page } = teacher
    await page.goto(link)
    const name = await page.getByRole('heading', { name: /^Chào cô / }).innerText()
    expect(newcomers.map((one) => `Chào cô ${one.name}`)).toContain(name)
    await page.getByText(thcsSuoiHoa.name).waitFor()
    await page.locator('#new-password').fill('1234567890')
    await page.keyboard.press('Enter')
    await page.getByText('Mật khẩu này nhiều người dùng').waitFor()
    await picture(page, 'activate-360')
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
    expect(overflow).toBeLessThanOrEqual(0)
  })

  it('keeps the code while the line is away', async () => {
    const { page } = teacher
    await page.locator('#new-password').fill(password)
    await served.line.cut()
    await page.getByRole('button', { name: 'Mở sổ của tôi' }).click()
    await page.getByText('Mã vẫn còn ở đây').waitFor()
    await served.line.mend()
  })

  it('opens the notebook with the new password', async () => {
    const { page } = teacher
    await page.getByRole('button', { name: 'Mở sổ của tôi' }).click()
    await page.waitForURL((url) => url.pathname === '/')
    await page.locator('main').waitFor()
    expect(page.url()).not.toContain('#')
    expect(unexpected(teacher.complaints)).toEqual([])
  })

  it('can’t use the code twice', async () => {
    const other = await aPerson({ viewport: phone })
    await other.page.goto(link)
    await other.page.getByText('Mã này đã dùng rồi.').waitFor()
    await picture(other.page, 'used-360')
    await other.page.getByRole('link', { name: 'Mở sổ bằng mật khẩu' }).click()
    await other.page.waitForURL('**/sign-in')
    await other.close()
  })

  it('is told of a slip of last year, typed by hand from the sign-in page', async () => {
    const other = await aPerson({ viewport: phone })
    const { page } = other
    await served.db
      .updateTable('activation')
      .set({ expiresAt: '2025-10-01T02:00:00.000Z' })
      .where('usedAt', 'is', null)
      .execute()
    await office.page.goto(`${origin}/office/codes?unit=${thcsSuoiHoa.id}`)
    await office.page.getByRole('button', { name: 'Tạo 29 mã' }).click()
    await office.page.locator('.code-slip').first().waitFor()
    const code = await office.page.locator('.code-slip .code').first().innerText()
    await served.db
      .updateTable('activation')
      .set({ expiresAt: '2025-10-01T02:00:00.000Z' })
      .where('usedAt', 'is', null)
      .execute()

    await page.goto(origin)
    await page.getByRole('link', { name: 'Có mã mở sổ?' }).click()
    await page.getByLabel('Mã mở sổ').fill(code.toLowerCase().replaceAll('-', ' '))
    await page.keyboard.press('Enter')
    await page.getByText('Mã này đã hết hạn từ 01/10/2025.').waitFor()
    await picture(page, 'expired-360')
    await other.close()
  })
})

describe('the devices', () => {
  it('are listed to their owner, and the password is changed there', async () => {
    const { page } = teacher
    await page.goto(`${origin}/account/devices`)
    await page.getByText('Máy này').waitFor()
    await page.getByLabel('Mật khẩu đang dùng', { exact: true }).fill(password)
    await page.getByLabel('Mật khẩu mới', { exact: true }).fill('con đường làng em')
    await picture(page, 'devices-360')
    await page.getByRole('button', { name: 'Đổi mật khẩu' }).click()
    await page.getByText('Đã đổi mật khẩu.').waitFor()
  })
})

describe('a code for one', () => {
  it('is shown large, for a phone held before the screen', async () => {
    const { page } = office
    await page.goto(`${origin}/office/codes?person=${newcomers[0]?.id ?? ''}`)
    await page.getByRole('button', { name: 'Tạo mã' }).click()
    await page.getByText('Đã tạo 1 mã').waitFor()
    expect(await readPicture(page, '.code-slip .qr')).toContain(`${origin}/activate#`)
    await picture(page, 'one-1280')
  })
})
