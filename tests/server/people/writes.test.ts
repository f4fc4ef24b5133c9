import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addDays, dayOf } from '#domain/day.ts'
import type { PersonPage } from '#contract/people.ts'
import { anOfficeWorld, type OfficeWorld } from '../../support/office-world.ts'

let world: OfficeWorld
const today = dayOf(new Date().toISOString())

beforeAll(async () => {
  world = await anOfficeWorld()
})

afterAll(async () => {
  await world.close()
})

const fields = {
  name: 'Lò Văn Pánh',
  staffKind: 'teacher',
  code: null,
  bornOn: '1988-02-03',
  phone: '+84 912 345 678',
  salutation: null,
}

async function page(id: string): Promise<PersonPage> {
  const reply = await world.ask('administrator', { url: `/api/people/${id}` })
  expect(reply.statusCode).toBe(200)
  return reply.json<PersonPage>()
}

/** A new teacher of the school; gives the id. */
async function taken(given: object = {}): Promise<string> {
  const id = randomUUID()
  const post = { unitId: world.units.school.id, role: 'staff', from: '2026-01-01' }
  const input = { ...fields, post, ...given }
  const write = { kind: 'person.add', record: { type: 'person', id }, input }
  expect(await world.answer('administrator', write)).toBe('applied')
  return id
}

async function write(kind: string, id: string, input: object) {
  const { version } = (await page(id)).person
  return { kind, record: { type: 'person', id }, base: version, input }
}

const byAdministrator = async (kind: string, id: string, input: object) =>
  world.answer('administrator', await write(kind, id, input))

describe('a new person', () => {
  it('has facts, a main post, and an account without a password', async () => {
    const { person, posts, account } = await page(await taken())
    expect(person).toMatchObject({ name: 'Lò Văn Pánh', phone: '0912345678', version: 1 })
    expect(posts).toMatchObject([{ role: 'staff', from: '2026-01-01', until: null, main: true }])
    expect(account?.standing).toBe('none')
    expect(account?.username).toMatch(/^panh\.lv/)
  })

  it('gets a username of their own where one is taken', async () => {
    const one = await page(await taken({ name: 'Quàng Thị Én' }))
    const two = await page(await taken({ name: 'Quàng Thị Én' }))
    expect([one.account?.username, two.account?.username]).toEqual(['en.qt', 'en.qt2'])
  })

  it('cannot have the identifier of somebody else', async () => {
    await taken({ code: 'SL001' })
    const record = { type: 'person', id: randomUUID() }
    const post = { unitId: world.units.school.id, role: 'staff', from: '2026-01-01' }
    const input = { ...fields, code: ' SL001 ', post }
    const result = await world.send('administrator', { kind: 'person.add', record, input })
    expect(result).toMatchObject({ problem: { code: 'person.code-taken', item: 'code' } })
  })
})

describe('what is written', () => {
  it('is refused when somebody else wrote in between', async () => {
    const id = await taken()
    const change = { kind: 'person.change', record: { type: 'person', id }, input: fields }
    expect(await world.answer('administrator', { ...change, base: 1 })).toBe('applied')
    expect(await world.answer('administrator', { ...change, base: 1 })).toBe('record.changed')
  })

  it('leaves a line in the audit without a name or a number', async () => {
    const id = await taken()
    await byAdministrator('person.change', id, { ...fields, name: 'Lò Thị Bí Mật' })
    const lines = await world.db
      .selectFrom('audit')
      .selectAll()
      .where('recordId', '=', id)
      .orderBy('number')
      .execute()
    expect(lines.map(({ kind }) => kind)).toEqual(['person.add', 'person.read', 'person.change'])
    expect(lines.at(-1)?.facts).toEqual({ fields: ['name'] })
    expect(JSON.stringify(lines)).not.toMatch(/Lò|Mật|0912/)
  })

  it('shuts an account at once, and opens it again', async () => {
    const id = world.people.colleague.id
    expect((await world.ask('colleague', { url: '/api/session' })).statusCode).toBe(200)
    expect(await byAdministrator('person.disable', id, {})).toBe('applied')
    const shut = await world.ask('colleague', { url: '/api/session' })
    expect(shut.json()).toMatchObject({ code: 'session.disabled' })
    expect(await byAdministrator('person.enable', id, {})).toBe('applied')
    expect((await world.ask('colleague', { url: '/api/session' })).statusCode).toBe(200)
  })

  it('ends a lent role with the post of its lender', async () => {
    const { principal, deputy } = world.people
    const loan = {
      unitId: world.units.school.id,
      role: 'principal',
      from: today,
      until: addDays(today, 20),
    }
    const lend = await write('person.delegate', deputy.id, loan)
    expect(await world.answer('otherPrincipal', lend)).toBe('person.not-found')
    expect(await world.answer('principal', lend)).toBe('applied')
    const move = { unitId: world.units.otherSchool.id, role: 'staff', from: addDays(today, 5) }
    expect(await byAdministrator('person.move', principal.id, move)).toBe('applied')
    const lent = (await page(deputy.id)).posts.find(({ role }) => role === 'principal')
    expect(lent).toMatchObject({ until: addDays(today, 4), lentBy: principal.name })
  })

  it('never takes the last administrator away', async () => {
    const { id } = world.people.administrator
    const ways = [
      ['person.disable', {}],
      ['person.leave', { lastDay: today }],
      ['person.move', { unitId: world.units.school.id, role: 'staff', from: addDays(today, 1) }],
    ] as const
    for (const [kind, input] of ways)
      expect(await byAdministrator(kind, id, input), kind).toBe('person.last-administrator')
  })
})

