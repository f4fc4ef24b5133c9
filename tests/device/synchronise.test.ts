import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Device } from '../../src/client/device/door.ts'
import type { Exchange } from '../../src/contract/exchange.ts'
import { binh, hoa, lan, ledger } from '../domain/world.ts'
import { lineTo } from '../support/line.ts'
import { refusedAs } from '../support/office.ts'
import { aDecision, aDraft, anOffice, aSend, Tablet, today } from './tablet.ts'

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: today })
})
afterEach(() => {
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

async function aSchool() {
  const office = anOffice()
  const [hers, his] = [new Tablet(), new Tablet()]
  const teacher = await hers.signIn(hoa)
  const head = await his.signIn(binh)
  const meet = async () => {
    for (const [device, actor] of [
      [teacher, hoa],
      [head, binh],
    ] as const) {
      expect(await device.synchronise(office.for(actor))).toMatchObject({ ended: 'done' })
    }
  }
  await meet()
  return { office, hers, teacher, head, meet }
}

describe('from the teacher to the head and back', () => {
  it('carries a session, its return, its mending and its acceptance', async () => {
    const { teacher, head, meet } = await aSchool()
    await teacher.perform(aSend('a', { title: 'Một' }))
    await meet()
    expect(await head.read.toReview()).toMatchObject([{ id: 'a', standing: 'received' }])
    await head.perform(aDecision('a', 'returned'))
    expect(await head.read.one('a')).toMatchObject({
      standing: 'queued',
      submission: { standing: 'returned' },
    })
    await meet()
    await meet()
    expect(await teacher.read.one('a')).toMatchObject({ standing: 'returned' })
    await teacher.keepDraft(aDraft('a', 'Hai', 1))
    expect(await teacher.read.one('a')).toMatchObject({
      standing: 'returned',
      draft: { base: 1 },
    })
    await teacher.perform(aSend('a', { title: 'Hai', base: 1 }))
    await meet()
    await head.perform(aDecision('a', 'accepted', 2))
    await meet()
    await meet()
    expect((await teacher.read.one('a'))?.submission).toMatchObject({ step: 1 })
    expect(await teacher.read.sent(10)).toHaveLength(2)
  })

  it('takes a withdrawn one out of the head’s sight', async () => {
    const { teacher, head, meet } = await aSchool()
    await teacher.perform(aSend('a'))
    await meet()
    const back = { kind: 'submission.withdraw', planId: 'plan', recordId: 'a', base: 1, input: {} }
    await teacher.perform(back as never)
    await meet()
    expect(await head.read.toReview()).toEqual([])
    expect(await teacher.read.one('a')).toMatchObject({ standing: 'withdrawn' })
  })

  it('lets the second of two reviewers know who was first, and keeps their words', async () => {
    const { office, teacher, head, meet } = await aSchool()
    const deputy = await new Tablet().signIn(lan)
    await teacher.perform(aSend('a'))
    await meet()
    await deputy.synchronise(office.for(lan))
    await head.perform(aDecision('a', 'accepted'))
    await deputy.perform(aDecision('a', 'returned'))
    await meet()
    await deputy.synchronise(office.for(lan))
    expect(await deputy.read.outbox()).toMatchObject([
      { state: 'conflict', problem: { code: 'decision.already-decided', byId: 'binh' } },
    ])
    expect(await deputy.read.one('a')).toMatchObject({
      standing: 'failed',
      submission: { step: 1 },
    })
  })
})

describe('what the server refuses', () => {
  it('blocks only its own record', async () => {
    const { office, teacher, meet } = await aSchool()
    await teacher.perform(aSend('a'))
    await teacher.perform(aSend('b'))
    const closed = { ...ledger, closesOn: '2026-01-01', closingDays: 0 }
    vi.spyOn(office.setting.rounds, 'get').mockImplementationOnce(() => closed)
    await meet()
    expect(await teacher.read.outbox()).toMatchObject([
      { recordId: 'a', state: 'refused', problem: { code: 'round.closed' } },
    ])
    expect(await teacher.read.one('a')).toMatchObject({ standing: 'failed' })
    expect(await teacher.read.one('b')).toMatchObject({ standing: 'received' })
    expect(await teacher.read.waiting()).toEqual({ waiting: 0, attention: 1 })
    await meet()
    expect(await teacher.read.outbox()).toMatchObject([{ state: 'refused', attempts: 1 }])
  })

  it('goes through when tried again after it was mended from outside', async () => {
    const { office, teacher, meet } = await aSchool()
    await teacher.perform(aSend('a'))
    const closed = { ...ledger, closesOn: '2026-01-01', closingDays: 0 }
    vi.spyOn(office.setting.rounds, 'get').mockImplementationOnce(() => closed)
    await meet()
    const [entry] = await teacher.read.outbox()
    await teacher.tryAgain(entry?.commandId ?? '')
    await meet()
    expect(await teacher.read.one('a')).toMatchObject({ standing: 'received' })
  })

  it('keeps both of two rival revisions, and lets a person choose', async () => {
    const { office, teacher, meet } = await aSchool()
    const other = await new Tablet().signIn(hoa)
    await teacher.perform(aSend('a', { title: 'Gốc' }))
    await meet()
    await other.synchronise(office.for(hoa))
    await teacher.perform(aSend('a', { title: 'Ở máy này', base: 1 }))
    await other.perform(aSend('a', { title: 'Ở máy kia', base: 1 }))
    await meet()
    await other.synchronise(office.for(hoa))
    const [entry] = await other.read.outbox()
    expect(entry).toMatchObject({
      state: 'conflict',
      problem: { code: 'submission.stale-base' },
      input: { answers: { ten: 'Ở máy kia' } },
    })
    const shown = await other.read.one('a')
    expect(shown?.submission?.revisions.at(-1)?.answers['ten']).toBe('Ở máy này')
    expect(await other.mend(entry?.commandId ?? '')).toMatchObject({ base: 2 })
    await other.perform(aSend('a', { title: 'Ở máy kia', base: 2 }))
    await other.synchronise(office.for(hoa))
    expect(office.records.get('a')?.submission.revisions).toHaveLength(3)
  })

  it('halves a batch that is too large, and marks one command that alone is', async () => {
    const { office, teacher } = await aSchool()
    for (const id of ['a', 'b', 'c', 'd']) await teacher.perform(aSend(id, { title: `Buổi ${id}` }))
    const real = office.for(hoa)
    const sizes: number[] = []
    const narrow: Exchange = {
      ...real,
      push: (plan, commands) => {
        sizes.push(commands.length)
        const isLarge = commands.length > 1 || commands[0]?.record.id === 'c'
        return isLarge
          ? Promise.resolve(refusedAs(413, 'request.too-large'))
          : real.push(plan, commands)
      },
    }
    expect(await teacher.synchronise(narrow)).toMatchObject({ ended: 'done', sent: 3 })
    expect(sizes).toEqual([4, 2, 1, 1, 1, 1])
    expect(await teacher.read.outbox()).toMatchObject([{ recordId: 'c', state: 'refused' }])
  })

  it('sends one on which the server breaks last and alone', async () => {
    const { office, teacher } = await aSchool()
    await teacher.perform(aSend('bad'))
    await teacher.perform(aSend('good'))
    const real = office.for(hoa)
    const breaking: Exchange = {
      ...real,
      push: (plan, commands) =>
        commands.some(({ record }) => record.id === 'bad')
          ? Promise.resolve({ ok: false, word: 'broken' })
          : real.push(plan, commands),
    }
    for (let time = 0; time < 4; time += 1) {
      expect(await teacher.synchronise(breaking)).toMatchObject({ ended: 'broken' })
    }
    await teacher.perform(aSend('later'))
    await teacher.synchronise(breaking)
    expect(await teacher.read.outbox()).toMatchObject([{ recordId: 'bad', state: 'unknown' }])
    expect([...office.records.keys()]).toEqual(['good', 'later'])
  })

  it('believes no result whose receipt speaks of something else', async () => {
    const { office, teacher } = await aSchool()
    await teacher.perform(aSend('a'))
    const real = office.for(hoa)
    const careless: Exchange = {
      ...real,
      push: async (plan, commands) => {
        const reply = await real.push(plan, commands)
        const first = reply.ok && reply.value.results[0]
        if (first && first.result === 'applied') first.receipt.hash = '0'.repeat(64)
        return reply
      },
    }
    await teacher.synchronise(careless)
    expect(await teacher.read.outbox()).toMatchObject([{ state: 'unknown' }])
    await teacher.synchronise(real)
    expect(await teacher.read.outbox()).toEqual([])
  })

  it('forgets what left the person’s sight, but no draft and no command of it', async () => {
    const { office, teacher, head, hers, meet } = await aSchool()
    await teacher.perform(aSend('a'))
    await meet()
    await head.perform(aDecision('a', 'returned'))
    await teacher.keepDraft(aDraft('a', 'Dở', 1))
    const left = { change: 'out_of_scope' as const, event: 99, id: 'a' }
    for (const [device, actor] of [
      [teacher, hoa],
      [head, binh],
    ] as const) {
      const real = office.for(actor)
      const leaving: Exchange = {
        ...real,
        push: () => Promise.resolve({ ok: false, word: 'broken' }),
        changes: async (plan, cursor) => {
          const reply = await real.changes(plan, cursor)
          return reply.ok ? { ok: true, value: { ...reply.value, changes: [left] } } : reply
        },
      }
      await device.synchronise(leaving)
    }
    expect(await teacher.read.one('a')).toMatchObject({ standing: 'draft', draft: { base: 1 } })
    expect(await hers.rows(hoa, 'held')).toEqual([])
    expect(await head.read.outbox()).toMatchObject([{ kind: 'submission.decide', recordId: 'a' }])
  })
})

describe('a server restored from a back-up', () => {
  it('gets again, under the same ids, what it lacks', async () => {
    const { office, teacher, meet } = await aSchool()
    await teacher.perform(aSend('a'))
    await meet()
    const restore = office.backUp()
    await teacher.perform(aSend('b'))
    await teacher.perform(aSend('c'))
    await meet()
    const before = [...office.records.keys()]
    restore()
    expect([...office.records.keys()]).toEqual(['a'])
    await meet()
    expect([...office.records.keys()].sort()).toEqual(before.sort())
    expect(new Set(office.effects).size).toBe(office.effects.length)
    expect(await teacher.read.outbox()).toEqual([])
    expect(await teacher.read.sent(10)).toHaveLength(3)
  })

  it('holds back a decision until the record that it speaks of has come again', async () => {
    const { office, teacher, head, meet } = await aSchool()
    const restore = office.backUp()
    await teacher.perform(aSend('a'))
    await meet()
    await head.perform(aDecision('a', 'accepted'))
    await meet()
    restore()
    await head.synchronise(office.for(binh))
    expect(await head.read.outbox()).toMatchObject([{ state: 'deferred' }])
    await meet()
    await meet()
    expect(await head.read.outbox()).toEqual([])
    expect(office.records.get('a')?.submission).toMatchObject({ step: 1 })
  })
})

describe('clocks, tabs and lines', () => {
  it('sets a clock right that is a year off', async () => {
    const office = anOffice()
    office.clock = () => today.toISOString()
    vi.setSystemTime(new Date('2025-11-20T00:00:00Z'))
    const device = await new Tablet().signIn(hoa)
    await device.synchronise(office.for(hoa))
    expect(device.today()).toBe('2026-11-21')
    expect(await device.perform(aSend('a'))).toMatchObject({ ok: true })
    await device.synchronise(office.for(hoa))
    expect(await device.read.one('a')).toMatchObject({ standing: 'received' })
  })

  it.each(['locks', 'lease'])('lets one tab of two run at a time, with a %s', async (way) => {
    if (way === 'lease') vi.stubGlobal('navigator', {})
    const { office, hers, teacher } = await aSchool()
    const second = await hers.open(hoa)
    await teacher.perform(aSend('a'))
    await second.perform(aSend('b'))
    const slow = lineTo(office.for(hoa), () => 'slow')
    const reports = await Promise.all([teacher, second].map((tab) => tab.synchronise(slow)))
    expect(reports.map(({ ended }) => ended).sort()).toEqual(['busy-elsewhere', 'done'])
    expect(await second.read.outbox()).toEqual([])
    expect(office.effects).toHaveLength(2)
    expect(await second.synchronise(slow)).toMatchObject({ ended: 'done' })
  })

  it('numbers the commands of two tabs one by one', async () => {
    const { hers, teacher } = await aSchool()
    const second = await hers.open(hoa)
    const ids = ['a', 'b', 'c', 'd', 'e', 'f']
    await Promise.all(
      ids.map((id, index) => (index % 2 ? teacher : second).perform(aSend(id, { title: id }))),
    )
    const numbers = (await hers.rows(hoa, 'outbox')).map(({ seq }) => seq as number)
    expect(numbers.sort()).toEqual([1, 2, 3, 4, 5, 6])
  })

  it('joins a run that is under way', async () => {
    const { office, teacher } = await aSchool()
    const line = lineTo(office.for(hoa), () => 'slow')
    const run = teacher.synchronise(line)
    expect(teacher.synchronise(line)).toBe(run)
    await run
  })

  it('has one effect where the answer was lost or the request came twice', async () => {
    const { office, teacher } = await aSchool()
    await teacher.perform(aSend('a'))
    const losing = lineTo(office.for(hoa), (call) => (call === 'push' ? 'lose' : 'well'))
    expect(await teacher.synchronise(losing)).toMatchObject({ ended: 'unreachable', waiting: 1 })
    expect(await teacher.read.one('a')).toMatchObject({ standing: 'sending' })
    const doubling = lineTo(office.for(hoa), (call) => (call === 'push' ? 'double' : 'well'))
    expect(await teacher.synchronise(doubling)).toMatchObject({ ended: 'done', sent: 1 })
    expect(office.effects).toHaveLength(1)
  })

  it('gives up on a line that says nothing for a minute', async () => {
    const { office, teacher } = await aSchool()
    await teacher.perform(aSend('a'))
    vi.useFakeTimers({ toFake: ['Date', 'setTimeout', 'clearTimeout'], now: today })
    let isAsked = (): void => undefined
    const asked = new Promise<void>((resolve) => {
      isAsked = resolve
    })
    const silent: Exchange = {
      ...office.for(hoa),
      push: () => {
        isAsked()
        return new Promise(() => undefined)
      },
    }
    const run = teacher.synchronise(silent)
    await asked
    await vi.advanceTimersByTimeAsync(61_000)
    expect(await run).toMatchObject({ ended: 'unreachable', waiting: 1 })
  })

  it('takes what was written while it ran', async () => {
    const { office, teacher } = await aSchool()
    const writing = writesDuring(teacher, office.for(hoa))
    expect(await teacher.synchronise(writing)).toMatchObject({ ended: 'done', sent: 1, waiting: 0 })
  })

  it('keeps a record that was asked for by name, and never goes back behind it', async () => {
    const { office, teacher, head, meet } = await aSchool()
    await teacher.perform(aSend('a'))
    await meet()
    const held = office.records.get('a')
    const record = { ...structuredClone(held?.submission), standing: 'accepted' }
    await head.adopt({ event: 50, record, people: [], units: [] } as never, 'plan')
    await head.adopt({ event: 4, record: held?.submission, people: [], units: [] } as never, 'plan')
    expect(await head.read.one('a')).toMatchObject({ standing: 'accepted' })
  })
})

function writesDuring(device: Device, real: Exchange): Exchange {
  let hasWritten = false
  return {
    ...real,
    changes: async (plan, cursor) => {
      if (!hasWritten) await device.perform(aSend('meanwhile'))
      hasWritten = true
      return real.changes(plan, cursor)
    },
  }
}
