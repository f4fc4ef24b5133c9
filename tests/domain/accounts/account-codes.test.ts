import { describe, expect, it } from 'vitest'
import {
  endSessions,
  inviteAccounts,
  resetAccount,
  revokeCode,
  type CodeDesk,
  type Holder,
} from '#domain/accounts/account-codes.ts'
import type { OfficeAct } from '#domain/office/office-act.ts'
import type { Outcome } from '#domain/outcome.ts'
import type { Post, Role } from '#domain/people/person.ts'
import { aPost } from '../../builders/people.ts'
import { aCommune, aSchool, aSo } from '../../builders/units.ts'

const so = aSo()
const commune = aCommune({ parentId: so.id })
const school = aSchool({ parentId: commune.id })
const other = aSchool({ parentId: commune.id })
const units = new Map([so, commune, school, other].map((unit) => [unit.id, unit]))

const at = '2026-11-16T02:00:00.000Z'
const post = (unitId: string, role: Role, given: Partial<Post> = {}) =>
  aPost({ unitId, role, ...given })

function act(...posts: Post[]): OfficeAct {
  const by = { personId: 'asker', posts }
  return { by, at, day: '2026-11-16', commandId: 'c', recordId: 'r', base: 0, units }
}

function holder(posts: Post[], given: Partial<Holder> = {}): Holder {
  const base = { personId: 'holder', accountId: 'account', hasPassword: false }
  return { ...base, isDisabled: false, openCodes: 0, posts, ...given }
}

function desk(one: Holder, given: Partial<CodeDesk> = {}): CodeDesk {
  return { holders: [one], taken: false, made: [], revoked: [], ended: [], ...given }
}

const codeHash = 'a'.repeat(64)
const input = { personId: 'holder', codeHash }
const code = (outcome: Outcome<unknown>) => (outcome.ok ? 'done' : outcome.problem.code)
const invite = (one: Holder, by: OfficeAct) => inviteAccounts(desk(one), { people: [input] }, by)

const administrator = act(post(so.id, 'administrator'))
const head = act(post(school.id, 'principal'))
const teacher = [post(school.id, 'staff')]

describe('who may hand out a code', () => {
  it.each<[string, Post[], OfficeAct, string]>([
    ['the administrator above', teacher, administrator, 'done'],
    ['the administrator of the commune', teacher, act(post(commune.id, 'administrator')), 'done'],
    ['the head of the school', teacher, head, 'done'],
    ['the head, to the deputy', [post(school.id, 'deputy')], head, 'done'],
    ['the deputy', teacher, act(post(school.id, 'deputy')), 'account.not-yours'],
    ['a colleague', teacher, act(post(school.id, 'staff')), 'account.not-found'],
    ['the head of another school', teacher, act(post(other.id, 'principal')), 'account.not-found'],
    ['the commune’s officer', teacher, act(post(commune.id, 'officer')), 'account.not-found'],
    ['the Sở’s reviewer', teacher, act(post(so.id, 'reviewer')), 'account.not-found'],
    [
      'a head of last year',
      teacher,
      act(post(school.id, 'principal', { until: '2026-05-31' })),
      'account.not-found',
    ],
  ])('%s', (_, posts, by, answer) => {
    expect(code(invite(holder(posts), by))).toBe(answer)
  })

  it.each<[string, Post[], OfficeAct, string]>([
    [
      'a head, to a teacher who is also administrator',
      [...teacher, post(so.id, 'administrator', { main: false })],
      head,
      'account.higher-office',
    ],
    [
      'a head, to a teacher who will be officer next month',
      [...teacher, post(commune.id, 'officer', { main: false, from: '2026-12-01' })],
      head,
      'account.higher-office',
    ],
    [
      'a head, to a teacher who heads another school',
      [...teacher, post(other.id, 'principal', { main: false })],
      head,
      'account.higher-office',
    ],
    [
      'a head, to a teacher who teaches elsewhere too',
      [...teacher, post(other.id, 'staff', { main: false })],
      head,
      'done',
    ],
    [
      'whoever holds the office for some days, to the head who lent it',
      [post(school.id, 'principal')],
      act(post(school.id, 'staff'), post(school.id, 'principal', { main: false })),
      'account.higher-office',
    ],
    ['the administrator, to a head', [post(school.id, 'principal')], administrator, 'done'],
    [
      'a head, to a teacher who was administrator once',
      [...teacher, post(so.id, 'administrator', { main: false, until: '2026-01-01' })],
      head,
      'done',
    ],
    [
      'the commune’s administrator, to somebody who reviews at the Sở too',
      [...teacher, post(so.id, 'reviewer', { main: false })],
      act(post(commune.id, 'administrator')),
      'account.higher-office',
    ],
  ])('%s', (_, posts, by, answer) => {
    expect(code(invite(holder(posts), by))).toBe(answer)
    expect(code(resetAccount(desk(holder(posts, { hasPassword: true })), input, by))).toBe(answer)
  })

  it('is the new head after a move, and for somebody who left the administrator alone', () => {
    const left = post(school.id, 'staff', { until: '2026-09-30' })
    const moved = [left, post(other.id, 'staff', { from: '2026-10-01' })]
    expect(code(invite(holder(moved), head))).toBe('account.not-found')
    expect(code(invite(holder(moved), act(post(other.id, 'principal'))))).toBe('done')
    expect(code(invite(holder([left]), head))).toBe('account.not-found')
    expect(code(invite(holder([left]), administrator))).toBe('done')
  })
})

