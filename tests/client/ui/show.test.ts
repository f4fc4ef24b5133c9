import { describe, expect, it } from 'vitest'
import { markMatch } from '../../../src/client/ui/fields/mark-match.ts'
import {
  readNumber,
  showDay,
  showInstant,
  showLongDay,
  showNumber,
  showPeriods,
  showTime,
  showWeekday,
} from '../../../src/client/ui/show.ts'

describe('what the screen shows', () => {
  it('days as they are written here', () => {
    expect(showDay('2026-11-16')).toBe('16/11/2026')
    expect(showWeekday('2026-11-14')).toBe('Thứ Bảy 14/11')
    expect(showWeekday('2026-11-14', 'en')).toBe('Saturday 14/11')
    expect(showLongDay('2026-11-16')).toMatch(/^Thứ Hai, 16 tháng 11$/)
  })

  it('instants by the clock of Viet Nam', () => {
    expect(showInstant('2026-12-31T17:30:00Z')).toBe('01/01/2027 00:30')
    expect(showTime('2026-11-16T10:03:59Z')).toBe('17:03')
  })

  it('numbers with a comma for decimals and a dot for thousands', () => {
    expect(showNumber(1600)).toBe('1.600')
    expect(showPeriods(4.5)).toBe('4,5 tiết')
    expect(showPeriods(1, 'en')).toBe('1 period')
  })

  it.each([
    ['4,5', 4.5],
    ['4.', 4],
    [',5', 0.5],
    [' 12 ', 12],
    ['', undefined],
    ['4 tiết', undefined],
    ['-1', undefined],
    ['1.600,5', undefined],
  ])('reads %j as %j', (text, number) => {
    expect(readNumber(text)).toBe(number)
  })

  it('finds a search in a text, marks aside', () => {
    expect(markMatch('Về An toàn thông tin', 'an toan')).toEqual(['Về ', 'An toàn', ' thông tin'])
    expect(markMatch('Đổi mới', 'doi')).toEqual(['', 'Đổi', ' mới'])
    expect(markMatch('Đổi mới', 'x')).toEqual(['Đổi mới', '', ''])
  })
})
