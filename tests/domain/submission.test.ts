import { describe, expect, it } from 'vitest'
import type { Outcome } from '../../src/domain/outcome.ts'
import { decide, type DecideInput } from '../../src/domain/submission/decide.ts'
import { askLate, send, withdraw } from '../../src/domain/submission/send.ts'
import { waitsAt, type Submission } from '../../src/domain/submission/submission.ts'
import { act, answers, binh, hoa, lan, ledger, mai, someone, tam } from './world.ts'

const input = { roundId: 'ledger', answers }

function value<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(`refused: ${outcome.problem.code}`)
  return outcome.value
}

function code(outcome: Outcome<unknown>): string {
  return outcome.ok ? 'done' : outcome.problem.code
}

const sent = value(send(undefined, input, act(hoa)))

function verdict(more: Partial<DecideInput> = {}): DecideInput {
  return { revision: 1, step: 0, verdict: 'accepted', comment: '', itemComments: [], ...more }
}

const returning = verdict({ verdict: 'returned', comment: 'Thiếu số tiết' })
const returned = value(decide(sent, returning, act(binh)))
const passed = value(decide(sent, verdict(), act(binh)))
const accepted = value(decide(passed, verdict({ step: 1 }), act(mai)))

describe('sending', () => {
  it('makes the first revision, at the first step of the route', () => {
    expect(sent).toMatchObject({
      authorId: 'hoa',
      unitId: 'thcs',
      standing: 'received',
      step: 0,
      revisions: [{ no: 1, commandId: 'c1', instrumentVersion: 1, late: false }],
    })
    expect(waitsAt(sent)?.unitId).toBe('thcs')
  })

  it('names the first refused field, and lists them all', () => {
    const outcome = send(
      undefined,
      { ...input, answers: { ...answers, ten: '', tiet: 0 } },
      act(hoa),
    )
    expect(outcome).toMatchObject({
      ok: false,
      problem: {
        code: 'answer.required',
        item: 'ten',
        fields: [{ item: 'ten' }, { item: 'tiet', code: 'answer.too-small', limit: 0.5 }],
      },
    })
  })

  it('makes the next revision after a return, and starts the route anew', () => {
    const again = value(send(returned, input, act(hoa, { base: 1, commandId: 'c2' })))
    expect(again).toMatchObject({
      standing: 'received',
      step: 0,
      revisions: [{ no: 1 }, { no: 2 }],
    })
    expect(again.decisions).toEqual(returned.decisions)
  })

  it('may replace what nobody has decided on yet, and what was withdrawn', () => {
    expect(code(send(sent, input, act(hoa, { base: 1 })))).toBe('done')
    const back = value(withdraw(sent, {}, act(hoa, { base: 1 })))
    expect(code(send(back, input, act(hoa, { base: 1 })))).toBe('done')
  })

  it.each<[string, Submission | undefined, Parameters<typeof act>, object, string]>([
    ['somebody else’s', sent, [lan, { base: 1 }], {}, 'submission.not-found'],
    ['from an older revision', returned, [hoa, { base: 0 }], {}, 'submission.stale-base'],
    ['what a step has passed', passed, [hoa, { base: 1 }], {}, 'submission.in-review'],
    ['what is accepted', accepted, [hoa, { base: 1 }], {}, 'submission.already-accepted'],
    ['to a round that is not there', undefined, [hoa], { roundId: 'x' }, 'round.not-found'],
    ['to another plan’s round', undefined, [hoa, { planId: 'other' }], {}, 'round.not-found'],
    [
      'as somebody whom the round does not ask',
      undefined,
      [someone('an', 'so', 'administrator')],
      {},
      'round.not-for-you',
    ],
    [
      'after one’s post has ended',
      undefined,
      [someone('cu', 'thcs', 'staff', { until: '2026-11-20' })],
      {},
      'round.not-for-you',
    ],
    [
      'in an instrument version that never was',
      undefined,
      [hoa, { instrumentVersion: 9 }],
      {},
      'instrument.unknown-version',
    ],
  ])('refuses %s', (_, current, [by, more], change, problem) => {
    expect(code(send(current, { ...input, ...change }, act(by, more)))).toBe(problem)
  })

  it('takes a post’s last day whole', () => {
    const until = someone('hoa', 'thcs', 'staff', { until: '2026-11-21' })
    expect(code(send(undefined, input, act(until, { at: '2026-11-21T16:59:00Z' })))).toBe('done')
  })
})

