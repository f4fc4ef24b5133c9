import { afterAll, expect, it } from 'vitest'
import { anOfficeWorld } from '../../support/office-world.ts'
import { anImportDesk, everything } from './an-import-desk.ts'

const world = await anOfficeWorld()
const { db, units } = world
const { uploaded, act } = anImportDesk(world)

afterAll(world.close)

const header = ['Họ và tên', 'Mã định danh', 'Số điện thoại', 'Đơn vị', 'Tên đăng nhập']
const { school, otherSchool, highSchool } = units

/** Three lists that meet in one new person and one who was there. */
const lists = [
  [
    ['Lê Văn An', '790001', '0912345678', school.name, ''],
    ['Người dùng teacher', '', '0900000001', school.name, 'teacher'],
  ],
  [
    ['Lê Văn An', '790001', '', otherSchool.name, ''],
    ['Phạm Thị Bé', '790002', '', otherSchool.name, ''],
  ],
  [
    ['Người dùng teacher', '', '0900000002', highSchool.name, 'teacher'],
    ['Phạm Thị Bé', '790002', '0987654321', highSchool.name, ''],
  ],
]

const orders = [
  [0, 1, 2],
  [0, 2, 1],
  [1, 0, 2],
  [1, 2, 0],
  [2, 0, 1],
  [2, 1, 0],
]

it.each(orders)('three imports are taken back in the order %d, %d, %d', async (...order) => {
  const before = await everything(db)
  const ids: string[] = []
  for (const list of lists) {
    const { id } = await uploaded([header, ...list])
    expect(await act(id, 'apply')).toBe('applied')
    ids.push(id)
  }
  const waiting = order.map((at) => ids[at] ?? '')
  for (let round = 0; waiting.length > 0 && round < lists.length; round += 1) {
    for (const id of [...waiting]) {
      const stood = await everything(db)
      const said = await act(id, 'undo')
      if (said === 'applied') waiting.splice(waiting.indexOf(id), 1)
      else {
        expect(said).toBe('import.undo-changed')
        expect(await everything(db)).toEqual(stood)
      }
    }
  }
  expect(waiting).toEqual([])
  expect(await everything(db)).toEqual(before)
})
