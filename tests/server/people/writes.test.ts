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
