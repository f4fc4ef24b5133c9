import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import writeXlsx from 'write-excel-file/node'
import { aZip } from '../support/a-zip.ts'
import { enter } from '../support/acts.ts'
import { aPerson, phone, picture, unexpected, type Person } from '../support/browser.ts'
import { aServedDemo, type Served } from '../support/served.ts'

// A school's list as it comes by mail: chosen, matched, looked at, written and taken back, on a phone.
let served: Served
let administrator: Person
let page: Page

beforeAll(async () => {
  served = await aServedDemo()
  administrator = await aPerson({ viewport: phone })
  ;({ page } = administrator)
  await enter(page, served.line.origin, 'qt.an')
})

afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await picture(page, task.name)
})

afterAll(async () => {
  await administrator.close()
  await served.close()
})

const xlsx = (rows: readonly (readonly string[])[]) =>
  writeXlsx(rows.map((row) => row.map((value) => ({ value, type: String })))).toBuffer()

async function choose(name: string, buffer: Buffer): Promise<void> {
  await page.goto(`${served.line.origin}/office/import`)
  await page.locator('input[type=file]').setInputFiles({
    ...{ name, buffer },
    mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  })
}

/** Nothing stands beside a phone's screen. */
async function fits(): Promise<void> {
  const width = await page.evaluate(() => document.documentElement.scrollWidth)
  expect(width).toBeLessThanOrEqual(phone.width)
}

const said = async (text: string | RegExp) => page.locator('main').getByText(text).first().waitFor()
const press = (name: string | RegExp) => page.getByRole('button', { name }).first().click()
const codes = () =>
  served.db
    .selectFrom('person')
    .select(['name', 'code', 'phone'])
    .where('code', 'like', '0799%')
    .orderBy('code')
    .execute()

describe('a list of people', () => {
  it('asks which column is the school', async () => {
    const hoa = await served.db
      .selectFrom('account')
      .innerJoin('person', 'person.id', 'account.personId')
      .select('name')
      .where('username', '=', 'gv.hoa')
      .executeTakeFirstOrThrow()
    await choose(
      'giaovien-thang11.xlsx',
      await xlsx([
        ['STT', 'Họ tên', 'Mã định danh', 'Ngày sinh', 'SĐT', 'Nơi dạy', 'Tài khoản'],
        ['1', 'Lê Văn Ánh', '079900000001', '16/11/1988', '0912 345 678', 'THCS Suối Hoa', ''],
        ['2', hoa.name, '', '', '0987654321', 'THCS Suối Hoa', 'gv.hoa'],
        ['3', 'Vũ Thị Mây', '079900000002', '31/02/1990', '', 'THCS Suối Hoa', ''],
        ['4', 'Đỗ Văn Sơn', '079900000003', '', '', 'THCS Suối Hoá Á', ''],
        ['5', 'Lê Văn Ánh', '079900000001', '', '0911222333', 'THCS Suối Hoa', ''],
      ]),
    )
    await said(/Còn thiếu cột/)
    await fits()
    await picture(page, 'import-match')
    await page.getByLabel(/^Nơi dạy/).selectOption({ label: 'Đơn vị' })
  })

  it('keeps what was chosen when the page is closed before it is sent', async () => {
    await page.waitForTimeout(500)
    await page.reload()
    const column = page.getByLabel(/^Nơi dạy/)
    await expect.poll(() => column.inputValue()).toBe('unitName')
    await press('Xem trước với các cột này')
  })

  it('shows what is new, changed and wrong, and folds a double row', async () => {
    await said('giaovien-thang11.xlsx')
    await said('Chưa hiểu ngày này. Viết như 16/11/1988.')
    await fits()
    await picture(page, 'import-preview')
    await press('Gộp lại')
    await expect.poll(() => page.getByRole('button', { name: 'Gộp lại' }).count()).toBe(0)
    await page.locator('main .chips, main [role=group], main fieldset').first().waitFor()
    await press(/^Thay đổi/)
    await said('0987654321')
    await picture(page, 'import-changed')
    expect(await codes()).toEqual([])
  })

  it('writes the right rows', async () => {
    await press(/^Nhập \d+ dòng đúng/)
    await said(/^Đã nhập lúc/)
    await fits()
    await picture(page, 'import-applied')
    expect((await codes())[0]).toEqual({
      ...{ name: 'Lê Văn Ánh', code: '079900000001', phone: '0911222333' },
    })
  })

  it('takes them back', async () => {
    await press('Hoàn tác')
    await page.getByRole('alertdialog').getByRole('button', { name: 'Hoàn tác' }).click()
    await said(/^Đã hoàn tác/)
    await picture(page, 'import-undone')
    expect(await codes()).toEqual([])
  })
})

it('a file of LibreOffice shows what it would come to', async () => {
  const file = new URL('../files/libreoffice.xlsx', import.meta.url)
  await choose('danh-sach.xlsx', readFileSync(file))
  await said('danh-sach.xlsx')
  await said('Lê Văn An')
  await fits()
})

it('a bomb is refused with its sentence, and the next file is read', async () => {
  const bomb = aZip({ 'xl/workbook.xml': Buffer.alloc(400 * 1024 * 1024) })
  await choose('qua.xlsx', bomb)
  await said(/Tệp nén chứa quá nhiều dữ liệu bên trong/)
  await fits()
  await picture(page, 'import-bomb')
  await choose(
    'don-vi.xlsx',
    await xlsx([
      ['Họ tên', 'Trường'],
      ['Lê Văn Ánh', 'THCS Suối Hoa'],
    ]),
  )
  await said('Lê Văn Ánh')
  expect(unexpected(administrator.complaints)).toEqual([])
})
