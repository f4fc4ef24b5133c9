import { describe, expect, it } from 'vitest'
import { catalogue } from '../../../src/domain/instrument/catalogue/catalogue.ts'
import type { Actor } from '../../../src/domain/people/person.ts'
import {
  cancelSession,
  changeSession,
  markPresent,
  openSession,
  type OpenSession,
  type SessionDesk,
} from '../../../src/domain/training-sessions/hold.ts'
import type { TrainingSession } from '../../../src/domain/training-sessions/training-session.ts'
import { binh, hoa, ledger, lan, mai, someone, tam, units } from '../world.ts'

const instrument = catalogue.find(({ id }) => id === 'training-record')
const empty: SessionDesk = {
  session: undefined,
  round: ledger,
  instrument,
  present: new Set(),
  unitOf: new Map([
    ['hoa', 'thcs'],
    ['an', 'thcs'],
    ['xuan', 'th'],
    ['thu', 'thpt'],
  ]),
}
const answers = { ten: 'An toàn thông tin', tuNgay: '2026-11-28', denNgay: '2026-11-29' }
const input: OpenSession = {
  roundId: 'ledger',
  unitId: 'xa',
  answers,
  place: 'Hội trường xã',
  unitIds: ['thcs'],
  opensOn: '2026-11-28',
  closesOn: '2026-11-29',
}
const session: TrainingSession = {
  ...input,
  id: 's1',
  planId: 'plan',
  cancelled: false,
  version: 3,
  code: 'abc',
}

function act(by: Actor, base = 0) {
  const at = '2026-11-21T03:00:00.000Z'
  return { by, at, day: '2026-11-21', commandId: 'c', recordId: 's1', base, units }
}

function code(outcome: ReturnType<typeof openSession>): string {
  return outcome.ok ? 'applied' : outcome.problem.code
}

describe('opening', () => {
  const opened = (by: Actor, more: Partial<OpenSession> = {}) =>
    code(openSession(empty, { ...input, ...more }, act(by)))

  it.each([
    ['the commune’s officer for the commune', tam, {}, 'applied'],
    ['a reviewer of the Sở for a commune', mai, {}, 'applied'],
    ['an administrator', someone('an', 'so', 'administrator'), { unitId: 'so' }, 'applied'],
    ['a head for the own school', binh, { unitId: 'thcs' }, 'applied'],
    ['a deputy for the own school', lan, { unitId: 'thcs' }, 'applied'],
    ['a head for the commune above', binh, {}, 'training-session.not-yours'],
    ['a head for another school', binh, { unitId: 'th' }, 'training-session.not-yours'],
    ['a teacher', hoa, { unitId: 'thcs' }, 'training-session.not-yours'],
    ['a leader', someone('son', 'so', 'leader'), { unitId: 'so' }, 'training-session.not-yours'],
  ] as const)('by %s', (_, by, more, expected) => {
    expect(opened(by, more)).toBe(expected)
  })

  it.each([
    ['no unit', { unitIds: [] }, 'training-session.no-scope'],
    ['a unit of another commune', { unitIds: ['thpt'] }, 'training-session.scope-outside'],
    ['a unit that is not there', { unitIds: ['nowhere'] }, 'training-session.scope-outside'],
    [
      'a code that closes first',
      { closesOn: '2026-11-27' },
      'training-session.closes-before-opens',
    ],
    ['a day that is none', { opensOn: '2026-02-30' }, 'answer.not-a-day'],
    ['no name', { answers: { ...answers, ten: ' ' } }, 'answer.required'],
    ['no day', { answers: { ten: 'A', tuNgay: '2026-11-28' } }, 'answer.required'],
    [
      'its end before its beginning',
      { answers: { ...answers, denNgay: '2026-11-27' } },
      'answer.last-before-first',
    ],
    [
      'a year mistyped',
      { answers: { ...answers, denNgay: '2062-11-29' } },
      'training-session.too-far-ahead',
    ],
    ['too many periods', { answers: { ...answers, tiet: 500 } }, 'answer.too-large'],
  ] as const)('with %s', (_, more, expected) => {
    expect(opened(tam, more as Partial<OpenSession>)).toBe(expected)
  })

  it('is for a ledger that the unit takes part in', () => {
    expect(code(openSession({ ...empty, round: undefined }, input, act(tam)))).toBe(
      'round.not-found',
    )
    const narrow = { ...empty, round: { ...ledger, unitIds: ['thpt'] } }
    expect(code(openSession(narrow, input, act(tam)))).toBe('round.not-found')
  })

  it('keeps what follows from the answers, and leaves the rest open', () => {
    const outcome = openSession(
      empty,
      { ...input, answers: { ...answers, tietTrucTiep: 4 } },
      act(tam),
    )
    expect(outcome.ok && outcome.value.session?.answers).toEqual({
      ...answers,
      tietTrucTiep: 4,
      tiet: 4,
      namHoc: 2026,
    })
  })

  it('takes no id twice', () => {
    expect(code(openSession({ ...empty, session }, input, act(tam)))).toBe('record.changed')
  })
})