describe('an invitation', () => {
  it('lives thirty days, and ends the codes before it', () => {
    const outcome = invite(holder(teacher, { openCodes: 1 }), head)
    expect(outcome).toMatchObject({
      ok: true,
      value: {
        made: [
          {
            accountId: 'account',
            purpose: 'invite',
            codeHash,
            expiresAt: '2026-12-16T02:00:00.000Z',
          },
        ],
        revoked: ['account'],
        ended: [],
      },
    })
  })

  it.each<[string, Partial<Holder>, Partial<CodeDesk>, string]>([
    ['whoever has a password', { hasPassword: true }, {}, 'account.already-active'],
    ['a disabled account', { isDisabled: true }, {}, 'account.disabled'],
    ['a code that was made before', {}, { taken: true }, 'account.code-taken'],
  ])('is refused for %s', (_, given, more, answer) => {
    const there = desk(holder(teacher, given), more)
    expect(code(inviteAccounts(there, { people: [input] }, head))).toBe(answer)
  })

  it.each([
    ['two codes for one person', { ...input, codeHash: 'b'.repeat(64) }],
    ['one code for two', { ...input, personId: 'second' }],
  ])('is refused with %s', (_, second) => {
    const there = desk(holder(teacher))
    expect(code(inviteAccounts(there, { people: [input, second] }, head))).toBe('command.malformed')
  })

  it('is for all or for nobody', () => {
    const second = { personId: 'stranger', codeHash: 'b'.repeat(64) }
    expect(inviteAccounts(desk(holder(teacher)), { people: [input, second] }, head)).toMatchObject({
      problem: { code: 'account.not-found', item: 'stranger' },
    })
  })
})

describe('a reset', () => {
  const active = holder(teacher, { hasPassword: true })

  it('lives a day, and leaves sessions alone', () => {
    expect(resetAccount(desk(active), input, head)).toMatchObject({
      ok: true,
      value: { made: [{ purpose: 'reset', expiresAt: '2026-11-17T02:00:00.000Z' }], ended: [] },
    })
  })

  it('is refused for oneself and for whoever never had a password', () => {
    const own = { ...active, personId: 'asker' }
    expect(code(resetAccount(desk(own), { personId: 'asker', codeHash }, head))).toBe(
      'account.own-reset',
    )
    expect(code(resetAccount(desk(holder(teacher)), input, head))).toBe('account.not-active')
  })
})

describe('taking back', () => {
  it('ends open codes, and is refused where there are none', () => {
    expect(revokeCode(desk(holder(teacher, { openCodes: 2 })), input, head)).toMatchObject({
      value: { revoked: ['account'], made: [] },
    })
    expect(code(revokeCode(desk(holder(teacher)), input, head))).toBe('account.no-code')
  })

  it('ends sessions, those of a disabled account too', () => {
    const there = desk(holder(teacher, { isDisabled: true }))
    expect(endSessions(there, input, head)).toMatchObject({ value: { ended: ['account'] } })
    expect(code(endSessions(there, input, act(post(school.id, 'deputy'))))).toBe(
      'account.not-yours',
    )
  })
})
