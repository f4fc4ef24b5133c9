import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { QueuePage } from '#contract/queue.ts'
import type { CommandResult, RecordReply } from '#contract/exchange.ts'
import { compareNames } from '#domain/text.ts'
import { aTeacher, type Someone } from '../../builders/people.ts'
import { aRound } from '../../builders/plans.ts'
import { writePeople, writeRound } from '../../builders/rows.ts'
import { aTraining } from '../../builders/training.ts'
import { aWorld, codeOf, word, type Device, type World } from '../sync/world.ts'

let world: World
let principal: Device
const names = [
  'Trần Văn Ánh',
  'Lê Thị An',
  'Nguyễn Thị Hoa',
  'Đỗ Văn Hòa',
  'Phạm Ân',
  'Bùi Đức',
  'Lê Hoa',
]
const authors: Someone[] = []
const sent = new Map<string, string>()
const receipts = new Map<string, string>()

beforeAll(async () => {
  world = await aWorld()
  principal = await world.as(world.people.principal)
  authors.push(...names.map((name) => aTeacher(world.units.school.id, { name })))
  await writePeople(world.db, authors)
  for (const [index, author] of authors.entries()) {
    world.setNow(`2026-11-${String(index + 1).padStart(2, '0')}T16:59:00.000Z`)
    const device = await world.as(author)
    const programme = index % 2 === 0 ? 'ct1' : 'ct2'
    const title = index === 3 ? 'Bảo đảm 100% an_toàn' : `Mô đun số ${index}`
    const command = device.sending({ answers: aTraining({ chuongTrinh: programme, ten: title }) })
    expect((await device.push(command)).map(word)).toEqual(['applied'])
    sent.set(author.name, command.record.id)
    receipts.set(author.name, receiptOf(await device.push(command)))
  }
  const stranger = await world.as(world.people.stranger)
  await stranger.push(stranger.sending())
  world.setNow('2026-11-16T02:00:00.000Z')
}, 60_000)

afterAll(() => world.close())

/** The number that a person reads out; a command that comes twice gets the same one. */
function receiptOf([result]: readonly CommandResult[]): string {
  return result?.result === 'applied' ? result.receipt.number : ''
}

async function queue(device: Device, query: Record<string, string> = {}): Promise<QueuePage> {
  const reply = await device.get(
    `/api/plans/${world.plan.id}/queue?${new URLSearchParams(query).toString()}`,
  )
  expect(reply.statusCode, reply.body).toBe(200)
  return reply.json<QueuePage>()
}

async function walk(device: Device, query: Record<string, string>) {
  const ids: string[] = []
  for (let cursor: string | null | undefined; cursor !== null;) {
    const page = await queue(device, { ...query, ...(cursor ? { cursor } : {}) })
    ids.push(...page.rows.map(({ id }) => id))
    cursor = page.next
  }
  return ids
}

it("lists others' work that waits for me, oldest first, with names and days", async () => {
  const page = await queue(principal)
  expect(page.rows.map(({ id }) => id)).toEqual([...sent.values()])
  expect(page.rows[0]).toMatchObject({
    authorId: authors[0]?.id,
    unitId: world.units.school.id,
    waitsAt: world.units.school.id,
    standing: 'received',
    mine: true,
    revision: 1,
    title: 'Mô đun số 0',
    periods: 2,
    programme: 'ct1',
    lastDay: '2026-10-12',
    sentAt: '2026-11-01T16:59:00.000Z',
    // Sent at 23:59 of 1/11 in Viet Nam; now is 9:00 of 16/11.
    waitingDays: 15,
  })
  expect(page.people.map(({ id }) => id).sort()).toEqual(authors.map(({ id }) => id).sort())
  expect(page.next).toBeNull()
  expect(page.total).toBe(7)
})

it('leaves out own work, and what others may not read', async () => {
  const own = principal.sending()
  await principal.push(own)
  expect((await queue(principal, { of: 'all' })).rows.map(({ id }) => id)).not.toContain(
    own.record.id,
  )
  const officer = await queue(await world.as(world.people.officer), { of: 'all' })
  expect(officer.rows.map(({ id }) => id)).toEqual([own.record.id])
  for (const someone of [
    world.people.teacher,
    world.people.leader,
    world.people.administrator,
    world.people.auditor,
  ]) {
    expect((await queue(await world.as(someone), { of: 'all' })).total).toBe(0)
  }
})

