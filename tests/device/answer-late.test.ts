import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { binh, hoa, ledger } from '../domain/world.ts'
import { anOffice, aSend, Tablet, today } from './tablet.ts'

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: today })
})
afterEach(() => {
  vi.useRealTimers()
})

const route = { steps: [{ unit: 'own', roles: ['principal'] }] } as const

it('a wish to send late goes past the refused send that it is about', async () => {
  vi.setSystemTime('2026-11-19T02:00:00.000Z')
  const office = anOffice([{ ...ledger, closesOn: '2026-11-19', closingDays: 0, routes: [route] }])
  const author = await new Tablet().signIn(hoa)
  await author.synchronise(office.for(hoa))
  await author.perform(aSend('a'))
  // Two days without a line.
  vi.setSystemTime(today)
  await author.synchronise(office.for(hoa))
  expect(await author.read.outbox()).toMatchObject([{ problem: { code: 'round.closed' } }])

  const wish = { planId: 'plan', recordId: 'a', base: 0 }
  const input = { roundId: 'ledger', reason: 'Mất điện' }
  await author.perform({ ...wish, kind: 'submission.ask-late', input })
  await author.synchronise(office.for(hoa))
  expect(office.records.get('a')?.submission.lateRequests).toMatchObject([{ reason: 'Mất điện' }])
  expect(await author.read.outbox()).toMatchObject([
    { kind: 'submission.send', state: 'refused', problem: { code: 'round.closed' } },
  ])
  // What was written is still read beside the wish.
  const { submission } = (await author.read.one('a')) ?? {}
  expect(submission).toMatchObject({
    revisions: [{ no: 1 }],
    lateRequests: [{ reason: 'Mất điện' }],
  })
})

it('a wish to send late is answered without a line, and its author sends by the answer', async () => {
  const office = anOffice([{ ...ledger, closesOn: '2026-11-10', routes: [route] }])
  const author = await new Tablet().signIn(hoa)
  const head = await new Tablet().signIn(binh)
  await author.synchronise(office.for(hoa))
  const wish = { planId: 'plan', recordId: 'a', base: 0 }
  const input = { roundId: 'ledger', reason: 'Mất điện' }
  await author.perform({ ...wish, kind: 'submission.ask-late', input })
  await author.synchronise(office.for(hoa))
  await head.synchronise(office.for(binh))
  const [waiting] = await head.read.toReview()
  const request = waiting?.submission?.lateRequests[0]?.commandId ?? ''

  const answer = { request, granted: true, until: '2026-11-25', reason: '' }
  const said = await head.perform({ ...wish, kind: 'submission.answer-late', input: answer })
  expect(said).toMatchObject({ ok: true })
  const predicted = (await head.read.one('a'))?.submission?.lateRequests[0]?.answer
  expect(predicted).toMatchObject({ byId: 'binh', granted: true, until: '2026-11-25' })

  await head.synchronise(office.for(binh))
  expect(await head.read.outbox()).toEqual([])
  expect((await head.read.one('a'))?.problem).toBeUndefined()
  await author.synchronise(office.for(hoa))
  expect(await author.perform(aSend('a'))).toMatchObject({ ok: true })
  await author.synchronise(office.for(hoa))
  expect(office.records.get('a')?.submission).toMatchObject({
    standing: 'received',
    revisions: [{ late: true }],
  })
})
