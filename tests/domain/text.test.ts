import { describe, expect, it } from 'vitest'
import { compareNames, fold, givenName, matches, tidy } from '../../src/domain/text.ts'

describe('fold', () => {
  it.each([
    ['Nguyễn', 'nguyen'],
    ['ĐẶNG Đình Đức', 'dang dinh duc'],
    ['Ễ Ậ ư ơ', 'e a u o'],
    ['Nguyễn'.normalize('NFD'), 'nguyen'],
    ['  Chuyển   đổi\tsố ', 'chuyen doi so'],
    ['GDTX 2', 'gdtx 2'],
  ])('%s becomes %s', (text, folded) => {
    expect(fold(text)).toBe(folded)
  })
})

describe('matches', () => {
  it.each([
    ['An toàn thông tin cho giáo viên', 'an toan thong', true],
    ['An toàn thông tin cho giáo viên', 'tin giao', true],
    ['An toàn thông tin', 'ĐỘI', false],
    ['Nguyễn Thị Hoa', 'nguyen', true],
    ['Nguyễn Thị Hoa', '', true],
  ])('%s for %s: %s', (text, search, found) => {
    expect(matches(text, search)).toBe(found)
  })
})

describe('names', () => {
  it('takes the last word as the name people are called by', () => {
    expect(givenName('Nguyễn Thị Hoa')).toBe('Hoa')
    expect(givenName(' Lò Văn  Thành ')).toBe('Thành')
    expect(givenName('')).toBe('')
  })

  it('sorts by given name, with Vietnamese letters in their order', () => {
    const names = ['Vũ Thị Lan', 'Trần Đức', 'Lê Ánh', 'Bùi Dung', 'Phạm Ân', 'Ngô Ăn', 'An Lan']
    expect([...names].sort(compareNames)).toEqual([
      'Lê Ánh',
      'Ngô Ăn',
      'Phạm Ân',
      'Bùi Dung',
      'Trần Đức',
      'An Lan',
      'Vũ Thị Lan',
    ])
  })
})

it('stores text composed and without blanks around it', () => {
  expect(tidy(` ${'Hoà'.normalize('NFD')} `)).toBe('Hoà'.normalize('NFC'))
})
