import { afterAll, describe, expect, it } from 'vitest'
import { anOfficeWorld } from '../../support/office-world.ts'
import { anImportDesk, everything, write } from './an-import-desk.ts'

const world = await anOfficeWorld()
const { ask, db, send, answer, units } = world
const { put, page, uploaded, rows } = anImportDesk(world)

afterAll(world.close)

const header = ['Họ và tên', 'Mã định danh', 'Ngày sinh', 'Số điện thoại', 'Chức vụ', 'Đơn vị']

describe('a roster of people', () => {
  it('says row by row what it would come to, writes it, and takes it back', async () => {
    const before = await everything(db)
    const one = await uploaded([
      header,
      ['Lê Văn An', '790001', '16/11/1988', '0912 345 678', 'Giáo viên', units.school.name],
      ['Người dùng teacher', '790002', '', '', '', units.school.name],
      ['Trần Thị Bé', '790003', '31/02/1988', '', '', units.school.name],
      ['Trần Thị Cúc', '790004', '', '', 'Cán bộ xã', units.school.name],
      ['Lê Văn An', '790001', '', '', '', units.school.name],
    ])
    expect(one.counts).toEqual({ new: 1, changed: 1, same: 0, gone: 4, wrong: 3 })
    expect((await rows(one.id, 'wrong')).map(({ problems }) => problems[0]?.code)).toEqual([
      'roster.day-unknown',
      'roster.role-misplaced',
      'roster.twice',
    ])
    expect(await everything(db)).toEqual(before)

    expect(await send('administrator', write(one, 'import.apply'))).toMatchObject({
      result: 'applied',
    })
    const made = await db
      .selectFrom('person')
      .selectAll()
      .where('code', '=', '790001')
      .executeTakeFirstOrThrow()
    expect(made).toMatchObject({
      name: 'Lê Văn An',
      bornOn: '1988-11-16',
      phone: '0912345678',
      staffKind: 'teacher',
    })
    const account = await db
      .selectFrom('account')
      .selectAll()
      .where('personId', '=', made.id)
      .executeTakeFirstOrThrow()
    expect(account).toMatchObject({ username: 'an.lv', passwordHash: null })

    expect(await answer('administrator', write(await page(one.id), 'import.apply'))).toBe(
      'import.applied',
    )
    expect(await answer('administrator', write(await page(one.id), 'import.undo'))).toBe('applied')
    expect(await everything(db)).toEqual(before)
  })
})

describe('a list of units', () => {
  const titles = ['Tên đơn vị', 'Mã đơn vị', 'Loại', 'Cấp học', 'Đơn vị quản lý']

  it('places new units below each other, refuses loops, and is taken back', async () => {
    const before = await everything(db)
    const one = await uploaded(
      [
        titles,
        ['THCS Suối Mơ', '0777', 'Trường', 'THCS', 'Xã Mới'],
        ['Xã Mới', '0700', 'Xã', '', ''],
        ['Xã Vòng', '0701', 'Xã', '', 'Xã Vòng'],
      ],
      'units',
    )
    expect(one.counts).toMatchObject({ new: 2, wrong: 1 })
    expect(await answer('administrator', write(one, 'import.apply'))).toBe('applied')
    const school = await db
      .selectFrom('unit')
      .innerJoin('unit as above', 'above.id', 'unit.parentId')
      .select('above.code')
      .where('unit.code', '=', '0777')
      .executeTakeFirstOrThrow()
    expect(school.code).toBe('0700')
    expect(await answer('administrator', write(await page(one.id), 'import.undo'))).toBe('applied')
    expect(await everything(db)).toEqual(before)
  })
})

it('what was changed since an import bars taking it back, and nothing is lost', async () => {
  const one = await uploaded([header, ['Vũ Thị Mai', '790010', '', '', '', units.school.name]])
  expect(await answer('administrator', write(one, 'import.apply'))).toBe('applied')
  await db.updateTable('person').set({ phone: '0911111111' }).where('code', '=', '790010').execute()
  expect(await answer('administrator', write(await page(one.id), 'import.undo'))).toBe(
    'import.undo-changed',
  )
})

it('nobody else may apply it, or learns that it is there', async () => {
  const one = await uploaded([header, ['Vũ Thị Na', '790011', '', '', '', units.school.name]])
  expect(await answer('principal', write(one, 'import.apply'))).toBe('import.not-found')
  expect(await answer('outsider', write(one, 'import.undo'))).toBe('import.not-found')
})

it('what is written out reads in again as the same', async () => {
  const reply = await ask('administrator', { url: '/api/exports/people/xlsx' })
  const { id } = (await put(reply.rawPayload)).json<{ id: string }>()
  expect((await page(id)).counts).toMatchObject({ new: 0, changed: 0, gone: 0, wrong: 0 })
})
