import { describe, expect, it } from 'vitest'
import { readLevels, readRole, readStaffKind, readUnitKind } from '#domain/roster/words.ts'
import { nearest, plainName } from '#domain/roster/near.ts'

describe('words of rosters', () => {
  it.each([
    ['GV', 'teacher'],
    ['Giáo viên', 'teacher'],
    ['CBQL', 'manager'],
    ['nhan vien', 'employee'],
    ['Thợ mỏ', undefined],
  ])('kind of staff "%s" is %s', (said, kind) => expect(readStaffKind(said)).toBe(kind))

  it.each([
    ['Hiệu trưởng', 'principal'],
    ['P. Hiệu trưởng', 'deputy'],
    ['PHT', 'deputy'],
    ['Tổ trưởng chuyên môn', 'group-head'],
    ['Giáo viên', 'staff'],
    ['Bác sĩ', undefined],
  ])('role "%s" is %s', (said, role) => expect(readRole(said)).toBe(role))

  it.each([
    ['Xã', 'commune'],
    ['đặc khu', 'commune'],
    ['Điểm trường', 'site'],
    ['Trường', 'school'],
    ['Mầm non', undefined],
  ])('kind of unit "%s" is %s', (said, kind) => expect(readUnitKind(said)).toBe(kind))

  it.each<[string, string[] | undefined]>([
    ['TH&THCS', ['tieu-hoc', 'thcs']],
    ['Tiểu học và THCS', ['tieu-hoc', 'thcs']],
    ['Liên cấp TH-THCS-THPT', ['tieu-hoc', 'thcs', 'thpt']],
    ['GDNN - GDTX', ['gdtx']],
    ['mn', ['mam-non']],
    ['Đại học', undefined],
  ])('levels "%s" are %s', (said, levels) => expect(readLevels(said)).toEqual(levels))
})

describe('a name that almost fits', () => {
  const names = ['thcs suoi hoa', 'thcs suoi mo', 'mn hoa ban', 'th so 1', 'th so 2']

  it.each([
    ['THCS Suối Hoá', 'thcs suoi hoa'],
    ['Trường Trung học cơ sở Suối Hoaa', 'thcs suoi hoa'],
    ['MN Hoa Bàn', 'mn hoa ban'],
    ['THCS Suối Mơ Hồ', undefined],
    // One letter from both: nobody knows which is meant.
    ['TH số 3', undefined],
  ])('%s: %s', (said, name) => {
    const plain = plainName(said)
    expect(names.includes(plain) ? plain : nearest(plain, names)).toBe(name)
  })
})
