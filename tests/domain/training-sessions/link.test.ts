import { describe, expect, it } from 'vitest'
import { send } from '../../../src/domain/submission/send.ts'
import type { Submission } from '../../../src/domain/submission/submission.ts'
import { linkedRecordId, type SessionLink } from '../../../src/domain/training-sessions/link.ts'
import type { TrainingSession } from '../../../src/domain/training-sessions/training-session.ts'
import { act, answers, hoa, someone } from '../world.ts'

const session: TrainingSession = {
  id: 's1',
  planId: 'plan',
  roundId: 'ledger',
  unitId: 'xa',
  answers: {},
  place: '',
  unitIds: ['xa'],
  opensOn: '2026-11-20',
  closesOn: '2026-11-21',
  cancelled: false,
  version: 1,
  code: 'right',
}
const scan = { code: 'right', at: '2026-11-21T02:00:00.000Z' }

interface Given {
  readonly known?: TrainingSession | 'unknown' | undefined
  readonly by?: typeof hoa
  readonly recordId?: string
  readonly base?: number
  readonly current?: Submission
}

function sent(link: SessionLink, given: Given = {}) {
  const { by = hoa, base = 0, current } = given
  const known = 'known' in given ? given.known : session
  const { setting } = act(by)
  const recordId = given.recordId ?? linkedRecordId('s1', by.personId)
  const own = act(by, { recordId, base, setting: { ...setting, trainingSession: () => known } })
  return send(current, { roundId: 'ledger', answers, ...link }, own)
}

function code(outcome: ReturnType<typeof send>): string {
  return outcome.ok ? 'applied' : outcome.problem.code
}

const linked = { trainingSessionId: 's1' }

describe('a record that is tied to a session', () => {
  it('keeps the tie and the moment of the scan, not the code', () => {
    const outcome = sent({ ...linked, scan })
    const revision = outcome.ok && outcome.value.revisions[0]
    expect(revision).toMatchObject({ trainingSessionId: 's1', scannedAt: scan.at })
    expect(JSON.stringify(revision)).not.toContain('right')
  })

  it('has the id that follows from session and person', () => {
    expect(linkedRecordId('s1', 'hoa')).toBe(linkedRecordId('s1', 'hoa'))
    expect(linkedRecordId('s1', 'hoa')).not.toBe(linkedRecordId('s1', 'lan'))
    expect(linkedRecordId('s1', 'hoa')).not.toBe(linkedRecordId('s2', 'hoa'))
    expect(linkedRecordId('s1', 'hoa')).toMatch(/^[0-9a-f-]{14}5[0-9a-f-]{21}$/)
    expect(code(sent(linked, { recordId: 'another' }))).toBe('submission.wrong-id')
  })

  it.each([
    ['a session that is not there', linked, { known: undefined }, 'training-session.not-yours'],
    ['one that this device does not know', linked, { known: 'unknown' }, 'applied'],
    [
      'one of another plan',
      linked,
      { known: { ...session, planId: 'p2' } },
      'training-session.not-yours',
    ],
    [
      'one of another ledger',
      linked,
      { known: { ...session, roundId: 'r2' } },
      'training-session.not-yours',
    ],
    [
      'one for other schools',
      linked,
      { known: { ...session, unitIds: ['thpt'] } },
      'training-session.not-yours',
    ],
    [
      'a cancelled one',
      linked,
      { known: { ...session, cancelled: true } },
      'training-session.cancelled',
    ],
    [
      'the code of another poster',
      { ...linked, scan: { ...scan, code: 'x' } },
      {},
      'training-session.wrong-code',
    ],
    [
      'a moment that is none',
      { ...linked, scan: { ...scan, at: '2026-11-20T25:00:00Z' } },
      {},
      'training-session.wrong-code',
    ],
    [
      'a scan of the day before',
      { ...linked, scan: { ...scan, at: '2026-11-19T02:00:00.000Z' } },
      {},
      'training-session.scan-early',
    ],
    [
      'a scan of the day after',
      { ...linked, scan: { ...scan, at: '2026-11-21T17:00:00.000Z' } },
      {},
      'training-session.scan-closed',
    ],
    [
      'a scan at the last minute',
      { ...linked, scan: { ...scan, at: '2026-11-21T16:59:59.000Z' } },
      {},
      'applied',
    ],
    ['a scan of no session', { scan }, {}, 'training-session.not-yours'],
  ] as const)('with %s', (_, link, given, expected) => {
    expect(code(sent(link, given as Given))).toBe(expected)
  })

  it('is taken from who held a post in its scope when it was written', () => {
    const left = someone('hoa', 'thcs', 'staff', { until: '2026-11-20' })
    const moved = {
      ...left,
      posts: [...left.posts, ...someone('hoa', 'thpt', 'staff', { from: '2026-11-21' }).posts],
    }
    expect(code(sent(linked, { by: moved }))).toBe('training-session.not-yours')
    const { setting } = act(moved)
    const own = act(moved, {
      recordId: linkedRecordId('s1', 'hoa'),
      occurredAt: '2026-11-20T03:00:00.000Z',
      setting: { ...setting, trainingSession: () => session },
    })
    expect(
      code(send(undefined, { roundId: 'ledger', answers: { ...answers }, ...linked }, own)),
    ).toBe('applied')
  })

  it('may be mended after its session was cancelled', () => {
    const first = sent(linked)
    if (!first.ok) throw new Error(first.problem.code)
    const known = { ...session, cancelled: true }
    expect(code(sent(linked, { known, base: 1, current: first.value }))).toBe('applied')
  })
})

it('a record without a tie needs no certain id', () => {
  expect(code(sent({}, { recordId: 'any' }))).toBe('applied')
})
