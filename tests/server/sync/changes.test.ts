import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { v7 } from 'uuid'
import type { ChangesPage } from '#contract/exchange.ts'
import { aTeacher, type Someone } from '../../builders/people.ts'
import { writePeople } from '../../builders/rows.ts'
import { aTraining } from '../../builders/training.ts'
import { aWorld, word, type Device, type World } from './world.ts'

let world: World

beforeAll(async () => {
  world = await aWorld()
})

afterAll(() => world.close())

type Change = ChangesPage['changes'][number]

/** What a device that follows the feed holds in the end. */
class Follower {
  readonly held = new Map<string, number>()
  cursor: string | undefined
  readonly events: number[] = []
  readonly device: Device

  constructor(device: Device) {
    this.device = device
  }

  async follow(limit?: number): Promise<Change[]> {
    const seen: Change[] = []
    for (let more = true; more;) {
      const page = await this.device.pull(this.cursor, limit)
      for (const change of page.changes) this.take(change)
      seen.push(...page.changes)
      this.cursor = page.next
      more = page.more
    }
    return seen
  }

  private take(change: Change) {
    this.events.push(change.event)
    if (change.change === 'put') this.held.set(change.id, change.event)
    else this.held.delete(change.id)
  }
}

async function heldBy(device: Device) {
  const whole = new Follower(device)
  await whole.follow(500)
  return whole.held
}

async function aPerson(role: Someone['posts'][number]['role'] = 'staff') {
  const person = aTeacher(world.units.school.id, { role })
  await writePeople(world.db, [person])
  return { person, device: await world.as(person) }
}

async function endPost(person: Someone, lastDay: string) {
  await world.db
    .updateTable('post')
    .set({ untilOn: lastDay })
    .where('personId', '=', person.id)
    .execute()
}

it('gives own work with the names and units in it, in order, and then nothing', async () => {
  const { person, device } = await aPerson()
  const sent = [device.sending(), device.sending()]
  await device.push(...sent)
  const page = await device.pull()
  expect(page.changes.map(({ id, change }) => [id, change])).toEqual(
    sent.map(({ record }) => [record.id, 'put']),
  )
  expect(page.people).toEqual([{ id: person.id, name: person.name, unitId: world.units.school.id }])
  expect(page.units.map(({ id }) => id).sort()).toEqual(
    [world.units.school.id, world.units.so.id].sort(),
  )
  expect(page.more).toBe(false)
  expect((await device.pull(page.next)).changes).toEqual([])
})

it('gives a submission once, at its newest, however often it changed', async () => {
  const { device } = await aPerson()
  const sent = device.sending()
  await device.push(sent)
  const { next } = await device.pull()
  const again = device.sending({ record: sent.record.id, base: 1 })
  const [, third] = await device.push(again, device.sending({ record: sent.record.id, base: 2 }))
  const { changes } = await device.pull(next)
  expect(changes).toHaveLength(1)
  expect(changes[0]).toMatchObject({ change: 'put', event: (third as { event: number }).event })
  expect(changes[0]).toHaveProperty('record.revisions.length', 3)
})

it('carries work to the school that confirms it, and no further', async () => {
  const { device } = await aPerson()
  const sent = device.sending()
  await device.push(sent)
  const { principal, deputy, groupHead, officer, reviewer, colleague, otherPrincipal } =
    world.people
  for (const [someone, holds] of [
    [principal, true],
    [deputy, true],
    [groupHead, true],
    [officer, false],
    [reviewer, false],
    [colleague, false],
    [otherPrincipal, false],
  ] as const) {
    expect((await heldBy(await world.as(someone))).has(sent.record.id)).toBe(holds)
  }
})

it('says that a withdrawn record has left the hands of the school', async () => {
  const { device } = await aPerson()
  const principal = new Follower(await world.as(world.people.principal))
  const sent = device.sending()
  await device.push(sent)
  await principal.follow()
  const [result] = await device.push(
    device.command({ kind: 'submission.withdraw', record: sent.record.id, base: 1 }),
  )
  const seen = await principal.follow()
  expect(seen).toEqual([
    { change: 'out_of_scope', event: (result as { event: number }).event, id: sent.record.id },
  ])
  expect((await device.pull()).changes[0]).toHaveProperty('record.standing', 'withdrawn')
  const fresh = new Follower(await world.as(world.people.principal))
  expect((await fresh.follow()).filter(({ id }) => id === sent.record.id)).toEqual([])
})

it('tells of a withdrawal that happens while a first walk is on its way', async () => {
  const { device } = await aPerson()
  const sent = Array.from({ length: 6 }, () => device.sending())
  await device.push(...sent)
  const principal = await world.as(world.people.principal)
  const follower = new Follower(principal)
  const first = await principal.pull(undefined, 500)
  for (const change of first.changes) follower.held.set(change.id, change.event)
  // The walk stands before its end: the first page was the only one, so go on from a short one.
  const short = await principal.pull(undefined, 2)
  await device.push(
    device.command({ kind: 'submission.withdraw', record: sent[0]?.record.id ?? '', base: 1 }),
  )
  follower.cursor = short.next
  await follower.follow(2)
  expect(follower.held.has(sent[0]?.record.id ?? '')).toBe(false)
  expect(follower.held).toEqual(await heldBy(principal))
})

