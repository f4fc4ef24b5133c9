import { afterAll, expect, it } from 'vitest'
import { anOfficeWorld } from '../../support/office-world.ts'
import { aTeacher } from '../../builders/people.ts'
import { writePeople } from '../../builders/rows.ts'
import { anImportDesk } from './an-import-desk.ts'

const world = await anOfficeWorld()
const { ask, db, units } = world
const { put, page, uploaded, rows, act } = anImportDesk(world)

afterAll(world.close)

const header = ['Họ và tên', 'Mã định danh', 'Số điện thoại', 'Đơn vị']
const school = units.school.name

it('people of one name are told apart by their usernames, so a list taken away comes back as the same', async () => {
  const name = 'Nguyễn Thị Hoa'
  await writePeople(db, [
    aTeacher(units.school.id, { username: 'hoa.nt', name }),
    aTeacher(units.school.id, { username: 'hoa.nt2', name }),
  ])
  for (const format of ['xlsx', 'csv']) {
    const file = await ask('administrator', { url: `/api/exports/people/${format}` })
    const { id } = (await put(file.rawPayload)).json<{ id: string }>()
    const { counts, rowCount } = await page(id)
    expect(counts).toEqual({ new: 0, changed: 0, same: rowCount, gone: 0, wrong: 0 })
  }
})

it('a double row is folded into the first: what the later one says goes before', async () => {
  const { id, counts, columns } = await uploaded([
    header,
    ['Trần Văn Bé', '790077', '0912345678', school],
    ['Trần Văn Bé', '790077', '0987654321', ''],
    ['Trần Văn Bé', '790077', '0987654321', school],
  ])
  expect(counts).toMatchObject({ new: 1, wrong: 2 })
  const twice = (await rows(id, 'wrong')).find(({ no }) => no === 4)
  expect(twice?.problems).toMatchObject([{ code: 'roster.twice', item: 'code', limit: 2 }])
  expect(await act(id, 'match', { columns, units: [], merged: [{ no: 2, into: 4 }] })).toBe(
    'import.matching',
  )
  const merged = [
    { no: 4, into: 2 },
    { no: 3, into: 2 },
  ]
  expect(await act(id, 'match', { columns, units: [], merged })).toBe('applied')
  expect((await page(id)).counts).toMatchObject({ new: 1, wrong: 0, same: 2 })
  expect(await act(id, 'apply')).toBe('applied')
  const made = await db
    .selectFrom('person')
    .select('phone')
    .where('code', '=', '790077')
    .executeTakeFirst()
  expect(made?.phone).toBe('0987654321')
})

it('a file above 20 MB gets its own sentence', async () => {
  for (const extra of [1, 1024]) {
    const reply = await put(Buffer.alloc(20 * 1024 * 1024 + extra, 'a'))
    expect(reply.statusCode).toBe(413)
    expect(reply.json()).toMatchObject({ code: 'import.too-large', limit: 20 })
  }
})

it('of two imports of one list at once the second says that its preview is old, and writes nobody twice', async () => {
  const list = [header, ['Phạm Thị Ổn', '790099', '', school]]
  const [one, two] = await Promise.all([uploaded(list), uploaded(list)])
  const answers = await Promise.all([act(one.id, 'apply'), act(two.id, 'apply')])
  expect(answers.toSorted()).toEqual(['applied', 'import.stale'])
  const made = await db.selectFrom('person').select('id').where('code', '=', '790099').execute()
  expect(made).toHaveLength(1)
})
