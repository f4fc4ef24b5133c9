import { afterAll, beforeAll, expect, it } from 'vitest'
import { addDays, dayOf } from '#domain/day.ts'
import type { Device } from '../../src/client/device/door.ts'
import { openDevice } from '../../src/client/device/open.ts'
import { markSeen, readMessages } from '../../src/client/state/messages.ts'
import { notifyDue } from '../../src/server/messages/notify.ts'
import type { Who } from '../support/guarded-world.ts'
import { injectLine, type InjectLine } from '../support/inject-line.ts'
import { anOfficeWorld, type OfficeWorld } from '../support/office-world.ts'

/*
 * The Sở writes to the heads of one commune: their devices hold it and show it without a line, those
 * of the other commune never get it, and taken back it is gone with the next line.
 */

interface Desk {
  readonly device: Device
  readonly line: InjectLine
}

let world: OfficeWorld

beforeAll(async () => {
  world = await anOfficeWorld({ clock: () => new Date() })
})

afterAll(() => world.close())

async function desk(who: Who): Promise<Desk> {
  const line = await injectLine(world.app, world.people[who].username)
  const device = await openDevice(line.session)
  await device.synchronise(line)
  return { device, line }
}

async function titles({ device }: Desk): Promise<string[]> {
  return (await readMessages(device)).map(({ title }) => title)
}

it('reaches the heads of one commune, offline too, and nobody else', async () => {
  const head = await desk('principal')
  const teacher = await desk('teacher')
  const otherHead = await desk('otherPrincipal')
  const record = { type: 'message', id: 'to-the-heads' }
  const input = {
    ...{ title: 'Họp hiệu trưởng', text: 'Mời họp lúc 8 giờ.' },
    ...{ unitIds: [world.units.commune.id], roles: ['principal'] },
    until: addDays(dayOf(new Date().toISOString()), 7),
  }
  const send = { kind: 'message.send', record, input }
  expect(await world.answer('reviewer', send)).toBe('applied')

  const all = [head, teacher, otherHead]
  for (const { device, line } of all) await device.synchronise(line)
  head.line.isCut = true
  expect(await titles(head)).toEqual(['Họp hiệu trưởng'])
  expect(await titles(teacher)).toEqual([])
  expect(await titles(otherHead)).toEqual([])

  // Opened without a line, it stays opened; the notebook itself holds it, over a night too.
  await markSeen(head.device, record.id)
  const { session } = head.line
  head.device.close()
  const morning = await openDevice(session)
  expect(await readMessages(morning)).toMatchObject([{ title: 'Họp hiệu trưởng', isSeen: true }])

  const takeBack = { kind: 'message.take-back', record, base: 1 }
  expect(await world.answer('reviewer', takeBack)).toBe('applied')
  expect(await readMessages(morning)).toHaveLength(1)
  head.line.isCut = false
  await morning.synchronise(head.line)
  expect(await readMessages(morning)).toEqual([])
})

it('notifies the browsers of those heads alone, and no message that was taken back', async () => {
  const { principal, teacher, otherPrincipal } = world.people
  const createdAt = new Date().toISOString()
  const keys = {
    p256dh:
      'BNcRdreALRFXTkOOUHK1EtK2wtaz5Ry4YfYCA_0QTpQtUbVlUls0VJXg7A8u-Ts1XbjhazAkj7I99e8QcYP7DkM',
    auth: 'tBHItJI5svbpez7KI4CCXg',
  }
  const rows = [principal, teacher, otherPrincipal].map(({ accountId }) => ({
    ...{ accountId, createdAt, ...keys },
    endpoint: `https://push.example/${accountId}`,
  }))
  await world.db.insertInto('pushSubscription').values(rows).execute()
  const told: string[] = []
  const post = (endpoint: string) => {
    told.push(endpoint)
    return Promise.resolve(201)
  }
  await notifyDue(world.house, post)
  expect(told).toEqual([])

  const record = { type: 'message', id: 'again-to-the-heads' }
  const input = {
    ...{ title: 'Họp lại', text: 'Mời họp lúc 9 giờ.' },
    ...{ unitIds: [world.units.commune.id], roles: ['principal'] },
    until: addDays(dayOf(new Date().toISOString()), 7),
  }
  expect(await world.answer('reviewer', { kind: 'message.send', record, input })).toBe('applied')
  await notifyDue(world.house, post)
  expect(told).toEqual([`https://push.example/${principal.accountId}`])
})