describe('a move of just now', () => {
  async function moved(id: string): Promise<number> {
    const move = { unitId: world.units.otherSchool.id, role: 'staff', from: today }
    const result = await world.send('administrator', await write('person.move', id, move))
    if (result.result !== 'applied') throw new Error(result.problem.code)
    return result.version
  }
  const undo = (id: string, base: number) =>
    world.answer('administrator', {
      ...{ kind: 'person.undo-move', record: { type: 'person', id }, base, input: {} },
    })

  it('is taken back without a trace among the posts', async () => {
    const id = await taken()
    const head = { unitId: world.units.school.id, from: addDays(today, 10), until: null }
    expect(await byAdministrator('person.name-group-head', id, head)).toBe('applied')
    const before = (await page(id)).posts
    expect(await undo(id, await moved(id))).toBe('applied')
    expect((await page(id)).posts).toEqual(before)
  })

  it('stands once something else was written, or was written twice', async () => {
    const id = await taken()
    const version = await moved(id)
    expect(await byAdministrator('person.change', id, fields)).toBe('applied')
    expect(await undo(id, version)).toBe('record.changed')
    expect(await undo(id, version + 1)).toBe('person.no-move')
  })

  it('stands once the person has sent something from there', async () => {
    const { id } = world.people.teacher
    const version = await moved(id)
    const sent = {
      ...{ id: 'sent-after', planId: world.plan.id, roundId: world.round.id, authorId: id },
      ...{ unitId: world.units.otherSchool.id, standing: 'received' as const, step: 0 },
      ...{ route: '[]', revision: 1, lateRequests: '[]', title: '', search: '' },
      ...{ readers: [], holders: [], deciders: [], sentAt: new Date().toISOString() },
    }
    await world.db.insertInto('submission').values(sent).execute()
    expect(await undo(id, version)).toBe('person.move-used')
    await world.db.deleteFrom('submission').where('id', '=', 'sent-after').execute()
    expect(await undo(id, version)).toBe('applied')
  })

  it('is not for whoever administers neither', async () => {
    const id = await taken()
    const write = { kind: 'person.undo-move', record: { type: 'person', id }, input: {} }
    expect(await world.answer('otherPrincipal', { ...write, base: await moved(id) })).toBe(
      'person.not-yours',
    )
  })
})

describe('a role that was lent', () => {
  const day = () => dayOf(world.house.clock().toISOString())

  /** A head of the unit, who lent the role to the deputy between these days. */
  async function aLender(name: string, unitId: string, loans: readonly [number, number][]) {
    const post = { unitId, role: 'principal', from: addDays(day(), -9) }
    const id = await taken({ name, post })
    const rows = loans.map(([from, until]) => ({
      ...{ id: randomUUID(), personId: world.people.deputy.id, unitId, role: 'principal' as const },
      ...{ fromOn: addDays(day(), from), untilOn: addDays(day(), until), main: false },
      delegatedBy: id,
    }))
    await world.db.insertInto('post').values(rows).execute()
    return id
  }
  async function lentBy(name: string) {
    const { posts } = await page(world.people.deputy.id)
    return posts.filter((post) => post.lentBy === name).map(({ until }) => until)
  }

  it('ends with the post of a head who leaves, and then the school can be closed', async () => {
    const record = { type: 'unit', id: 'short-school' }
    const unit = { parentId: world.units.commune.id, kind: 'school', name: 'THCS Chóng' }
    const input = { ...unit, code: null, levels: ['thcs'], openedOn: null }
    expect(await world.answer('administrator', { kind: 'unit.add', record, input })).toBe('applied')
    const id = await aLender('Vì Thị Đi', record.id, [[-5, 20]])
    const close = { kind: 'unit.close', record, base: 1, input: { day: day() } }
    expect(await world.answer('administrator', close)).toBe('unit.has-people')
    expect(await byAdministrator('person.leave', id, { lastDay: addDays(day(), -1) })).toBe(
      'applied',
    )
    expect(await lentBy('Vì Thị Đi')).toEqual([addDays(day(), -1)])
    expect(await world.answer('administrator', close)).toBe('applied')
  })

  it('ends where the school of its lender goes into another', async () => {
    const { school, otherSchool } = world.units
    await aLender('Vì Thị Đứng', school.id, [
      [-5, 20],
      [30, 40],
    ])
    const { version } = (await page(world.people.deputy.id)).person
    const merge = { kind: 'unit.merge', record: { type: 'unit', id: otherSchool.id }, base: 1 }
    const input = { from: [school.id], day: day() }
    expect(await world.answer('administrator', { ...merge, input })).toBe('applied')
    expect(await lentBy('Vì Thị Đứng')).toEqual([addDays(day(), -1)])
    const after = (await page(world.people.deputy.id)).person.version
    expect(after).toBeGreaterThan(version)
  })
})
