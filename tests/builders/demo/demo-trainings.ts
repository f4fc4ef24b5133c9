import { addDays, type Day } from '#domain/day.ts'
import type { Answers } from '#domain/instrument/instrument.ts'
import { aTraining } from '../training.ts'
import type { Chance } from './chance.ts'

const courses = [
  { ten: 'An toàn thông tin cho giáo viên', chuongTrinh: 'ct1', chuDe: ['an-toan-thong-tin'] },
  { ten: 'Dạy học theo dự án với công cụ số', chuongTrinh: 'ct2', chuDe: ['cds'] },
  { ten: 'Thiết kế bài giảng tương tác', chuongTrinh: 'ct3', chuDe: ['cntt'] },
  { ten: 'Khai thác kho học liệu số dùng chung', chuongTrinh: 'ct3', chuDe: ['he-thong-nganh'] },
  { ten: 'Kiểm tra, đánh giá trên máy tính', chuongTrinh: 'ct1', chuDe: ['cds'] },
  { ten: 'Xây dựng câu hỏi trắc nghiệm theo ma trận', chuongTrinh: 'ct1', chuDe: ['khac'] },
  { ten: 'Giáo dục địa phương: tư liệu số', chuongTrinh: 'ct2', chuDe: ['cds'] },
  {
    ten: 'Trí tuệ nhân tạo trong lớp học: dùng đúng, dùng an toàn',
    chuongTrinh: 'ct3',
    chuDe: ['ai'],
  },
  {
    ten: 'Họp tổ: dùng bảng tính để theo dõi tiến bộ',
    chuongTrinh: 'ct3',
    chuDe: ['phan-tich-du-lieu'],
  },
  { ten: 'Học bạ số và ký số trong nhà trường', chuongTrinh: 'ct2', chuDe: ['he-thong-nganh'] },
  {
    ten: 'Năng lực số theo khung 2026, chuyên đề 1',
    chuongTrinh: 'nang-luc-so',
    chuDe: ['nang-luc-so'],
  },
]

const organisers = [
  'Sở Giáo dục và Đào tạo',
  'Trường Cao đẳng Sư phạm',
  'Tổ chuyên môn',
  'Phòng Văn hóa – Xã hội',
]
const formats = ['qua-mang', 'tap-trung', 'ban-tap-trung']

/** A training that ended on the day. */
export function aDemoTraining(chance: Chance, lastDay: Day): Answers {
  const hinhThuc = chance.pick(formats)
  return aTraining({
    ...chance.pick(courses),
    tuNgay: addDays(lastDay, -chance.between(0, 3)),
    denNgay: lastDay,
    hinhThuc,
    tietTrucTuyen: hinhThuc === 'tap-trung' ? 0 : chance.between(2, 16) / 2,
    tietTrucTiep: hinhThuc === 'qua-mang' ? 0 : chance.between(2, 16) / 2,
    donVi: chance.pick(organisers),
  })
}

/** What a return says: about the whole, about an item, or both. */
export const returnComments = [
  { comment: 'Cần ghi rõ tên mô đun theo giấy chứng nhận.', itemComments: [] },
  {
    comment: '',
    itemComments: [
      { item: 'tietTrucTuyen', comment: 'Giấy chứng nhận ghi ít tiết trực tuyến hơn.' },
    ],
  },
  {
    comment: 'Còn hai chỗ chưa khớp với giấy chứng nhận.',
    itemComments: [
      { item: 'denNgay', comment: 'Ngày cuối trên giấy sớm hơn một ngày.' },
      { item: 'donVi', comment: 'Ghi đủ tên đơn vị tổ chức.' },
    ],
  },
] as const
