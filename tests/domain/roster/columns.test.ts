import { describe, expect, it } from 'vitest'
import { findHeader, isMatching, matchColumns, missingIn } from '#domain/roster/columns.ts'
import type { RosterField, RosterOf } from '#domain/roster/titles.ts'

describe('the title of a column', () => {
  it.each<[RosterOf, string, RosterField | null]>([
    ['people', 'Họ và tên', 'name'],
    ['people', 'HỌ VÀ TÊN *', 'name'],
    ['people', 'Ho ten', 'name'],
    ['people', 'Họ và tên'.normalize('NFD'), 'name'],
    ['people', 'Mã định danh Bộ GDĐT', 'code'],
    ['people', 'Ngày, tháng, năm sinh', 'bornOn'],
    ['people', 'Ngày sinh (dd/mm/yyyy)', 'bornOn'],
    ['people', 'SĐT', 'phone'],
    ['people', 'Chức vụ:', 'role'],
    ['people', 'Mã trường', 'unitCode'],
    ['people', 'Đơn vị công tác', 'unitName'],
    ['people', 'Tên đăng nhập', 'username'],
    ['people', 'STT', null],
    ['people', '', null],
    ['units', 'Tên trường', 'name'],
    ['units', 'Cấp học', 'levels'],
    ['units', 'Xã/Phường', 'parentName'],
    ['units', 'Đơn vị quản lý', 'parentName'],
    ['units', 'Mã đơn vị quản lý', 'parentCode'],
    ['units', 'Ngày sinh', null],
  ])('of %s, "%s", names %s', (what, title, field) => {
    expect(matchColumns(what, [title])).toEqual([field])
  })

  it('counts once: of two columns for one field the first is taken', () => {
    expect(matchColumns('people', ['Họ tên', 'Họ và tên', 'Trường'])).toEqual([
      'name',
      null,
      'unitName',
    ])
  })
})

it('the titles stand below a heading, and beside columns nobody knows', () => {
  const rows = [
    ['SỞ GIÁO DỤC VÀ ĐÀO TẠO'],
    ['DANH SÁCH GIÁO VIÊN'],
    ['STT', 'Họ và tên', 'Trường', 'Ghi chú'],
    ['1', 'Lê Văn An', 'THCS Suối Hoa', ''],
  ]
  expect(findHeader('people', rows)).toEqual({ at: 2, known: 2 })
  expect(findHeader('people', [['Lê Văn An', '0912']])).toEqual({ at: -1, known: 0 })
})

it('says which columns a list cannot do without', () => {
  expect(missingIn('people', ['name', null])).toEqual(['unitName'])
  expect(missingIn('people', ['unitName'])).toEqual(['name'])
  expect(missingIn('people', ['name', 'unitName'])).toEqual([])
  expect(missingIn('units', [null])).toEqual(['name'])
})

it('a matching names fields of its list, each once', () => {
  expect(isMatching('people', ['name', null, 'unitName'])).toBe(true)
  expect(isMatching('people', ['name', 'name'])).toBe(false)
  expect(isMatching('people', ['levels'])).toBe(false)
})
