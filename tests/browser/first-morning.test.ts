import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { readConfig } from '../../src/server/config.ts'
import { serve, type Serving } from '../../src/server/main.ts'
import { aPerson, laptop, phone, picture, type Person } from '../support/browser.ts'
import { logSession } from '../support/acts.ts'
import { aDatabase, type TestDatabase } from '../support/postgres.ts'

// From an empty database to a signed-in teacher's first record, by screens alone.
let database: TestDatabase
let dataDir: string
let serving: Serving
let administrator: Person
let teacher: Person
const lines: string[] = []

const password = 'buổi sáng đầu tiên'

beforeAll(async () => {
  database = await aDatabase()
  dataDir = mkdtempSync(join(tmpdir(), 'so-tay-so-'))
  const config = readConfig({
    DATABASE_URL: database.url,
    DATA_DIR: dataDir,
    PORT: '0',
    DEMO: '0',
    LOG_LEVEL: 'warn',
  })
  serving = await serve({ config, log: (line) => lines.push(line) })
  administrator = await aPerson({ viewport: laptop })
  teacher = await aPerson({ viewport: phone })
})

afterEach(async ({ task }) => {
  if (task.result?.state !== 'fail') return
  await picture(administrator.page, `${task.name}-administrator`)
  await picture(teacher.page, `${task.name}-teacher`)
})

afterAll(async () => {
  await administrator.close()
  await teacher.close()
  await serving.close()
  await database.drop()
  rmSync(dataDir, { recursive: true, force: true })
})

/** Where `GUIDE` names a folder, the pictures of docs/first-morning.md are taken anew. */
async function guide(page: Page, name: string): Promise<void> {
  const folder = process.env['GUIDE']
  if (folder) {
    mkdirSync(folder, { recursive: true })
    await page.screenshot({ path: join(folder, `${name}.png`) })
  }
  await picture(page, `first-morning-${name}`)
}

async function goTo(page: Page, path: string): Promise<void> {
  await page.goto(serving.url + path)
  await page.locator('main :is(h2, form, li, td)').first().waitFor()
}

async function pickUnit(page: Page, label: string, name: string): Promise<void> {
  await page.getByRole('combobox', { name: label }).fill(name)
  await page.getByRole('option', { name }).first().click()
}

async function addUnit(page: Page, unit: { name: string; code: string; level?: string }) {
  // Below a commune there is only one kind, and it is not asked for.
  if (!unit.level) await page.locator('.seg label', { hasText: 'Xã, phường' }).click()
  await page.getByLabel('Tên', { exact: true }).fill(unit.name)
  await page.getByLabel(/^Mã ngành/).fill(unit.code)
  if (unit.level) await page.getByRole('button', { name: unit.level, exact: true }).click()
}

async function addPerson(page: Page, person: { name: string; kind: string; role: string }) {
  await goTo(page, '/office/people/new')
  await page.getByLabel('Họ và tên').fill(person.name)
  await page.locator('.seg label', { hasText: person.kind }).click()
  await pickUnit(page, 'Đơn vị', 'THCS Suối Hoa')
  await page
    .locator('label.pick', { hasText: new RegExp(`^\\s*${person.role}`) })
    .first()
    .click()
  await page.getByRole('button', { name: 'Hôm nay' }).last().click()
}

