import type { Answers } from '#domain/instrument/instrument.ts'

/** The answers of a training record: two online periods on one day in October 2026. */
export function aTraining(given: Answers = {}): Answers {
  return {
    ten: 'An toàn thông tin cho giáo viên',
    tuNgay: '2026-10-12',
    denNgay: '2026-10-12',
    tietTrucTuyen: 2,
    chuongTrinh: 'ct1',
    hinhThuc: 'qua-mang',
    donVi: 'Sở Giáo dục và Đào tạo',
    ...given,
  }
}
