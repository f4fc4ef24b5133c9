import { randomUUID } from 'node:crypto'
import { afterAll, describe, expect, it } from 'vitest'
import type { MessageRecord, Reach, SentMessages } from '#contract/messages.ts'
import { remindOfRounds } from '../../../src/server/messages/reminders.ts'
import { aCommand } from '../../builders/commands.ts'
import { aTraining } from '../../builders/training.ts'
import type { Who } from '../../support/guarded-world.ts'
import { testNow } from '../../support/house.ts'
import { anOfficeWorld } from '../../support/office-world.ts'

let now = testNow
const world = await anOfficeWorld({ clock: () => new Date(now) })
const { answer, ask, db, house, people, plan, round, units } = world
afterAll(world.close)

const words = {
  title: 'Họp chuyên môn',
  text: 'Mời thầy cô họp lúc 14 giờ.',
  unitIds: [units.school.id],
  roles: [] as string[],
  until: '2026-11-20',
}

async function sends(who: Who, more: Partial<typeof words> = {}, id: string = randomUUID()) {
  const record = { type: 'message', id }
  return [id, await answer(who, { kind: 'message.send', record, input: { ...words, ...more } })]
}

async function titles(who: Who): Promise<string[]> {
  const reply = await ask(who, { url: `/api/plans/${plan.id}` })
  const { messages = [] } = reply.json<{ messages?: MessageRecord[] }>()
  return messages.map(({ title }) => title)
}

describe('a message', () => {
  it('comes with the plan to those in its scope, until its day is over', async () => {
    expect(await sends('principal', { roles: ['staff'] })).toContain('applied')
    expect(await titles('teacher')).toEqual([words.title])
    for (const who of ['deputy', 'stranger', 'reviewer'] as const)
      expect(await titles(who)).toEqual([])
    now = '2026-11-20T16:59:00.000Z'
    expect(await titles('teacher')).toEqual([words.title])
    now = '2026-11-20T17:00:00.000Z'
    expect(await titles('teacher')).toEqual([])
    now = testNow
  })

  it('is taken back by who wrote it, and then is nowhere', async () => {
    const [id = ''] = await sends('officer', { title: 'Nhầm' })
    expect(await titles('colleague')).toContain('Nhầm')
    const write = { kind: 'message.take-back', record: { type: 'message', id }, base: 1 }
    expect(await answer('principal', write)).toBe('message.not-found')
    expect(await answer('officer', write)).toBe('applied')
    expect(await titles('colleague')).not.toContain('Nhầm')
  })

  it('is audited by ids and figures, without its words', async () => {
    const [id = ''] = await sends('administrator', { title: 'Bí mật', unitIds: [units.so.id] })
    const line = await db
      .selectFrom('audit')
      .selectAll()
      .where('recordId', '=', id)
      .executeTakeFirstOrThrow()
    expect(line).toMatchObject({ kind: 'message.send', unitId: units.so.id })
    expect(line.facts).toEqual({ units: [units.so.id], people: 14 })
    expect(JSON.stringify(line)).not.toContain('Bí mật')
  })

  it('stays among the newest thirty', async () => {
    for (let n = 0; n < 31; n += 1) {
      now = new Date(Date.parse(testNow) + n * 1000).toISOString()
      await sends('otherPrincipal', { title: `Tin ${n}`, unitIds: [units.otherSchool.id] })
    }
    const shown = await titles('stranger')
    expect(shown).toHaveLength(30)
    expect(shown[0]).toBe('Tin 30')
    expect(shown).not.toContain('Tin 0')
    now = testNow
  })
})

describe('who writes', () => {
  const pageOf = async (who: Who, page: number) =>
    (await ask(who, { url: `/api/messages/sent?page=${page}` })).json<SentMessages>()
  const sent = async (who: Who) => (await pageOf(who, 1)).messages

  it('sees their own, an administrator those of their units', async () => {
    const own = await sent('principal')
    expect(own.map(({ title, people: many }) => [title, many])).toEqual([[words.title, 2]])
    expect((await sent('administrator')).length).toBe(20)
    expect((await sent('deputy')).map(({ by }) => by)).toEqual([])
    expect(await sent('outsider')).toEqual([])
  })

  it('turns pages, the newest first and each once', async () => {
    const pages = [await pageOf('administrator', 1), await pageOf('administrator', 2)]
    const ids = pages.flatMap(({ messages }) => messages.map(({ id }) => id))
    expect(new Set(ids).size).toBe(ids.length)
    expect(pages.map(({ hasMore }) => hasMore)).toEqual([true, false])
    const days = pages.flatMap(({ messages }) => messages.map(({ sentAt }) => sentAt))
    expect(days).toEqual([...days].sort().reverse())
    expect(pages[1]?.units.map(({ id }) => id)).toContain(units.school.id)
  })

  it('learns how many it would reach, only among their own', async () => {
    const reach = async (who: Who, query: string) =>
      (await ask(who, { url: `/api/messages/reach?${query}` })).json<Reach>().people
    expect(await reach('principal', `units=${units.school.id}&roles=`)).toBe(5)
    expect(await reach('principal', `units=${units.school.id}&roles=staff`)).toBe(2)
    expect(await reach('principal', `units=${units.otherSchool.id}&roles=`)).toBe(0)
    expect(await reach('officer', `units=${units.school.id},${units.commune.id}&roles=`)).toBe(6)
  })
})

describe('a reminder of a round', () => {
  it('is made once for each day, for those who have not sent', async () => {
    await db
      .updateTable('round')
      .set({ closesOn: '2026-11-18', reminders: [7, 3, 1] })
      .where('id', '=', round.id)
      .execute()
    const made = await Promise.all([remindOfRounds(house), remindOfRounds(house)])
    expect(made.reduce((a, b) => a + b)).toBe(1)
    expect(await remindOfRounds(house)).toBe(0)
    expect(await titles('teacher')).toContain(`Sắp đến hạn: ${round.title}`)
    const bundle = (await ask('teacher', { url: `/api/plans/${plan.id}` })).json<{
      messages: MessageRecord[]
    }>()
    expect(bundle.messages.map(({ roundId }) => roundId)).toContain(round.id)
    const { messages } = (
      await ask('administrator', { url: '/api/messages/sent?page=1' })
    ).json<SentMessages>()
    const { messages: older } = (
      await ask('administrator', { url: '/api/messages/sent?page=2' })
    ).json<SentMessages>()
    const own = [...messages, ...older].filter(({ by }) => by === null)
    expect(own).toMatchObject([{ reminds: round.title }])
    expect(own[0]?.people).toBeGreaterThan(0)
    const input = { roundId: round.id, answers: aTraining() }
    const { accountId } = people.teacher
    const commands = [aCommand({ plan: plan.id, account: accountId, instrumentVersion: 1, input })]
    await ask('teacher', {
      method: 'POST',
      url: `/api/plans/${plan.id}/commands`,
      payload: { commands },
    })
    expect(await titles('teacher')).not.toContain(`Sắp đến hạn: ${round.title}`)
    expect(await titles('colleague')).toContain(`Sắp đến hạn: ${round.title}`)
    now = '2026-11-17T02:00:00.000Z'
    expect(await remindOfRounds(house)).toBe(1)
    now = '2026-11-19T02:00:00.000Z'
    expect(await remindOfRounds(house)).toBe(0)
    now = testNow
  })
})
