import { describe, expect, it } from 'vitest'
import { answerLate, type AnswerLateInput } from '../../src/domain/submission/answer-late.ts'
import { mayAnswerLate } from '../../src/domain/people/access.ts'
import { askLate, send } from '../../src/domain/submission/send.ts'
import type { Act, Submission } from '../../src/domain/submission/submission.ts'
import type { Outcome } from '../../src/domain/outcome.ts'
import { act, answers, binh, hoa, ledger, mai, tam } from './world.ts'

const round = { ...ledger, closesOn: '2026-11-10' }
const rounds = [round]
const value = (outcome: Outcome<Submission>) => {
  if (!outcome.ok) throw new Error(outcome.problem.code)
  return outcome.value
}
const word = (outcome: Outcome<Submission>) => (outcome.ok ? 'done' : outcome.problem.code)
const asked = value(
  askLate(
    undefined,
    { roundId: 'ledger', reason: 'mất điện' },
    act(hoa, { rounds, commandId: 'ask' }),
  ),
)
const yes: AnswerLateInput = { request: 'ask', granted: true, until: '2026-11-25', reason: '' }
const answer = (by: Act['by'], given: Partial<AnswerLateInput> = {}, current = asked) =>
  answerLate(current, { ...yes, ...given }, act(by, { rounds, commandId: 'answer' }))

describe('a wish to send late', () => {
  it('is answered by the last step of the route, once', () => {
    const granted = value(answer(mai))
    expect(granted.lateRequests[0]?.answer).toMatchObject({
      byId: 'mai',
      granted: true,
      until: '2026-11-25',
    })
    expect(word(answer(mai, {}, granted))).toBe('late.already-answered')
    expect(mayAnswerLate(mai, asked, '2026-11-21')).toBe(true)
    expect(mayAnswerLate(mai, granted, '2026-11-21')).toBe(false)
    expect(mayAnswerLate(binh, asked, '2026-11-21')).toBe(false)
  })

  it.each<[string, Act['by'], Partial<AnswerLateInput>, string]>([
    ['by an earlier step', binh, {}, 'late.not-yours'],
    ['by somebody else', tam, {}, 'submission.not-found'],
    ['by its author', hoa, {}, 'decision.own-submission'],
    ['of another command', mai, { request: 'none' }, 'late.not-asked'],
    ['until no day', mai, { until: null }, 'late.day-needed'],
    ['until yesterday', mai, { until: '2026-11-20' }, 'late.day-needed'],
    ['turned down without a reason', mai, { granted: false, reason: ' ' }, 'late.reason-required'],
    ['turned down with a reason', mai, { granted: false, reason: 'Đã tổng hợp' }, 'done'],
  ])('%s', (_, by, given, expected) => {
    expect(word(answer(by, given))).toBe(expected)
  })

  it('lets its author send until that day, marked late', () => {
    const granted = value(answer(mai))
    const sendAt = (at: string, current: Submission) =>
      send(current, { roundId: 'ledger', answers }, act(hoa, { rounds, at }))
    const sent = value(sendAt('2026-11-25T09:00:00Z', granted))
    expect(sent).toMatchObject({ standing: 'received', revisions: [{ late: true }] })
    expect(word(sendAt('2026-11-26T09:00:00Z', granted))).toBe('round.closed')
    const turnedDown = value(answer(mai, { granted: false, until: '2026-11-25', reason: 'Muộn' }))
    expect(word(sendAt('2026-11-25T09:00:00Z', turnedDown))).toBe('round.closed')
    expect(word(sendAt('2026-11-25T09:00:00Z', asked))).toBe('round.closed')
  })
})
