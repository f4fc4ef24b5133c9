import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ManagementList } from '#contract/management.ts'
import type { SessionReply } from '#contract/plans.ts'
import type { UnitPage, UnitReply } from '#contract/units.ts'
import type { Asker, Who } from '../../support/guarded-world.ts'
import { anOfficeWorld, type OfficeWorld } from '../../support/office-world.ts'

const today = '2026-11-16'
let world: OfficeWorld

beforeAll(async () => {
  world = await anOfficeWorld()
})

afterAll(() => world.close())

async function get<T>(who: Asker, path: string): Promise<T> {
  return (await world.ask(who, { url: `/api${path}` })).json<T>()
}

const page = (who: Asker, query = '') => get<UnitPage>(who, `/units${query}`)
const one = (who: Asker, id: string) => get<UnitReply>(who, `/units/${id}`)
const names = ({ units }: UnitPage) => units.map(({ name }) => name)

function write(kind: string, id: string, input: object, base = 1) {
  return { kind, record: { type: 'unit', id }, input, base }
}

const school = {
  kind: 'school',
  name: 'THCS Bản Mới',
  code: '0102',
  levels: ['thcs'],
  openedOn: '2026-09-01',
}

const add = (id: string, more: object = {}) =>
  write('unit.add', id, { ...school, parentId: world.units.commune.id, ...more }, 0)

describe('the list', () => {
  it('holds the reader’s own part of the tree, with its people', async () => {
    const all = await page('administrator')
    expect(all.tops).toEqual([world.units.so.id])
    expect(all.units[0]).toMatchObject({ kind: 'department', units: 3, people: 4, allPeople: 14 })
    expect(all.kinds).toContainEqual({ kind: 'commune', count: 2 })
    expect(names(await page('officer'))).toEqual(['Xã Suối Hoa', 'THCS Suối Hoa'])
    expect(names(await page('principal'))).toEqual(['THCS Suối Hoa'])
    expect(names(await page('teacher'))).toEqual([])
  })

  it('finds without marks, and below', async () => {
    expect(names(await page('administrator', '?q=thcs%20suoi'))).toEqual(['THCS Suối Hoa'])
    expect(names(await page('officer', '?q=hoa%20ban'))).toEqual([])
    const below = `?below=${world.units.so.id}`
    expect(names(await page('administrator', below))).toEqual([
      'Xã Hoa Ban',
      'Xã Suối Hoa',
      'THPT Đồi Thông',
    ])
  })
})

describe('a unit', () => {
  it('is added once, found by its code, and audited without a name', async () => {
    expect(await world.answer('administrator', add('new-school'))).toBe('applied')
    expect(await world.answer('administrator', add('new-school'))).toBe('unit.exists')
    expect(await world.answer('administrator', add('twin'))).toBe('unit.fields')
    expect(names(await page('administrator', '?q=0102'))).toEqual(['THCS Bản Mới'])
    const line = await world.db
      .selectFrom('audit')
      .selectAll()
      .where('recordId', '=', 'new-school')
      .executeTakeFirstOrThrow()
    expect(line).toMatchObject({ kind: 'unit.add', unitId: 'new-school' })
    expect(JSON.stringify(line)).not.toContain('Bản Mới')
  })

  it('that is renamed and moved keeps what it was', async () => {
    const rename = { name: 'THCS Suối Mới', code: '0102', levels: ['thcs'], day: '2026-10-01' }
    expect(await world.answer('administrator', write('unit.change', 'new-school', rename))).toBe(
      'applied',
    )
    const move = { parentId: world.units.otherCommune.id, day: '2026-11-01' }
    expect(await world.answer('administrator', write('unit.move', 'new-school', move, 2))).toBe(
      'applied',
    )
    const { history, manager, unit } = await one('administrator', 'new-school')
    expect(unit).toMatchObject({ name: 'THCS Suối Mới', version: 3, above: 'Xã Hoa Ban' })
    expect(manager?.name).toBe('Xã Hoa Ban')
    expect(
      history.map(({ from, until, name, parent }) => [from, until, name, parent?.name]),
    ).toEqual([
      ['2026-11-01', null, 'THCS Suối Mới', 'Xã Hoa Ban'],
      ['2026-10-01', '2026-10-31', 'THCS Suối Mới', 'Xã Suối Hoa'],
      ['2026-09-01', '2026-09-30', 'THCS Bản Mới', 'Xã Suối Hoa'],
    ])
  })

  it('renamed twice on a day was renamed once', async () => {
    const name = (text: string) => ({ name: text, code: '0102', levels: ['thcs'], day: today })
    await world.send('administrator', write('unit.change', 'new-school', name('Sai'), 3))
    await world.send('administrator', write('unit.change', 'new-school', name('THCS Suối Mới'), 4))
    const { history } = await one('administrator', 'new-school')
    expect(history.map((was) => was.name)).not.toContain('Sai')
  })

  it('of an older tree is moved with a history that begins before anybody knows', async () => {
    const { highSchool, commune } = world.units
    const move = write('unit.move', highSchool.id, { parentId: commune.id, day: today })
    expect(await world.answer('administrator', move)).toBe('applied')
    const { history } = await one('administrator', highSchool.id)
    expect(history).toMatchObject([
      { from: today, parent: { id: commune.id } },
      { from: null, until: '2026-11-15' },
    ])
  })

  it('is not there for whoever may not see it', async () => {
    const reply = await world.ask('principal', { url: `/api/units/${world.units.otherSchool.id}` })
    expect(reply.statusCode).toBe(404)
    expect(reply.json()).toMatchObject({ code: 'unit.not-found' })
  })

  it('with people is not closed, an empty one is, and opens again', async () => {
    const close = (id: string, base: number) => write('unit.close', id, { day: today }, base)
    const { school: own } = world.units
    expect(await world.send('administrator', close(own.id, 1))).toMatchObject({
      problem: { code: 'unit.has-people', limit: 5 },
    })
    expect(await world.answer('administrator', close('new-school', 5))).toBe('applied')
    expect(names(await page('administrator', '?q=0102'))).toEqual([])
    expect(names(await page('administrator', '?q=0102&closed=1'))).toEqual(['THCS Suối Mới'])
    const open = write('unit.reopen', 'new-school', { day: today }, 6)
    expect(await world.answer('administrator', open)).toBe('applied')
    expect(names(await page('administrator', '?q=0102'))).toEqual(['THCS Suối Mới'])
  })
})

