import { afterAll, beforeAll, expect, it } from 'vitest'
import type { PlanBundle, PlanList } from '#contract/plans.ts'
import { aPost, aTeacher } from '../../builders/people.ts'
import { aPlan, aRound } from '../../builders/plans.ts'
import { writePeople, writePlan, writeRound, writeUnits } from '../../builders/rows.ts'
import { aSo } from '../../builders/units.ts'
import { aWorld, type World } from '../sync/world.ts'

let world: World
const plans: Record<string, string> = {}

beforeAll(async () => {
  world = await aWorld()
  const other = aSo({ parentId: world.units.ministry.id, name: 'Sở khác' })
  await writeUnits(world.db, [other])
  const add = async (name: string, unitId: string) => {
    const plan = aPlan({ unitId })
    plans[name] = plan.id
    await writePlan(world.db, plan, [])
    return plan
  }
  plans['so'] = world.plan.id
  await add('ministry', world.units.ministry.id)
  await add('commune', world.units.commune.id)
  const invited = await add('other', other.id)
  await writeRound(world.db, aRound({ planId: invited.id, unitIds: [world.units.highSchool.id] }))
})

afterAll(() => world.close())

it.each([
  ['teacher', ['so', 'ministry', 'commune']],
  ['stranger', ['so', 'ministry']],
  ['highTeacher', ['so', 'ministry', 'other']],
  ['officer', ['so', 'ministry', 'commune']],
  ['reviewer', ['so', 'ministry', 'commune']],
] as const)('gives %s the plans of their posts and no others', async (who, expected) => {
  const device = await world.as(world.people[who])
  const { plans: given } = (await device.get('/api/plans')).json<PlanList>()
  expect(given.map(({ id }) => id).sort()).toEqual(expected.map((name) => plans[name]).sort())
  for (const [name, id] of Object.entries(plans)) {
    const reply = await device.get(`/api/plans/${id}`)
    expect([name, reply.statusCode]).toEqual([
      name,
      (expected as readonly string[]).includes(name) ? 200 : 404,
    ])
  }
})

it('leaves whoever wrote in a plan that plan, but nobody else without a post', async () => {
  const post = aPost({ unitId: world.units.school.id })
  const [wrote, idle] = [aTeacher(post.unitId), aTeacher(post.unitId)]
  await writePeople(world.db, [wrote, idle])
  const device = await world.as(wrote)
  await device.push(device.sending())
  await world.db
    .updateTable('post')
    .set({ untilOn: '2026-11-15' })
    .where('personId', 'in', [wrote.id, idle.id])
    .execute()
  expect((await device.get('/api/plans')).json<PlanList>().plans.map(({ id }) => id)).toEqual([
    world.plan.id,
  ])
  expect((await (await world.as(idle)).get('/api/plans')).json<PlanList>().plans).toEqual([])
})

it('gives what a device needs to write without a line, and the same only once', async () => {
  const device = await world.as(world.people.teacher)
  const url = `/api/plans/${world.plan.id}`
  const reply = await device.get(url)
  const bundle = reply.json<PlanBundle>()
  const unsaid = { levels: [], expected: [], reminders: [], reviewUntil: null, publishOn: null }
  const round: unknown = JSON.parse(JSON.stringify(world.round))
  expect(bundle.rounds).toEqual([{ ...unsaid, copiedFrom: null, version: 1, ...(round as object) }])
  expect(bundle.tasks).toEqual([world.task])
  expect(bundle.instruments.map(({ id, version }) => [id, version])).toEqual([
    ['training-record', 1],
  ])
  expect(bundle.instruments[0]?.items.length).toBeGreaterThan(10)
  expect(bundle.units.map(({ id }) => id).sort()).toEqual(
    ['school', 'commune', 'so', 'ministry']
      .map((name) => world.units[name as keyof typeof world.units].id)
      .sort(),
  )
  const again = (etag: string) =>
    world.app.inject({ url, headers: { ...device.headers, 'if-none-match': etag } })
  const { etag } = reply.headers
  expect((await again(String(etag))).statusCode).toBe(304)
  expect((await again(`"x", ${String(etag).replace('W/', '')}`)).statusCode).toBe(304)
  await world.db
    .updateTable('plan')
    .set({ title: 'Kế hoạch mới' })
    .where('id', '=', world.plan.id)
    .execute()
  expect((await again(String(etag))).statusCode).toBe(200)
})
