import { describe, expect, it } from 'vitest'
import {
  changeRound,
  closeRoundNow,
  extendRound,
  withdrawRound,
} from '#domain/rounds/change-round.ts'
import { foundPlan } from '#domain/rounds/found-plan.ts'
import { openRound } from '#domain/rounds/open-round.ts'
import type { RoundDesk } from '#domain/rounds/round-desk.ts'
import type { RoundTerms } from '#domain/rounds/terms.ts'
import type { OfficeAct } from '#domain/office/office-act.ts'
import type { Outcome } from '#domain/outcome.ts'
import { isFor, type Round } from '#domain/submission/round.ts'
import { someTerms } from '../../builders/rounds.ts'
import { someone, units } from '../world.ts'

const an = someone('an', 'so', 'administrator')
const mai = someone('mai', 'so', 'reviewer')
const elsewhere = someone('xa', 'other', 'administrator')
const plan = { id: 'plan', unitId: 'so', title: 'Kế hoạch', from: '2026-01-01', until: null }
const terms = someTerms({ unitIds: ['so'] })
const round: Round = { ...terms, id: 'round', planId: 'plan', version: 3 }

function act(given: Partial<OfficeAct> = {}): OfficeAct {
  const at = '2026-11-21T03:00:00.000Z'
  return {
    ...{ by: an, at, day: '2026-11-21', commandId: 'c', recordId: 'round', base: 0, units },
    ...given,
  }
}

function desk(given: Partial<RoundDesk> = {}): RoundDesk {
  const instruments = [{ id: 'training-record', version: 1 }]
  return {
    ...{ plan, round: undefined, withdrawn: false, arrived: 0, instruments, taskIds: ['task'] },
    ...given,
  }
}

const word = (outcome: Outcome<unknown>) => (outcome.ok ? 'done' : outcome.problem.code)
const opened = (given: Partial<RoundTerms>) =>
  word(openRound(desk(), { planId: 'plan', ...terms, ...given }, act()))

describe('a round is opened', () => {
  it('with its texts tidied and its lists without doubles', () => {
    const input = { ...terms, planId: 'plan', title: ' Đợt I ', roles: ['staff', 'staff'] as const }
    const outcome = openRound(desk(), { ...input, reminders: [1, 7, 1] }, act())
    expect(outcome.ok && outcome.value.round).toMatchObject({
      id: 'round',
      planId: 'plan',
      version: 1,
      title: 'Đợt I',
      roles: ['staff'],
      reminders: [7, 1],
    })
  })

  it.each<[string, Partial<RoundTerms>, string]>([
    ['closing on the day it opens', { closesOn: '2026-12-01' }, 'done'],
    ['that never closes', { closesOn: null, reviewUntil: null, publishOn: null }, 'done'],
    ['for a task of the plan', { taskId: 'task' }, 'done'],
    ['without a name', { title: ' ' }, 'round.title-required'],
    ['on a day that is not', { opensOn: '2026-02-30' }, 'round.not-a-day'],
    ['that closes before it opens', { closesOn: '2026-11-30' }, 'round.closes-before-opens'],
    ['reviewed before closing', { reviewUntil: '2026-12-22' }, 'round.review-before-closing'],
    ['published before review', { publishOn: '2026-12-30' }, 'round.publish-before-review'],
    ['of an unknown version', { instrumentVersion: 2 }, 'instrument.unknown-version'],
    ['for no unit', { unitIds: [] }, 'round.empty-scope'],
    ['for no role', { roles: [] }, 'round.empty-scope'],
    ['for a level that nobody teaches', { levels: ['mam-non'] }, 'round.empty-scope'],
    ['for the ministry', { unitIds: ['bo'] }, 'round.foreign-unit'],
    ['for a unit that is not there', { unitIds: ['so', 'none'] }, 'round.foreign-unit'],
    ['for a task of another plan', { taskId: 'none' }, 'round.unknown-task'],
    ['without any way', { routes: [] }, 'round.route-ends-nowhere'],
    [
      'with a step of no role',
      { routes: [{ steps: [{ unit: 'own', roles: [] }] }] },
      'round.route-ends-nowhere',
    ],
    [
      'with a way for schools alone',
      { routes: [{ unitKinds: ['school'], steps: [{ unit: 'own', roles: ['principal'] }] }] },
      'round.route-ends-nowhere',
    ],
  ])('%s', (_, given, expected) => {
    expect(opened(given)).toBe(expected)
  })

  it('by the administrator of the department, in its plan, once', () => {
    const input = { planId: 'plan', ...terms }
    expect(word(openRound(desk(), input, act({ by: mai })))).toBe('round.not-yours')
    expect(word(openRound(desk(), input, act({ by: elsewhere })))).toBe('round.not-found')
    expect(word(openRound(desk({ plan: undefined }), input, act()))).toBe('round.not-found')
    expect(word(openRound(desk({ round }), input, act()))).toBe('record.changed')
  })
})