describe('changing and cancelling', () => {
  const there = { ...empty, session }
  const { roundId: _, unitId: __, ...fields } = input

  it.each([
    ['its commune', tam, 3, 'applied'],
    ['the Sở above', mai, 3, 'applied'],
    ['who saw an older one', tam, 2, 'record.changed'],
    ['a head who knows of it', binh, 3, 'training-session.not-yours'],
    ['a teacher who knows of it', hoa, 3, 'training-session.not-yours'],
    ['another school’s head', someone('x', 'thpt', 'principal'), 3, 'training-session.not-found'],
  ] as const)('by %s', (___, by, base, expected) => {
    expect(code(changeSession(there, fields, act(by, base)))).toBe(expected)
    expect(code(cancelSession(there, {}, act(by, base)))).toBe(expected)
  })

  it('is no more once it is cancelled', () => {
    const gone = { ...there, session: { ...session, cancelled: true } }
    expect(code(changeSession(gone, fields, act(tam, 3)))).toBe('training-session.cancelled')
    expect(code(cancelSession(gone, {}, act(tam, 3)))).toBe('training-session.cancelled')
    expect(code(markPresent(gone, { add: ['hoa'], remove: [] }, act(tam)))).toBe(
      'training-session.cancelled',
    )
  })
})

describe('marking who came', () => {
  const there = { ...empty, session: { ...session, unitIds: ['thcs', 'th'] } }
  const mark = (by: Actor, ...add: string[]) => markPresent(there, { add, remove: [] }, act(by))

  it.each([
    ['who holds it, anybody invited', tam, ['hoa', 'xuan'], 'applied'],
    ['a head, the own school', binh, ['hoa', 'an'], 'applied'],
    ['a head, another school', binh, ['hoa', 'xuan'], 'training-session.unknown-person'],
    ['who holds it, somebody not invited', tam, ['thu'], 'training-session.unknown-person'],
    ['who holds it, nobody known', tam, ['nobody'], 'training-session.unknown-person'],
    ['a teacher', hoa, ['hoa'], 'training-session.unknown-person'],
    [
      'who knows nothing of it',
      someone('x', 'thpt', 'principal'),
      ['thu'],
      'training-session.not-found',
    ],
  ] as const)('by %s', (_, by, people, expected) => {
    expect(code(mark(by, ...people))).toBe(expected)
  })

  it('adds and takes off, whatever version was seen', () => {
    const before = { ...there, present: new Set(['hoa', 'an']) }
    const outcome = markPresent(before, { add: ['xuan', 'an'], remove: ['hoa'] }, act(tam, 1))
    expect(outcome.ok && [...outcome.value.present].sort()).toEqual(['an', 'xuan'])
  })
})
