import type { Level, Unit } from '#domain/people/unit.ts'
import { aCommune, aMinistry, aSchool, aSo } from '../units.ts'

const ministry = aMinistry({ id: 'demo-bo' })

/** The department that doesn't exist; its name says so. */
export const so = aSo({
  id: 'demo-so',
  parentId: ministry.id,
  name: 'Sở Giáo dục và Đào tạo Hoa Ban (bản thử)',
})

const suoiHoa = commune('suoi-hoa', 'Xã Suối Hoa')
const hoaBan = commune('hoa-ban', 'Xã Hoa Ban')
const binhMinh = commune('binh-minh', 'Phường Bình Minh')

/** The school of the demo accounts. */
export const thcsSuoiHoa = school(suoiHoa, 'THCS Suối Hoa', ['thcs'])

/** Since 1/7/2025 communes manage mầm non to THCS, the Sở the rest. */
export const schools: readonly Unit[] = [
  school(suoiHoa, 'Mầm non Suối Hoa', ['mam-non']),
  school(suoiHoa, 'Tiểu học Suối Hoa', ['tieu-hoc']),
  thcsSuoiHoa,
  school(hoaBan, 'Mầm non Hoa Ban', ['mam-non']),
  school(hoaBan, 'Tiểu học Hoa Ban', ['tieu-hoc']),
  school(hoaBan, 'THCS Hoa Ban', ['thcs']),
  school(hoaBan, 'TH&THCS Bản Mới', ['tieu-hoc', 'thcs']),
  school(binhMinh, 'Mầm non Bình Minh', ['mam-non']),
  school(binhMinh, 'Tiểu học Bình Minh', ['tieu-hoc']),
  school(so, 'THPT Đồi Thông', ['thpt']),
  school(so, 'THPT Hướng Dương', ['thpt']),
  school(so, 'Trung tâm GDNN–GDTX Hoa Ban', ['gdtx']),
]

export const communes: readonly Unit[] = [suoiHoa, hoaBan, binhMinh]

/** Parents first. */
export const demoUnits: readonly Unit[] = [ministry, so, ...communes, ...schools]

function commune(id: string, name: string): Unit {
  return aCommune({ id: `demo-${id}`, parentId: so.id, name })
}

function school(parent: Unit, name: string, levels: readonly Level[]): Unit {
  const place = parent.id.replace('demo-', '')
  const number = String(name.length).padStart(2, '0')
  return aSchool({
    id: `demo-truong-${place}-${levels.join('-')}-${number}`,
    parentId: parent.id,
    name,
    levels,
  })
}
