import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { PeoplePage } from '#contract/people.ts'
import { aTeacher } from '../../builders/people.ts'
import { writePeople } from '../../builders/rows.ts'
import type { Who } from '../../support/guarded-world.ts'
import { anOfficeWorld, type OfficeWorld } from '../../support/office-world.ts'

let world: OfficeWorld

beforeAll(async () => {
  world = await anOfficeWorld()
  const { highSchool } = world.units
  const names = ['Đặng Văn Ổn', 'Lò Thị Ơn', 'Hà Thị Anh', 'Vì Văn Ân']
  const people = names.map((name, index) =>
    aTeacher(highSchool.id, { name, username: `hs${index}` }),
  )
  await writePeople(world.db, people)
})

afterAll(async () => {
  await world.close()
})

async function list(who: Who, query: string): Promise<PeoplePage> {
  const reply = await world.ask(who, { url: `/api/people?${query}` })
  expect(reply.statusCode).toBe(200)
  return reply.json<PeoplePage>()
}

const names = ({ people }: PeoplePage) => people.map(({ name }) => name)

describe('the list of people', () => {
  it('holds the own school alone for its head', async () => {
    const page = await list('principal', '')
    expect(new Set(page.people.map(({ unitId }) => unitId))).toEqual(
      new Set([world.units.school.id]),
    )
    expect(page.total).toBe(5)
    const foreign = await list('principal', `under=${world.units.otherSchool.id}`)
    expect(foreign.total).toBe(0)
  })

  it('holds nobody of another Sở for an administrator', async () => {
    const page = await list('administrator', 'q=outsider&limit=500')
    expect(page.people).toEqual([])
  })

  it('sorts by given name as Vietnamese do', async () => {
    const page = await list('administrator', `unit=${world.units.highSchool.id}&q=hs`)
    expect(names(page)).toEqual(['Hà Thị Anh', 'Vì Văn Ân', 'Đặng Văn Ổn', 'Lò Thị Ơn'])
  })

  it('finds without marks, and takes the signs of patterns as they are', async () => {
    expect(names(await list('administrator', 'q=dang%20on'))).toEqual(['Đặng Văn Ổn'])
    expect(names(await list('administrator', 'q=%25'))).toEqual([])
  })

  it('counts by account under the other filters, and pages', async () => {
    const page = await list('administrator', `unit=${world.units.highSchool.id}&limit=2&page=2`)
    expect(page).toMatchObject({ total: 5, page: 2, counts: { active: 5, none: 0 } })
    expect(page.people).toHaveLength(2)
    const none = await list('administrator', `unit=${world.units.highSchool.id}&account=none`)
    expect(none).toMatchObject({ total: 0, counts: { active: 5 } })
  })

  it('shows those who left only when they are asked for', async () => {
    const record = { type: 'person', id: world.people.stranger.id }
    const write = { kind: 'person.leave', record, base: 1, input: { lastDay: '2026-06-30' } }
    expect(await world.answer('administrator', write)).toBe('applied')
    const unit = `unit=${world.units.otherSchool.id}`
    expect(names(await list('administrator', unit))).not.toContain(world.people.stranger.name)
    const left = await list('administrator', `${unit}&left=1`)
    expect(names(left)).toEqual([world.people.stranger.name])
  })
})