describe('a round with an end', () => {
  const round = { ...ledger, closesOn: '2026-11-10', closingDays: 5 }
  const sending = (at: string, occurredAt: string) =>
    send(undefined, input, act(hoa, { at, occurredAt, rounds: [round] }))
  const early = { ...input, answers: { ...answers, tuNgay: '2026-11-01', denNgay: '2026-11-02' } }

  it('includes its whole last day', () => {
    const at = '2026-11-10T16:59:59Z'
    const outcome = send(undefined, early, act(hoa, { at, occurredAt: at, rounds: [round] }))
    expect(value(outcome).revisions[0]?.late).toBe(false)
  })

  it('while closing takes what was finished in time, marked late, and nothing else', () => {
    const at = '2026-11-15T09:00:00Z'
    const inTime = '2026-11-10T10:00:00Z'
    const outcome = send(undefined, early, act(hoa, { at, occurredAt: inTime, rounds: [round] }))
    expect(value(outcome).revisions[0]?.late).toBe(true)
    expect(code(sending(at, '2026-11-11T10:00:00Z'))).toBe('round.closed')
    expect(code(sending('2026-11-16T09:00:00Z', inTime))).toBe('round.closed')
  })

  it('is not open before its first day', () => {
    const later = { ...ledger, opensOn: '2026-12-01' }
    expect(code(send(undefined, input, act(hoa, { rounds: [later] })))).toBe('round.not-open')
  })

  it('may be asked for leave once closed, with a reason', () => {
    const closed = act(hoa, { rounds: [{ ...ledger, closesOn: '2026-10-01' }] })
    const asked = value(askLate(undefined, { roundId: 'ledger', reason: ' mất điện ' }, closed))
    expect(asked).toMatchObject({ standing: 'draft', lateRequests: [{ reason: 'mất điện' }] })
    expect(code(askLate(undefined, { roundId: 'ledger', reason: ' ' }, closed))).toBe(
      'submission.reason-required',
    )
    expect(code(askLate(undefined, { roundId: 'ledger', reason: 'x' }, act(hoa)))).toBe(
      'round.still-open',
    )
  })
})

describe('withdrawing', () => {
  it('is its author’s, before anybody decided', () => {
    expect(value(withdraw(sent, {}, act(hoa, { base: 1 }))).standing).toBe('withdrawn')
    expect(code(withdraw(sent, {}, act(lan, { base: 1 })))).toBe('submission.not-found')
    expect(code(withdraw(undefined, {}, act(hoa)))).toBe('submission.not-found')
    expect(code(withdraw(passed, {}, act(hoa, { base: 1 })))).toBe('submission.already-decided')
    expect(code(withdraw(returned, {}, act(hoa, { base: 1 })))).toBe('submission.already-decided')
    expect(code(withdraw(sent, {}, act(hoa, { base: 0 })))).toBe('submission.stale-base')
  })
})

describe('deciding', () => {
  it('goes step by step: accepted is the last step passed', () => {
    expect(passed).toMatchObject({ standing: 'received', step: 1 })
    expect(waitsAt(passed)?.unitId).toBe('so')
    expect(accepted).toMatchObject({ standing: 'accepted', step: 2 })
  })

  it('sends a head’s own record to the managing body: the commune, or the Sở for a THPT', () => {
    expect(value(send(undefined, input, act(binh))).route).toMatchObject([{ unitId: 'xa' }])
    const head = someone('son', 'thpt', 'principal')
    expect(value(send(undefined, input, act(head))).route).toMatchObject([{ unitId: 'so' }])
  })

  it.each<
    [string, Submission | undefined, Parameters<typeof act>[0], Partial<DecideInput>, string]
  >([
    ['nothing', undefined, binh, {}, 'submission.not-found'],
    [
      'as a teacher of the school',
      sent,
      someone('khac', 'thcs', 'staff'),
      {},
      'submission.not-found',
    ],
    [
      'as the head of another school',
      sent,
      someone('x', 'th', 'principal'),
      {},
      'submission.not-found',
    ],
    ['as a commune officer off the route', sent, tam, {}, 'submission.not-found'],
    ['one’s own', sent, hoa, {}, 'decision.own-submission'],
    ['before one’s turn', sent, mai, { step: 1 }, 'decision.not-yours'],
    ['in another step’s name', sent, mai, { step: 0 }, 'decision.not-yours'],
    [
      'an older revision',
      value(send(sent, input, act(hoa, { base: 1 }))),
      binh,
      {},
      'decision.stale',
    ],
    ['what a colleague decided', passed, lan, {}, 'decision.already-decided'],
    [
      'a return without a word',
      sent,
      binh,
      { verdict: 'returned', comment: ' ' },
      'decision.comment-required',
    ],
    [
      'an item that is not there',
      sent,
      binh,
      { itemComments: [{ item: 'x', comment: 'y' }] },
      'decision.unknown-item',
    ],
  ])('refuses %s', (_, current, by, more, problem) => {
    expect(code(decide(current, verdict(more), act(by)))).toBe(problem)
  })

  it('tells the second reviewer who was first, and when', () => {
    const second = decide(passed, verdict(), act(lan))
    expect(second).toMatchObject({ problem: { byId: 'binh', at: '2026-11-21T03:00:00.000Z' } })
  })

  it('lets nobody decide on their own, even with the step’s role', () => {
    const own = value(send(undefined, input, act(lan)))
    expect(code(decide(own, verdict(), act(lan)))).toBe('decision.own-submission')
    expect(code(decide(own, verdict(), act(binh)))).toBe('done')
  })

  it('returns with words for the whole or for a field', () => {
    const byField = verdict({
      verdict: 'returned',
      itemComments: [{ item: 'tiet', comment: ' 3? ' }],
    })
    expect(value(decide(sent, byField, act(binh))).decisions).toMatchObject([
      { verdict: 'returned', itemComments: [{ item: 'tiet', comment: '3?' }] },
    ])
  })

  it('is closed to a withdrawn submission', () => {
    const back = value(withdraw(sent, {}, act(hoa, { base: 1 })))
    expect(code(decide(back, verdict(), act(binh)))).toBe('submission.not-found')
  })
})