describe('a round is changed', () => {
  const there = desk({ round })
  const change = (given: Partial<RoundTerms>, day = '2026-12-05', base = 3) =>
    word(changeRound(there, { ...terms, ...given }, act({ day, base })))

  it('wholly before it opens, on the version that was seen', () => {
    const shorter = { opensOn: '2026-12-10', roles: ['principal'] as const, unitIds: ['thcs'] }
    expect(change(shorter, '2026-11-30')).toBe('done')
    expect(change(shorter, '2026-11-30', 2)).toBe('record.changed')
    const outcome = changeRound(there, { ...terms, title: 'Tên mới' }, act({ base: 3 }))
    expect(outcome.ok && outcome.value.round).toMatchObject({ title: 'Tên mới', version: 4 })
  })

  it.each<[string, Partial<RoundTerms>]>([
    ['its name', { title: 'Tên khác' }],
    ['later days', { closesOn: '2026-12-28' }],
    ['more roles', { roles: ['staff', 'principal', 'deputy'] }],
  ])('while open by %s', (_, given) => {
    expect(change(given)).toBe('done')
  })

  it.each<[string, Partial<RoundTerms>]>([
    ['an earlier closing', { closesOn: '2026-12-15' }],
    ['another first day', { opensOn: '2026-12-02' }],
    ['fewer units', { unitIds: ['xa'] }],
    ['fewer roles', { roles: ['staff'] }],
    ['another way', { routes: [{ steps: [{ unit: 'department', roles: ['reviewer'] }] }] }],
  ])('while open not by %s: begun drafts stand on it', (_, given) => {
    expect(change(given)).toBe('round.already-open')
  })

  it('not once it was withdrawn', () => {
    const gone = desk({ round, withdrawn: true })
    expect(word(changeRound(gone, terms, act({ base: 3 })))).toBe('round.not-found')
  })
})

describe('the end of a round', () => {
  const at = (day: string) => act({ day, base: 3 })
  const later = { closesOn: '2027-01-05', reviewUntil: null, publishOn: null }

  it('comes later when it is extended, also after it closed', () => {
    for (const day of ['2026-12-05', '2026-12-30']) {
      const outcome = extendRound(desk({ round }), later, at(day))
      expect(outcome.ok && outcome.value.round?.closesOn).toBe('2027-01-05')
    }
  })

  it('is never extended to an earlier day or into the past', () => {
    const extend = (closesOn: string, day = '2026-12-05') =>
      word(extendRound(desk({ round }), { ...later, closesOn }, at(day)))
    expect(extend('2026-12-20')).toBe('round.not-later')
    expect(extend('2026-12-25', '2026-12-30')).toBe('round.not-later')
    const ledger = { ...round, closesOn: null }
    expect(word(extendRound(desk({ round: ledger }), later, at('2026-12-05')))).toBe(
      'round.never-closes',
    )
  })

  it('is today when it is closed early', () => {
    const close = (day: string) => closeRoundNow(desk({ round }), {}, at(day))
    const outcome = close('2026-12-05')
    expect(outcome.ok && outcome.value.round?.closesOn).toBe('2026-12-05')
    expect(word(close('2026-11-30'))).toBe('round.not-open-yet')
    expect(word(close('2026-12-20'))).toBe('round.already-closed')
  })

  it('is a withdrawal only while nothing has come', () => {
    expect(withdrawRound(desk({ round }), {}, at('2026-12-05'))).toMatchObject({
      value: { withdrawn: true },
    })
    expect(word(withdrawRound(desk({ round, arrived: 1 }), {}, at('2026-12-05')))).toBe(
      'round.something-sent',
    )
  })
})

describe('the levels of a round', () => {
  const school = {
    id: 'thcs',
    parentId: 'so',
    kind: 'school',
    name: 'THCS',
    levels: ['thcs'],
  } as const
  const site = { id: 'site', parentId: 'thcs', kind: 'site', name: 'Điểm', levels: [] } as const
  const so = { id: 'so', parentId: null, kind: 'department', name: 'Sở', levels: [] } as const
  const tree = new Map([so, school, site].map((unit) => [unit.id, unit]))
  const post = (unitId: string) =>
    ({ unitId, role: 'staff', from: '2020-01-01', until: null, main: true }) as const

  it.each([
    ['thcs', undefined, true],
    ['thcs', [], true],
    ['thcs', ['thcs', 'thpt'], true],
    ['thcs', ['mam-non'], false],
    ['site', ['thcs'], true],
    ['site', ['thpt'], false],
    ['so', ['thcs'], false],
  ] as const)('for %s of %o: %s', (unitId, levels, expected) => {
    const scoped = levels === undefined ? omitLevels(round) : { ...round, levels }
    expect(isFor(scoped, post(unitId), tree)).toBe(expected)
  })
})

function omitLevels({ levels: _, ...rest }: Round): Round {
  return rest
}

describe('a plan is founded', () => {
  const input = { unitId: 'so', title: 'Kế hoạch', from: '2026-01-01', until: null }
  const none = { plan: undefined, standing: undefined }

  it.each<[string, Parameters<typeof foundPlan>[0], object, Partial<OfficeAct>, string]>([
    ['by the administrator', none, {}, {}, 'done'],
    ['once', { ...none, standing: plan }, {}, {}, 'plan.already-there'],
    ['not by a reviewer', none, {}, { by: mai }, 'plan.not-yours'],
    ['not from elsewhere', none, {}, { by: elsewhere }, 'plan.not-found'],
    ['not for a school', none, { unitId: 'thcs' }, {}, 'plan.not-found'],
    ['with a name', none, { title: '' }, {}, 'plan.title-required'],
    ['in order', none, { until: '2025-01-01' }, {}, 'plan.ends-before-start'],
  ])('%s', (_, there, given, by, expected) => {
    expect(word(foundPlan(there, { ...input, ...given }, act(by)))).toBe(expected)
  })
})
