import { expect, it } from 'vitest'
import { catalogue } from '../../src/domain/instrument/catalogue/catalogue.ts'
import type { Instrument } from '../../src/domain/instrument/instrument.ts'
import type { ShownStanding } from '../../src/domain/standing.ts'
import { periodsOf } from '../../src/domain/training.ts'

const instrument = catalogue[0] as Instrument

function record(standing: ShownStanding, chuongTrinh: string, tiet: number, namHoc = 2026) {
  return { standing, answers: { chuongTrinh, tiet, namHoc } }
}

it('counts accepted periods by programme, each up to its own, the excess apart', () => {
  const year = periodsOf(
    instrument,
    [
      record('accepted', 'ct1', 30),
      record('accepted', 'ct1', 16),
      record('published', 'ct2', 8),
      record('queued', 'ct2', 3),
      record('received', 'ct2', 1),
      record('draft', 'ct2', 9),
      record('returned', 'ct2', 9),
      record('withdrawn', 'ct2', 9),
      record('accepted', 'ct3', 24, 2025),
      record('accepted', 'khac', 5),
    ],
    2026,
  )
  expect(year).toMatchObject({ quota: 120, counted: 48, countedWaiting: 4, outside: 5 })
  expect(year.programmes).toMatchObject([
    { id: 'ct1', quota: 40, accepted: 46, counted: 40, excess: 6, waiting: 0 },
    { id: 'ct2', quota: 40, accepted: 8, counted: 8, waiting: 4, countedWaiting: 4 },
    { id: 'ct3', quota: 40, accepted: 0, counted: 0 },
  ])
})

it('never lets what waits count beyond the programme', () => {
  const [first] = periodsOf(
    instrument,
    [record('accepted', 'ct1', 39), record('queued', 'ct1', 4)],
    2026,
  ).programmes
  expect(first).toMatchObject({ counted: 39, waiting: 4, countedWaiting: 1 })
})

it('sums tenths exactly', () => {
  const records = Array.from({ length: 10 }, () => record('accepted', 'ct1', 0.1))
  expect(periodsOf(instrument, records, 2026).counted).toBe(1)
})
