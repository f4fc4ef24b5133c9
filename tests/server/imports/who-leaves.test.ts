import { afterAll, describe, expect, it } from 'vitest'
import { addDays, dayOf } from '#domain/day.ts'
import { anOfficeWorld } from '../../support/office-world.ts'
import { anImportDesk, everything } from './an-import-desk.ts'

const world = await anOfficeWorld()
const { db, house, people, units } = world
const { uploaded, act, rows } = anImportDesk(world)

afterAll(world.close)

const today = dayOf(house.clock().toISOString())
const header = ['Họ và tên', 'Chức vụ', 'Đơn vị', 'Tên đăng nhập']
const post = (id: string) =>
  db.selectFrom('post').selectAll().where('id', '=', id).executeTakeFirst()
const versionOf = async (id: string) =>
  (await db.selectFrom('person').select('version').where('id', '=', id).executeTakeFirstOrThrow())
    .version

/** The head lends their role to the deputy; the import that follows is taken back by each test. */
async function lend(id: string) {
  await db
    .insertInto('post')
    .values({
      ...{ id, personId: people.deputy.id, unitId: units.school.id, role: 'principal' },
      ...{ fromOn: addDays(today, -3), untilOn: addDays(today, 30), main: false },
      delegatedBy: people.principal.id,
    })
    .execute()
}

describe('what the head of a school has lent ends with the post it was lent from', () => {
  it('when a file moves the head to another school, and is there again when that is taken back', async () => {
    await lend('lent-by-move')
    const before = await everything(db)
    const version = await versionOf(people.deputy.id)
    const { id, counts } = await uploaded([
      header,
      ['Người dùng principal', 'Hiệu trưởng', units.highSchool.name, 'principal'],
    ])
    expect(counts).toMatchObject({ changed: 1, wrong: 0 })
    expect(await act(id, 'apply')).toBe('applied')
    expect(await post('lent-by-move')).toMatchObject({ untilOn: addDays(today, -1) })
    expect(await versionOf(people.deputy.id)).toBeGreaterThan(version)
    expect(await act(id, 'undo')).toBe('applied')
    expect(await everything(db)).toEqual(before)
    await db.deleteFrom('post').where('id', '=', 'lent-by-move').execute()
  })

  it('when the head is in no row and the file ends who is gone', async () => {
    await lend('lent-by-gone')
    const before = await everything(db)
    const { id } = await uploaded([
      header,
      ['Người dùng deputy', '', units.school.name, 'deputy'],
      ['Người dùng teacher', '', units.school.name, 'teacher'],
    ])
    const gone = (await rows(id, 'gone')).map(({ name }) => name)
    expect(gone).toContain('Người dùng principal')
    expect(await act(id, 'apply', { withGone: true })).toBe('applied')
    expect(await post('lent-by-gone')).toMatchObject({ untilOn: addDays(today, -1) })
    const held = await db
      .selectFrom('post')
      .select('untilOn')
      .where('personId', '=', people.principal.id)
      .execute()
    expect(held.every(({ untilOn }) => untilOn !== null && untilOn < today)).toBe(true)
    expect(await act(id, 'undo')).toBe('applied')
    expect(await everything(db)).toEqual(before)
  })
})

it('tổ trưởng and roles held on loan in the old school end when a file moves somebody', async () => {
  const extra = { personId: people.teacher.id, unitId: units.school.id, main: false }
  await db
    .insertInto('post')
    .values([
      {
        ...{ ...extra, id: 'leads-group', role: 'group-head', fromOn: addDays(today, -9) },
        untilOn: null,
      },
      {
        ...{ ...extra, id: 'beside', role: 'deputy', fromOn: addDays(today, -9), untilOn: null },
        unitId: units.otherSchool.id,
      },
    ])
    .execute()
  const { id } = await uploaded([
    header,
    ['Người dùng teacher', '', units.highSchool.name, 'teacher'],
  ])
  expect(await act(id, 'apply')).toBe('applied')
  expect(await post('leads-group')).toMatchObject({ untilOn: addDays(today, -1) })
  expect(await post('beside')).toMatchObject({ untilOn: null })
})
