import type { Role, StaffKind } from '../people/person.ts'
import type { Level, UnitKind } from '../people/unit.ts'
import { fold } from '../text.ts'

/*
 * The words of rosters. The first of each list is the one that an export writes.
 */

type Words<T extends string> = Readonly<Record<T, readonly string[]>>

const staffKinds: Words<StaffKind> = {
  teacher: ['Giáo viên', 'gv', 'nha giao', 'giao vien hop dong', 'gvcn', 'giang vien', 'teacher'],
  manager: ['Quản lý', 'can bo quan ly', 'cbql', 'cb quan ly', 'manager'],
  employee: ['Nhân viên', 'nv', 'vien chuc', 'nguoi lao dong', 'employee'],
  official: ['Công chức', 'cc', 'chuyen vien', 'official'],
}

const roles: Words<Role> = {
  staff: [
    'Nhân sự',
    'giao vien',
    'nhan vien',
    'gv',
    'nv',
    'giao vien chu nhiem',
    'khong',
    'can bo',
    'cong chuc',
    'staff',
  ],
  'group-head': ['Tổ trưởng', 'to truong chuyen mon', 'ttcm', 'to truong to chuyen mon'],
  deputy: [
    'Phó hiệu trưởng',
    'pho giam doc trung tam',
    'p hieu truong',
    'pht',
    'hieu pho',
    'deputy',
  ],
  principal: ['Hiệu trưởng', 'giam doc trung tam', 'ht', 'quyen hieu truong', 'principal'],
  officer: [
    'Cán bộ phụ trách',
    'can bo xa',
    'can bo phuong',
    'chuyen vien xa',
    'phong van hoa - xa hoi',
    'cong chuc van hoa - xa hoi',
  ],
  reviewer: ['Chuyên viên Sở', 'chuyen vien', 'nguoi xac nhan', 'can bo so'],
  leader: [
    'Lãnh đạo',
    'lanh dao so',
    'giam doc',
    'pho giam doc',
    'giam doc so',
    'pho giam doc so',
    'leader',
  ],
  administrator: ['Quản trị', 'quan tri vien', 'quan tri he thong', 'admin', 'administrator'],
  auditor: ['Thanh tra', 'kiem toan', 'thanh tra so', 'nguoi kiem tra', 'auditor'],
}

const kinds: Words<UnitKind> = {
  ministry: ['Bộ'],
  department: ['Sở', 'so giao duc va dao tao', 'so gd&dt', 'so gddt'],
  commune: [
    'Xã, phường',
    'xa',
    'phuong',
    'xa/phuong',
    'xa phuong',
    'dac khu',
    'ubnd xa',
    'ubnd phuong',
    'commune',
  ],
  school: ['Trường', 'truong hoc', 'co so giao duc', 'trung tam', 'school'],
  site: ['Điểm trường', 'diem le', 'diem truong le', 'phan hieu', 'site'],
}

const levelWords: Words<Level> = {
  'mam-non': ['Mầm non', 'mn', 'mau giao', 'nha tre', 'mg'],
  'tieu-hoc': ['Tiểu học', 'th', 'cap 1', 'cap i'],
  thcs: ['THCS', 'trung hoc co so', 'cap 2', 'cap ii'],
  thpt: ['THPT', 'trung hoc pho thong', 'cap 3', 'cap iii'],
  gdtx: ['GDTX', 'giao duc thuong xuyen', 'gdnn-gdtx', 'gdnn - gdtx'],
}

export const readStaffKind = reader(staffKinds)
export const readRole = reader(roles)
export const readUnitKind = reader(kinds)
const readLevel = reader(levelWords)

export const wordOfStaffKind = (kind: StaffKind): string => staffKinds[kind][0] ?? kind
export const wordOfRole = (role: Role): string => roles[role][0] ?? role
export const wordOfUnitKind = (kind: UnitKind): string => kinds[kind][0] ?? kind
export const wordsOfLevels = (levels: readonly Level[]): string =>
  levels.map((level) => levelWords[level][0]).join(', ')

/** The levels that a cell names: 'TH, THCS', 'TH&THCS', 'Tiểu học và THCS', 'Liên cấp TH-THCS-THPT'. */
export function readLevels(text: string): readonly Level[] | undefined {
  const whole = readLevel(text)
  if (whole) return [whole]
  const parts = fold(text)
    .replace(/^(?:truong|lien cap|pho thong)\s+/, '')
    .split(/\s*(?:[,;&+/]|\s-\s|-|\s+va\s+)\s*/)
    .filter(Boolean)
    .map((part) => readLevel(part))
  return parts.length > 0 && parts.every((level) => level !== undefined) ? parts : undefined
}

function reader<T extends string>(words: Words<T>): (text: string) => T | undefined {
  const table = new Map<string, T>()
  for (const [value, said] of Object.entries(words) as [T, readonly string[]][]) {
    for (const word of said) if (!table.has(fold(word))) table.set(fold(word), value)
  }
  return (text) => table.get(fold(text).replace(/[.:]/g, ''))
}
