import { describe, expect, it } from 'vitest'
import { catalogue } from '../../src/domain/instrument/catalogue/catalogue.ts'
import { checkAnswers, completed } from '../../src/domain/instrument/answers.ts'
import type { Answers, Instrument } from '../../src/domain/instrument/instrument.ts'

const instrument = catalogue[0] as Instrument
const today = '2026-11-21'

const good: Answers = {
  ten: 'An toàn thông tin cho giáo viên',
  tuNgay: '2026-11-14',
  denNgay: '2026-11-14',
  tiet: 4,
  chuongTrinh: 'ct1',
  hinhThuc: 'qua-mang',
  donVi: 'Sở Giáo dục và Đào tạo',
}

function faults(answers: Answers) {
  return checkAnswers(instrument, answers, today).map(({ item, code }) => `${item} ${code}`)
}

describe('a training record', () => {
  it('is sent when complete', () => {
    expect(faults(good)).toEqual([])
  })

  it.each<[string, Answers, string]>([
    ['no title', { ten: '' }, 'ten answer.required'],
    ['a title of blanks', { ten: '   \n ' }, 'ten answer.required'],
    ['a title of 10,000 characters', { ten: 'a'.repeat(10_000) }, 'ten answer.too-long'],
    ['0 periods', { tiet: 0 }, 'tiet answer.too-small'],
    ['500 periods', { tiet: 500 }, 'tiet answer.too-large'],
    ['a third of a period', { tiet: 1 / 3 + 1 }, 'tiet answer.too-precise'],
    ['periods as text', { tiet: '4' }, 'tiet answer.wrong-type'],
    ['periods without end', { tiet: Infinity }, 'tiet answer.wrong-type'],
    ['a last day in 2090', { denNgay: '2090-01-01' }, 'denNgay answer.day-in-future'],
    ['tomorrow', { denNgay: '2026-11-22' }, 'denNgay answer.day-in-future'],
    ['last before first', { denNgay: '2026-11-13' }, 'denNgay answer.last-before-first'],
    ['a day that does not exist', { tuNgay: '2026-02-29' }, 'tuNgay answer.not-a-day'],
    ['an unknown programme', { chuongTrinh: 'ct9' }, 'chuongTrinh answer.unknown-option'],
    ['a list for one choice', { hinhThuc: ['qua-mang'] }, 'hinhThuc answer.wrong-type'],
    ['an unknown topic', { chuDe: ['cds', 'x'] }, 'chuDe answer.unknown-option'],
    ['an item that is not there', { khac: 1 }, 'khac answer.unknown-item'],
    ['a mark over 10', { ketQua: 11 }, 'ketQua answer.too-large'],
  ])('with %s is kept back', (_, change, fault) => {
    expect(faults({ ...good, ...change })).toContain(fault)
  })

  it('belongs to the school year of its last day, and to this or the two years before', () => {
    expect(completed(instrument, good)['namHoc']).toBe(2026)
    const over = { ...good, tuNgay: '2026-05-30', denNgay: '2026-06-02' }
    expect(completed(instrument, over)['namHoc']).toBe(2026)
    expect(completed(instrument, { ...good, namHoc: 1999 })['namHoc']).toBe(2026)
    expect(faults({ ...good, tuNgay: '2024-06-01', denNgay: '2024-06-01' })).toEqual([])
    expect(faults({ ...good, tuNgay: '2024-05-31', denNgay: '2024-05-31' })).toEqual([
      'denNgay answer.year-not-open',
    ])
  })

  it('sums online and direct periods exactly', () => {
    const split = { ...good, tietTrucTuyen: 0.1, tietTrucTiep: 0.7 }
    expect(completed(instrument, split)['tiet']).toBe(0.8)
    expect(completed(instrument, { ...good, tietTrucTuyen: 3 })['tiet']).toBe(3)
    expect(faults({ ...good, tietTrucTuyen: 100, tietTrucTiep: 100 })).toEqual([
      'tiet answer.too-large',
    ])
  })

  it('is stored tidied: composed, without blanks, without empty answers', () => {
    const raw = { ...good, ten: ` ${'Bồi dưỡng'.normalize('NFD')} `, canCu: '  ', chuDe: [] }
    const stored = completed(instrument, raw)
    expect(stored['ten']).toBe('Bồi dưỡng'.normalize('NFC'))
    expect(stored).not.toHaveProperty('canCu')
    expect(stored).not.toHaveProperty('chuDe')
  })
})

describe('the catalogue', () => {
  it('says of every item and programme how sure it is', () => {
    for (const item of instrument.items) expect(item.status).toBeTruthy()
    for (const programme of instrument.quota?.programmes ?? [])
      expect(programme.status).toBeTruthy()
  })

  it('adds up: the programmes make the year', () => {
    const sum = instrument.quota?.programmes.reduce((total, { periods }) => total + periods, 0)
    expect(sum).toBe(instrument.quota?.total)
  })

  it('has ids once, options where one chooses, and sums of items that are there', () => {
    const ids = instrument.items.map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
    for (const item of instrument.items) {
      if (item.type.startsWith('choice')) expect(item.options?.length).toBeGreaterThan(1)
      for (const part of item.sumOf ?? []) expect(ids).toContain(part)
    }
  })
})
