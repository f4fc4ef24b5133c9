import { fold } from '../text.ts'

/** What a file is a list of. */
export type RosterOf = 'people' | 'units'

export type PersonField =
  'name' | 'code' | 'bornOn' | 'phone' | 'staffKind' | 'role' | 'unitCode' | 'unitName' | 'username'

export type UnitField = 'name' | 'code' | 'kind' | 'levels' | 'parentCode' | 'parentName'

export type RosterField = PersonField | UnitField

export interface Column {
  readonly field: RosterField
  /** How an export and a template head it. */
  readonly title: string
  /** How else it is headed, folded: no marks, lower case. */
  readonly also: readonly string[]
}

const peopleColumns: readonly Column[] = [
  column(
    'name',
    'Họ và tên',
    'ho ten|ten|ten giao vien|ho ten giao vien|ho va ten khai sinh|can bo|full name|name',
  ),
  column(
    'code',
    'Mã định danh',
    'ma dinh danh ca nhan|ma dinh danh bo gddt|ma can bo|ma giao vien|ma nhan su|ma gv|ma cb|ma so|person code',
  ),
  column(
    'bornOn',
    'Ngày sinh',
    'ngay thang nam sinh|ngay, thang, nam sinh|nam sinh|sinh ngay|date of birth|birthday',
  ),
  column(
    'phone',
    'Số điện thoại',
    'dien thoai|dien thoai di dong|so dien thoai di dong|sdt|so dt|dtdd|di dong|phone|mobile',
  ),
  column(
    'staffKind',
    'Loại',
    'loai can bo|loai nhan su|loai hinh|doi tuong|vi tri viec lam|nhom|staff kind',
  ),
  column('role', 'Chức vụ', 'vai tro|chuc danh|nhiem vu|chuc vu hien tai|role|position'),
  column(
    'unitCode',
    'Mã đơn vị',
    'ma truong|ma don vi cong tac|ma truong hoc|ma co so|unit code|school code',
  ),
  column(
    'unitName',
    'Đơn vị',
    'truong|ten don vi|ten truong|don vi cong tac|noi cong tac|co so giao duc|unit|school',
  ),
  // Not to be chosen: it tells apart people of one name.
  column('username', 'Tên đăng nhập', 'ten dang nhap|tai khoan|username|account'),
]

const unitColumns: readonly Column[] = [
  column(
    'name',
    'Tên đơn vị',
    'ten truong|ten|don vi|truong|ten co so giao duc|co so giao duc|ten don vi day du|unit name|name',
  ),
  column(
    'code',
    'Mã đơn vị',
    'ma truong|ma|ma so|ma co so|ma dinh danh|ma truong hoc|unit code|code',
  ),
  column('kind', 'Loại', 'loai don vi|loai hinh|loai truong|loai|kind'),
  column('levels', 'Cấp học', 'cap|bac hoc|cac cap hoc|cap hoc giang day|levels|level'),
  column(
    'parentCode',
    'Mã đơn vị quản lý',
    'ma don vi cap tren|ma cap tren|ma xa|ma xa phuong|ma don vi chu quan|parent code',
  ),
  column(
    'parentName',
    'Đơn vị quản lý',
    'don vi cap tren|cap tren|truc thuoc|xa/phuong|xa phuong|xa, phuong|xa|phuong|don vi chu quan|parent',
  ),
]

export const columnsOf: Record<RosterOf, readonly Column[]> = {
  people: peopleColumns,
  units: unitColumns,
}

/** A title without marks, numbering, brackets, stars and what else stands around the words. */
export function plain(title: string): string {
  return fold(title.replace(/\([^)]*\)|\[[^\]]*\]/g, ' '))
    .replace(/[*:."'_-]+/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
}

function column(field: RosterField, title: string, also: string): Column {
  return { field, title, also: [plain(title), ...also.split('|')] }
}