describe('filters', () => {
  it.each([
    [{ programme: 'ct2' }, 3],
    [{ q: 'thi' }, 2],
    [{ q: 'VĂN mo dun' }, 1],
    [{ q: 'thcs suoi hoa' }, 7],
    [{ q: 'THCS đỗ' }, 1],
    [{ q: 'THPT' }, 0],
    [{ q: 'đỗ' }, 1],
    [{ q: '100% an_toan' }, 1],
    [{ q: '%' }, 1],
    [{ q: '\\' }, 0],
    [{ q: "' or 1=1 --" }, 0],
    [{ q: "BN-2026-000001' or '1'='1" }, 0],
    [{ q: 'BN-2026-%' }, 0],
    [{ standing: 'returned' }, 0],
    [{ again: '1' }, 0],
    [{ unit: 'school-none' }, 0],
    [{ round: 'none' }, 0],
  ])('narrow by %o', async (query, total) => {
    const page = await queue(principal, query)
    expect([page.rows.length, page.total]).toEqual([total, total])
  })

  it('take a unit with all below it', async () => {
    const reviewer = await world.as(world.people.reviewer)
    const totals: number[] = []
    for (const unit of [
      world.units.so,
      world.units.commune,
      world.units.otherCommune,
      world.units.highSchool,
    ]) {
      totals.push((await queue(reviewer, { of: 'all', unit: unit.id })).total)
    }
    // The principal's own record goes by the commune, not by the Sở.
    expect(totals).toEqual([8, 7, 1, 0])
  })

  it('find a record by the whole number of its receipt, and only whoever may read it', async () => {
    const number = receipts.get('Bùi Đức') ?? ''
    for (const q of [number, ` ${number.toLowerCase()} `]) {
      expect((await queue(principal, { q })).rows.map(({ id }) => id)).toEqual([
        sent.get('Bùi Đức'),
      ])
    }
    expect((await queue(principal, { q: number.slice(0, -1) })).total).toBe(0)
    const other = await world.as(world.people.otherPrincipal)
    expect((await queue(other, { of: 'all', q: number })).total).toBe(0)
  })

  it('offer every unit that something came from, with those above, whatever the page or unit', async () => {
    const reviewer = await world.as(world.people.reviewer)
    const { so, commune, otherCommune, school, otherSchool } = world.units
    const whole = await queue(reviewer, { of: 'all', limit: '1' })
    for (const given of [whole, await queue(reviewer, { limit: '1', unit: otherCommune.id })]) {
      const ids = given.units.map(({ id }) => id)
      for (const unit of [so, commune, otherCommune, school, otherSchool]) {
        expect(ids).toContain(unit.id)
      }
      expect(ids).not.toContain(world.units.highSchool.id)
    }
    const head = await queue(principal, { of: 'all' })
    expect(head.units.map(({ id }) => id)).not.toContain(otherSchool.id)
  })

  it('take a round', async () => {
    const round = aRound({ planId: world.plan.id, unitIds: [world.units.so.id] })
    await writeRound(world.db, round)
    expect((await queue(principal, { round: round.id })).total).toBe(0)
    expect((await queue(principal, { round: world.round.id })).total).toBe(7)
  })
})

describe('order', () => {
  const byId = () => new Map([...sent].map(([name, id]) => [id, name]))

  it('by name is Vietnamese: the given name first', async () => {
    const ids = await walk(principal, { sort: 'name', limit: '2' })
    expect(ids.map((id) => byId().get(id))).toEqual([...names].sort(compareNames))
  })

  it.each(['oldest', 'newest', 'name', 'unit'])('by %s pages like a whole read', async (sort) => {
    const reviewer = await world.as(world.people.reviewer)
    const whole = await walk(reviewer, { sort, of: 'all', limit: '100' })
    expect(whole).toHaveLength(8)
    for (const limit of ['1', '3', '7']) {
      expect(await walk(reviewer, { sort, of: 'all', limit })).toEqual(whole)
    }
  })

  it('does not go on with a place of another order', async () => {
    const { next } = await queue(principal, { sort: 'name', limit: '1' })
    const reply = await principal.get(
      `/api/plans/${world.plan.id}/queue?sort=oldest&cursor=${next ?? ''}`,
    )
    expect([reply.statusCode, codeOf(reply)]).toEqual([400, 'cursor.malformed'])
  })
})