describe('when the posts of a person change', () => {
  it('takes back what only the old posts held, then gives what the new ones hold', async () => {
    const { device: author } = await aPerson()
    const stranger = await world.as(world.people.stranger)
    await author.push(author.sending(), author.sending(), author.sending())
    await stranger.push(stranger.sending())
    const { person, device } = await aPerson('deputy')
    const own = device.sending()
    await device.push(own)
    const follower = new Follower(device)
    await follower.follow(2)
    const before = new Set(follower.held.keys())
    expect(before.size).toBeGreaterThan(3)

    await endPost(person, '2026-11-15')
    await world.db
      .insertInto('post')
      .values({
        id: v7(),
        personId: person.id,
        unitId: world.units.otherSchool.id,
        role: 'principal',
        fromOn: '2026-11-16',
        untilOn: null,
        main: true,
      })
      .execute()
    const seen = await follower.follow(2)
    const left = seen.filter(({ change }) => change === 'out_of_scope').map(({ id }) => id)
    expect(left.sort()).toEqual([...before].filter((id) => id !== own.record.id).sort())
    const firstPut = seen.findIndex(({ change }) => change === 'put')
    expect(seen.slice(firstPut).every(({ change }) => change === 'put')).toBe(true)
    expect(follower.held.has(own.record.id)).toBe(true)
    expect(follower.held).toEqual(await heldBy(device))
    expect(await follower.follow()).toEqual([])
  })

  it('leaves a person without a post their own work', async () => {
    const { person, device } = await aPerson('deputy')
    const own = device.sending()
    await device.push(own)
    const follower = new Follower(device)
    await follower.follow()
    await endPost(person, '2026-11-15')
    await follower.follow()
    expect([...follower.held.keys()]).toEqual([own.record.id])
    expect((await device.push(device.sending())).map(word)).toEqual(['refused round.not-for-you'])
  })

  it('bears a second change while the first is being told', async () => {
    const { person, device } = await aPerson('deputy')
    const follower = new Follower(device)
    await follower.follow()
    const before = follower.held.size
    expect(before).toBeGreaterThan(4)
    const role = (name: 'group-head' | 'staff') =>
      world.db.updateTable('post').set({ role: name }).where('personId', '=', person.id).execute()
    await device.push(device.sending())
    await role('staff')
    const page = await device.pull(follower.cursor, 2)
    for (const { id, change } of page.changes)
      if (change === 'out_of_scope') follower.held.delete(id)
    follower.cursor = page.next
    expect(follower.held.size).toBe(before - 2)
    await role('group-head')
    await follower.follow(2)
    expect(follower.held).toEqual(await heldBy(device))
    await role('staff')
    await follower.follow(2)
    expect(follower.held.size).toBe(1)
  })
})

it('asks for a new beginning when the epoch has changed', async () => {
  const teacher = await world.as(world.people.teacher)
  const { next } = await teacher.pull()
  await sql`update plan set epoch = 'restored' where id = ${world.plan.id}`.execute(world.db)
  await expect(teacher.pull(next)).rejects.toThrow(/^409 .*cursor.epoch/)
  expect((await teacher.pull()).epoch).toBe('restored')
})

it('holds after any walk what a full read gives, whatever happened on the way', async () => {
  const { device: author } = await aPerson()
  const principal = await world.as(world.people.principal)
  const deputy = await world.as(world.people.deputy)
  const followers = [author, principal, deputy].map((device) => new Follower(device))
  const records: { id: string; base: number }[] = []
  for (let turn = 0; turn < 60; turn += 1) {
    await act(turn, { author, principal, records })
    const follower = followers[turn % 3]
    const { next, changes } = await (follower as Follower).device.pull(
      follower?.cursor,
      1 + (turn % 4),
    )
    for (const change of changes) {
      if (change.change === 'put') follower?.held.set(change.id, change.event)
      else follower?.held.delete(change.id)
    }
    if (follower) follower.cursor = next
  }
  for (const follower of followers) {
    await follower.follow(7)
    expect(follower.held).toEqual(await heldBy(follower.device))
  }
})

/** A seeded course of sendings, returns and withdrawals; what a rule refuses changes nothing. */
async function act(
  turn: number,
  {
    author,
    principal,
    records,
  }: { author: Device; principal: Device; records: { id: string; base: number }[] },
) {
  const pick = records[(turn * 7) % Math.max(1, records.length)]
  const choice = (turn * 2_654_435_761) % 5
  if (choice < 2 || !pick) {
    const sent = author.sending({ answers: aTraining({ donVi: `Trường ${turn}` }) })
    records.push({ id: sent.record.id, base: 1 })
    await author.push(sent)
    return
  }
  const { id: record, base } = pick
  if (choice === 2) {
    await author.push(author.command({ kind: 'submission.withdraw', record, base }))
  } else if (choice === 3) {
    const given = { revision: base, verdict: 'returned', comment: 'Xem lại' }
    await principal.push(principal.deciding(record, given, base))
  } else {
    const [result] = await author.push(author.sending({ record, base }))
    if (result?.result === 'applied') pick.base = base + 1
  }
}
