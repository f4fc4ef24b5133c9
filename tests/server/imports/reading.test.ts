import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { readFile } from '../../../src/server/imports/reading/read-file.ts'
import { Refusal } from '../../../src/server/http/refusal.ts'
import { aWorkbook, aZip, sheetData } from '../../support/a-zip.ts'

const titles = ['Họ và tên', 'Đơn vị']
const list = sheetData([titles, ['Lê Văn An', 'THCS Suối Hoa']])
const file = (name: string) => readFileSync(new URL(`../../files/${name}`, import.meta.url))

async function answer(bytes: Buffer): Promise<string> {
  try {
    const { rows } = await readFile(bytes, 'people')
    return `${rows.length} rows`
  } catch (problem) {
    if (problem instanceof Refusal) return problem.problem.code
    throw problem
  }
}

const bombed = aZip({ 'xl/workbook.xml': Buffer.alloc(400 * 1024 * 1024) })
const lying = aZip({ 'xl/workbook.xml': Buffer.alloc(40 * 1024 * 1024) }, { size: 10 })
const many = aZip(
  Object.fromEntries(Array.from({ length: 1200 }, (_, at) => [`xl/${at}.xml`, 'x'])),
)

describe('a file', () => {
  it.each<[string, Buffer, string]>([
    ['a plain list', aWorkbook([{ inside: list }]), '1 rows'],
    ['of LibreOffice', file('libreoffice.xlsx'), '2 rows'],
    ['an old .xls', file('libreoffice.xls'), 'import.old-excel'],
    ['an .ods', file('libreoffice.ods'), 'import.open-document'],
    [
      'with an empty second sheet',
      aWorkbook([{ inside: list }, { inside: '<sheetData/>' }]),
      '1 rows',
    ],
    ['with two lists', aWorkbook([{ inside: list }, { inside: list }]), 'import.several-sheets'],
    [
      'with a hidden sheet',
      aWorkbook([{ inside: list }, { inside: list, hidden: true }]),
      'import.hidden-sheets',
    ],
    [
      'with merged cells in the list',
      aWorkbook([{ inside: `${list}<mergeCells count="1"><mergeCell ref="A2:B2"/></mergeCells>` }]),
      'import.merged-cells',
    ],
    [
      'with a merged heading above the titles',
      aWorkbook([
        {
          inside: `${sheetData([['DANH SÁCH'], titles, ['Lê Văn An', 'THCS Suối Hoa']])}<mergeCells count="1"><mergeCell ref="A1:B1"/></mergeCells>`,
        },
      ]),
      '1 rows',
    ],
    [
      'with a formula for a name',
      aWorkbook([{ inside: sheetData([titles, ['=A9', 'THCS Suối Hoa']]) }]),
      'import.formulas',
    ],
    [
      'with a formula nobody reads',
      aWorkbook([
        {
          inside: sheetData([
            ['STT', ...titles],
            ['=A9', 'An', 'THCS'],
          ]),
        },
      ]),
      '1 rows',
    ],
    ['with titles alone', aWorkbook([{ inside: sheetData([titles]) }]), 'import.empty'],
    [
      'with ten columns nobody knows',
      aWorkbook([{ inside: sheetData([Array.from('abcdefghij', (a) => `Cột ${a}`), ['x']]) }]),
      'import.unknown-columns',
    ],
    [
      'without titles',
      aWorkbook([{ inside: sheetData([['Lê Văn An', '0912345678']]) }]),
      'import.no-header',
    ],
    ['a zip bomb', bombed, 'import.too-much-inside'],
    ['a bomb that says it is small', lying, 'import.not-a-table'],
    ['a thousand parts', many, 'import.too-much-inside'],
    ['a picture', Buffer.from('89504e470d0a1a0a00000000', 'hex'), 'import.unknown-encoding'],
    ['a broken zip', Buffer.from('PK and nothing more'), 'import.not-a-table'],
    ['nothing', Buffer.alloc(0), 'import.empty'],
    ['CSV with an open quote', Buffer.from('Họ và tên,Đơn vị\n"An,THCS\n'), 'import.broken-csv'],
    [
      'CSV with too many rows',
      Buffer.from(`Họ và tên,Đơn vị\n${'An,THCS\n'.repeat(60_002)}`),
      'import.too-many-rows',
    ],
  ])('%s', async (_, bytes, expected) => {
    expect(await answer(bytes)).toBe(expected)
  })

  it.each<[string, Buffer]>([
    ['UTF-8', Buffer.from('Họ và tên;Đơn vị\nLê Văn Ấn;Trường Đồi\n')],
    ['UTF-8 with its mark', Buffer.from('\ufeffHọ và tên\tĐơn vị\nLê Văn Ấn\tTrường Đồi\n')],
    ['decomposed UTF-8', Buffer.from('Họ và tên,Đơn vị\nLê Văn Ấn,Trường Đồi\n'.normalize('NFD'))],
    ['UTF-16', Buffer.from('\ufeffHọ và tên\tĐơn vị\nLê Văn Ấn\tTrường Đồi\n', 'utf16le')],
  ])('CSV in %s reads the same', async (_, bytes) => {
    const { header, rows } = await readFile(bytes, 'people')
    expect(header).toEqual(['Họ và tên', 'Đơn vị'])
    expect(rows).toEqual([{ no: 2, cells: ['Lê Văn Ấn', 'Trường Đồi'] }])
  })

  it('CSV in Windows-1258, which writes the marks of tone apart', async () => {
    // 'Họ' is H o and a dot below (F2); 'Đ' is D0, 'ơ' F5, 'ị' i and F2; 'Ấ' is Â (C2) and EC.
    const bytes = Buffer.from(
      '486ff22076e02074ea6e2cd0f56e207669f20a' + '4cea2056e36e20c2ec6e2cd0f4cc6920',
      'hex',
    )
    const { header, rows } = await readFile(bytes, 'people')
    expect(header).toEqual(['Họ và tên', 'Đơn vị'])
    expect(rows[0]?.cells).toEqual(['Lê Văn Ấn', 'Đồi'])
  })
})