it.each(['oldest', 'newest', 'name', 'unit'])(
  'pages by %s without gaps or doubles while others write',
  async (sort) => {
    const before = await walk(principal, { sort, of: 'all', limit: '100' })
    const seen: string[] = []
    for (let cursor: string | null | undefined; cursor !== null;) {
      const page = await queue(principal, {
        sort,
        of: 'all',
        limit: '2',
        ...(cursor ? { cursor } : {}),
      })
      seen.push(...page.rows.map(({ id }) => id))
      cursor = page.next
      const author = aTeacher(world.units.school.id, { name: `Vũ ${sort} ${seen.length}` })
      await writePeople(world.db, [author])
      const device = await world.as(author)
      if (seen.length < 9) await device.push(device.sending())
    }
    expect(new Set(seen).size).toBe(seen.length)
    expect(before.filter((id) => !seen.includes(id))).toEqual([])
    expect(seen.filter((id) => before.includes(id))).toEqual(before)
  },
)

it('counts beside each filter what choosing it would show', async () => {
  const fresh = await aWorld()
  const [head, sender] = [
    await fresh.as(fresh.people.principal),
    await fresh.as(fresh.people.teacher),
  ]
  const records = Array.from({ length: 6 }, () => sender.sending())
  await sender.push(...records)
  const id = (index: number) => records[index]?.record.id ?? ''
  const back = { verdict: 'returned', comment: 'Xem lại' }
  await head.push(head.deciding(id(0)), head.deciding(id(1), back), head.deciding(id(2), back))
  await sender.push(sender.sending({ record: id(2), base: 1 }))
  const get = async (query: string) =>
    (await head.get(`/api/plans/${fresh.plan.id}/queue?${query}`)).json<QueuePage>()
  // 0 waits at the Sở, 1 is returned, 2 came again, 3 to 5 are new.
  const mine = await get('of=mine')
  expect(mine.total).toBe(4)
  expect(mine.counts).toEqual({ mine: 4, all: 6, again: 1, standing: { received: 4 } })
  const all = await get('of=all&standing=received')
  expect(all.total).toBe(5)
  expect(all.counts).toEqual({ mine: 4, all: 5, again: 1, standing: { received: 5, returned: 1 } })
  const again = await get('of=all&again=1')
  expect(again.total).toBe(1)
  expect(again.counts).toEqual({ mine: 1, all: 1, again: 1, standing: { received: 1 } })
  await fresh.close()
})

describe('one record by name', () => {
  const get = (device: Device, id: string) =>
    device.get(`/api/plans/${world.plan.id}/submissions/${id}`)

  it('comes to whoever may read it, with the names in it', async () => {
    const id = sent.get('Lê Hoa') ?? ''
    for (const someone of [world.people.principal, world.people.deputy, world.people.reviewer]) {
      const reply = await get(await world.as(someone), id)
      expect(reply.statusCode).toBe(200)
      const { record, people, event } = reply.json<RecordReply>()
      expect(record.id).toBe(id)
      expect(event).toBeGreaterThan(0)
      expect(people.map(({ name }) => name)).toEqual(['Lê Hoa'])
    }
  })

  it('is not there for anybody else', async () => {
    const id = sent.get('Lê Hoa') ?? ''
    const { stranger, officer, otherPrincipal, leader, administrator, auditor, colleague } =
      world.people
    for (const someone of [
      stranger,
      officer,
      otherPrincipal,
      leader,
      administrator,
      auditor,
      colleague,
    ]) {
      const reply = await get(await world.as(someone), id)
      expect([someone.username, reply.statusCode, codeOf(reply)]).toEqual([
        someone.username,
        404,
        'submission.not-found',
      ])
    }
  })
})
