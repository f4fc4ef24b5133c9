import { afterEach, describe, expect, it } from 'vitest'
import {
  addDays,
  dayOf,
  daysOf,
  endOf,
  isDay,
  isOpenYear,
  nameOfYear,
  schoolYearOf,
} from '../../src/domain/day.ts'

const home = process.env['TZ']

afterEach(() => {
  if (home === undefined) delete process.env['TZ']
  else process.env['TZ'] = home
})

describe.each(['Asia/Ho_Chi_Minh', 'UTC', 'America/Los_Angeles', 'Pacific/Kiritimati'])(
  'days in Viet Nam on a machine in %s',
  (zone) => {
    it.each([
      ['2026-11-20T16:59:59.999Z', '2026-11-20'],
      ['2026-11-20T17:00:00.000Z', '2026-11-21'],
      ['2026-12-31T16:59:59Z', '2026-12-31'],
      ['2026-12-31T17:00:00Z', '2027-01-01'],
      ['2028-02-28T17:00:00Z', '2028-02-29'],
      ['2027-05-31T16:59:59Z', '2027-05-31'],
      ['2027-05-31T17:00:00Z', '2027-06-01'],
    ])('%s falls on %s', (instant, day) => {
      process.env['TZ'] = zone
      expect(dayOf(instant)).toBe(day)
    })

    it('lets a deadline include its whole day', () => {
      process.env['TZ'] = zone
      expect(endOf('2027-05-31')).toBe('2027-05-31T17:00:00.000Z')
      expect(dayOf(endOf('2027-05-31'))).toBe('2027-06-01')
    })

    it('counts days over the ends of months, years and February', () => {
      process.env['TZ'] = zone
      expect(addDays('2028-02-28', 1)).toBe('2028-02-29')
      expect(addDays('2027-02-28', 1)).toBe('2027-03-01')
      expect(addDays('2026-12-31', 1)).toBe('2027-01-01')
      expect(addDays('2027-06-01', -1)).toBe('2027-05-31')
    })
  },
)

describe('isDay', () => {
  it.each(['2026-11-21', '2028-02-29', '2026-12-31'])('takes %s', (text) => {
    expect(isDay(text)).toBe(true)
  })

  it.each([
    '2026-02-29',
    '2026-13-01',
    '2026-00-10',
    '2026-1-1',
    '0000-01-01',
    '21/11/2026',
    '',
    20261121,
    null,
  ])('refuses %s', (text) => {
    expect(isDay(text)).toBe(false)
  })
})

describe('school years', () => {
  it.each([
    ['2026-05-31', 2025],
    ['2026-06-01', 2026],
    ['2026-12-31', 2026],
    ['2027-01-01', 2026],
    ['2028-02-29', 2027],
    ['2027-05-31', 2026],
  ])('%s belongs to the year that began in %i', (day, year) => {
    expect(schoolYearOf(day)).toBe(year)
  })

  it('has a first and a last day', () => {
    expect(daysOf(2026)).toEqual({ first: '2026-06-01', last: '2027-05-31' })
    expect(nameOfYear(2026)).toBe('2026–2027')
  })

  it('follows dated rules: a department may begin its year on another day from some year on', () => {
    const rules = [
      { fromYear: 0, startsOn: '06-01', status: 'inferred' },
      { fromYear: 2027, startsOn: '08-15', status: 'one-source' },
    ] as const
    expect(schoolYearOf('2026-07-01', rules)).toBe(2026)
    expect(schoolYearOf('2027-07-01', rules)).toBe(2026)
    expect(schoolYearOf('2027-08-15', rules)).toBe(2027)
    expect(daysOf(2026, rules)).toEqual({ first: '2026-06-01', last: '2027-08-14' })
  })

  it.each([
    [2026, true],
    [2025, true],
    [2024, true],
    [2023, false],
    [2027, false],
  ])('on 21/11/2026 records of the year %i are taken: %s', (year, open) => {
    expect(isOpenYear(year, '2026-11-21')).toBe(open)
  })
})