describe('who manages', () => {
  it('is set, shown at the school with its rule, and taken away', async () => {
    const { so, otherSchool } = world.units
    const record = { type: 'management', id: 'rule-1' }
    const input = {
      ...{ departmentId: so.id, unitId: otherSchool.id, schoolYear: 2026, level: null },
      managedBy: 'department',
    }
    const set = { kind: 'management.set', record, input }
    const by = async (who: Who) => world.answer(who, set)
    expect(await by('officer')).toBe('management.not-found')
    expect(await by('reviewer')).toBe('management.not-yours')
    expect(await by('administrator')).toBe('applied')
    expect(await one('reviewer', otherSchool.id)).toMatchObject({
      manager: { id: so.id },
      rule: { id: 'rule-1' },
    })
    expect((await get<ManagementList>('reviewer', '/management')).rules).toHaveLength(1)
    const bundle = await get<{ management: unknown[] }>('otherPrincipal', `/plans/${world.plan.id}`)
    expect(bundle.management).toMatchObject([{ unitId: otherSchool.id }])
    const clear = { kind: 'management.clear', record, base: 1 }
    expect(await world.answer('administrator', clear)).toBe('applied')
    expect(await one('reviewer', otherSchool.id)).toMatchObject({ rule: null })
  })
})

describe('a merger', () => {
  it('moves the people that day, and the heads act for the school that is gone', async () => {
    const { school: a, otherSchool: b } = world.units
    const merge = write('unit.merge', b.id, { from: [a.id], day: today })
    expect(await world.answer('principal', merge)).toBe('unit.not-found')
    expect(await world.answer('administrator', merge)).toBe('applied')
    expect((await one('administrator', a.id)).people.posts).toBe(0)
    expect(await one('administrator', b.id)).toMatchObject({
      people: { posts: 7, heads: 1 },
      lastYear: { how: 'merged', units: [{ id: b.id }, { id: a.id }] },
    })
    const posts = async (who: Who) => (await get<SessionReply>(who, '/session')).posts
    expect(await posts('principal')).toContainEqual(
      expect.objectContaining({ unitId: b.id, role: 'deputy', from: today, main: true }),
    )
    expect(await posts('principal')).toContainEqual(
      expect.objectContaining({ unitId: a.id, role: 'principal', until: '2026-11-15' }),
    )
    expect(await posts('otherPrincipal')).toContainEqual({
      ...{ unitId: a.id, role: 'principal', from: today, until: null },
      ...{ main: false, inheritedFrom: b.id },
    })
    expect(await posts('teacher')).toHaveLength(2)
  })

  it('is not undone by opening the school again', async () => {
    const reopen = write('unit.reopen', world.units.school.id, { day: today }, 2)
    expect(await world.answer('administrator', reopen)).toBe('unit.succeeded')
  })

  it('hands on through a second merger', async () => {
    const { school: a, otherSchool: b } = world.units
    const merge = write('unit.merge', 'new-school', { from: [b.id], day: today }, 7)
    expect(await world.answer('administrator', merge)).toBe('applied')
    const { posts } = await get<SessionReply>('otherPrincipal', '/session')
    expect(posts.filter(({ inheritedFrom }) => inheritedFrom).map(({ unitId }) => unitId)).toEqual(
      expect.arrayContaining([a.id, b.id]),
    )
  })
})

describe('a split', () => {
  it('leaves everybody with the one that keeps the records', async () => {
    const part = { code: null, levels: ['tieu-hoc'] }
    const into = [
      { id: 'part-1', name: 'TH Một', ...part },
      { id: 'part-2', name: 'TH Hai', ...part },
    ]
    const split = write('unit.split', 'new-school', { into, keeps: 'part-1', day: today }, 8)
    expect(await world.answer('administrator', split)).toBe('applied')
    expect((await one('administrator', 'part-1')).people.posts).toBe(7)
    expect(await one('administrator', 'part-2')).toMatchObject({
      people: { posts: 0 },
      lastYear: { how: 'split' },
    })
  })
})