describe('a department’s first morning', () => {
  it('begins with the one-time link that the server writes at its first start', async () => {
    const { page } = administrator
    const link = lines.find((line) => line.includes('/first-administrator#'))?.trim() ?? ''
    await page.goto(link)
    await guide(page, '01-link')
    await page.locator('[name=department]').fill('Sở Giáo dục và Đào tạo Lâm Viên')
    await page.locator('[name=name]').fill('Phạm Văn Nam')
    await page.locator('[name=username]').fill('quan.tri')
    await page.locator('[name=password]').fill(password)
    await page.getByRole('button').click()
    await page.waitForURL('**/office')
    await page.getByText('1. Đưa đơn vị vào').waitFor()
    await guide(page, '02-desk')
  })

  it('puts a commune and a school in', async () => {
    const { page } = administrator
    await goTo(page, '/office/units')
    await page.getByRole('link', { name: 'Thêm' }).first().click()
    await pickUnit(page, 'Cấp trên', 'Sở Giáo dục')
    await addUnit(page, { name: 'Xã Suối Hoa', code: 'X001' })
    await guide(page, '03-unit')
    await page.getByRole('button', { name: 'Thêm đơn vị' }).click()
    await page.waitForURL((url) => !url.pathname.endsWith('/new'))
    await page.getByRole('link', { name: 'Thêm bên dưới' }).click()
    await addUnit(page, { name: 'THCS Suối Hoa', code: 'T001', level: 'THCS' })
    await page.getByRole('button', { name: 'Thêm đơn vị' }).click()
    await page.waitForURL((url) => !url.pathname.endsWith('/new'))
    await page.getByText('THCS Suối Hoa').first().waitFor()
    await guide(page, '04-school')
  })

  it('puts people in', async () => {
    const { page } = administrator
    await addPerson(page, { name: 'Hoàng Thị Bình', kind: 'quản lý', role: 'Hiệu trưởng' })
    await page.getByRole('button', { name: 'Thêm người này' }).click()
    await page.waitForURL((url) => !url.pathname.endsWith('/new'))
    await addPerson(page, { name: 'Nguyễn Thị Hoa', kind: 'Giáo viên', role: 'Giáo viên' })
    await guide(page, '05-person')
    await page.getByRole('button', { name: 'Thêm người này' }).click()
    await page.waitForURL((url) => !url.pathname.endsWith('/new'))
    await goTo(page, '/office/people')
    await page.getByText('Nguyễn Thị Hoa').first().waitFor()
    await guide(page, '06-people')
  })

  it('founds the plan and opens the training ledger', async () => {
    const { page } = administrator
    await goTo(page, '/office/rounds')
    await guide(page, '07-plan')
    await page.getByRole('button', { name: 'Lập kế hoạch' }).click()
    await page.getByText('Chưa có đợt nào').waitFor()
    await page.locator('a[href="/office/rounds/new"]').first().click()
    await page.getByLabel('Tên đợt').fill('Sổ bồi dưỡng năng lực số')
    await page.getByRole('group', { name: 'Ngày mở' }).locator('input').fill('2026-06-01')
    await page.locator('label', { hasText: 'Mở lâu dài' }).click()
    if (!(await page.getByRole('button', { name: /Bỏ Sở Giáo dục/ }).count()))
      await pickUnit(page, 'Thêm đơn vị', 'Sở Giáo dục')
    await page.getByText('Thử trước').first().waitFor()
    await guide(page, '08-round')
    await page.getByRole('button', { name: 'Mở đợt', exact: true }).click()
    await page.waitForURL((url) => !url.pathname.endsWith('/new'))
    await goTo(page, '/office/rounds')
    await page.getByText('Đang mở').first().waitFor()
    await guide(page, '09-rounds')
  })

  it('prints the codes of the school', async () => {
    const { page } = administrator
    await goTo(page, '/office/codes')
    await page.getByRole('button', { name: /^Tạo \d+ mã$/ }).click()
    await page.locator('.code-slip').first().waitFor()
    expect(await page.locator('.code-slip').count()).toBe(2)
    await guide(page, '10-codes')
  })

  it('lets the teacher open the notebook with the code and log the first record', async () => {
    const slip = administrator.page.locator('.code-slip', { hasText: 'Nguyễn Thị Hoa' })
    const code = ((await slip.locator('.code').textContent()) ?? '').replaceAll('-', '')
    const { page } = teacher
    await page.goto(`${serving.url}/activate#${code}`)
    await page.getByText('Nguyễn Thị Hoa').waitFor()
    await guide(page, '11-activate')
    await page.locator('#new-password').fill(password)
    await page.getByRole('button', { name: /Mở sổ/ }).click()
    await page.waitForURL((url) => url.pathname === '/')
    await page.getByText('trên 120 tiết').first().waitFor()
    await guide(page, '12-home')
    await page.goto(`${serving.url}/training/new`)
    await logSession(page, {
      title: 'Ứng dụng AI trong soạn bài',
      periods: '4',
      programme: 'Chương trình bồi dưỡng 02',
    })
    await page.getByText('Đã gửi hết').first().waitFor()
    const rows = await database.db.selectFrom('submission').select(['title', 'standing']).execute()
    expect(rows).toEqual([{ title: 'Ứng dụng AI trong soạn bài', standing: 'received' }])
    await guide(page, '13-sent')
  })

  it('leaves every deed in the audit, and the chain whole', async () => {
    const { page } = administrator
    await goTo(page, '/office/audit')
    await page.getByText('Phạm Văn Nam').first().waitFor()
    await guide(page, '14-audit')
    const kinds = await database.db.selectFrom('audit').select('kind').distinct().execute()
    expect(kinds.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining([
        'unit.add',
        'person.add',
        'plan.found',
        'round.open',
        'account.invite',
        'submission.send',
      ]),
    )
  })
})
