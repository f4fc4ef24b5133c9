import { describe, expect, it } from 'vitest'
import type { OfficeAct } from '#domain/office/office-act.ts'
import type { Outcome } from '#domain/outcome.ts'
import type { HeldPost, PersonFile } from '#domain/people/dossier.ts'
import type { PersonFacts } from '#domain/people/person-fields.ts'
import type { Actor, Role } from '#domain/people/person.ts'
import { disable, enable } from '#domain/people/rules/account-standing.ts'
import { delegate, endDelegation } from '#domain/people/rules/delegation.ts'
import { addPerson } from '#domain/people/rules/facts.ts'
import {
  addPost,
  endGroupHead,
  endPost,
  nameGroupHead,
} from '#domain/people/rules/further-posts.ts'
import type { PostWish } from '#domain/people/rules/opening.ts'
import { leave, movePerson, rejoin } from '#domain/people/rules/main-unit.ts'
import { mainPost } from '#domain/people/person.ts'
import type { Unit } from '#domain/people/unit.ts'

const today = '2026-11-21'

const unit = (id: string, kind: Unit['kind'], parentId: string | null): [string, Unit] => [
  id,
  { id, kind, parentId, name: id, levels: [] },
]
const units = new Map([
  unit('so', 'department', null),
  unit('xa', 'commune', 'so'),
  unit('a', 'school', 'xa'),
  unit('a-site', 'site', 'a'),
  unit('b', 'school', 'xa'),
  unit('other-so', 'department', null),
])

const post = (given: Partial<HeldPost>): HeldPost => ({
  ...{ id: 'main', unitId: 'a', role: 'staff', from: '2020-06-01', until: null },
  ...{ main: true, delegatedBy: null },
  ...given,
})

const one = (unitId: string, role: Role, personId: string = role): Actor => ({
  personId,
  posts: [post({ unitId, role })],
})
const administrator = one('so', 'administrator')
const head = one('a', 'principal')

const act = (by: Actor, given: Partial<OfficeAct> = {}): OfficeAct => ({
  ...{ by, day: today, at: `${today}T03:00:00.000Z`, units },
  ...{ recordId: 'hoa', commandId: 'c', base: 3 },
  ...given,
})

const facts: PersonFacts = {
  ...{ name: 'Hoa', staffKind: 'teacher', code: null, bornOn: null },
  ...{ phone: null, salutation: null },
}

const file = (posts: readonly HeldPost[], given: Partial<PersonFile> = {}): PersonFile => ({
  dossier: {
    ...{ personId: 'hoa', version: 3, facts, posts },
    account: { id: 'acc', username: 'hoa', disabledAt: null },
  },
  ...{ isCodeTaken: false, unitClosedOn: null, usernames: new Set<string>(), ownPosts: [] },
  ...{ administrators: [], freshId: 'fresh', newestMove: undefined },
  ...given,
})
const hoa = file([post({})])

const said = (outcome: Outcome<PersonFile>) => (outcome.ok ? 'done' : outcome.problem.code)
const postsAfter = (outcome: Outcome<PersonFile>) => {
  if (!outcome.ok) throw new Error(outcome.problem.code)
  return outcome.value.dossier?.posts ?? []
}

describe('taking a person in', () => {
  const none = { ...hoa, dossier: undefined }
  const input = { ...facts, post: { unitId: 'a', role: 'staff' as Role, from: today } }
  const placed = (given: object) => ({ ...input, post: { ...input.post, ...given } })
  it.each([
    ['by the administrator above', administrator, input, 'done'],
    ['by the head', head, input, 'person.unit-not-found'],
    ['by another Sở', one('other-so', 'administrator'), input, 'person.unit-not-found'],
    ['without a name', administrator, { ...input, name: '' }, 'person.name-required'],
    [
      'a principal of a commune',
      administrator,
      placed({ unitId: 'xa', role: 'principal' }),
      'person.role-unfit',
    ],
    [
      'as administrator of a school',
      administrator,
      placed({ role: 'administrator' }),
      'person.role-unfit',
    ],
    [
      'from a day in three years',
      administrator,
      placed({ from: '2029-01-01' }),
      'person.day-unfit',
    ],
    ['from no day', administrator, placed({ from: '2026-02-30' }), 'person.day-unfit'],
    ['in no unit', administrator, placed({ unitId: 'none' }), 'person.unit-not-found'],
  ])('%s', (_, by, wanted, expected) => {
    expect(said(addPerson(none, wanted, act(by, { base: 0 })))).toBe(expected)
  })

  it('is refused in a closed unit, over somebody who is there, and with a code that is taken', () => {
    const at = act(administrator, { base: 0 })
    expect(said(addPerson({ ...none, unitClosedOn: today }, input, at))).toBe('person.unit-closed')
    expect(said(addPerson(hoa, input, at))).toBe('record.changed')
    expect(said(addPerson({ ...none, isCodeTaken: true }, input, at))).toBe('person.code-taken')
  })
})

describe('moving', () => {
  const wish: PostWish = { unitId: 'b', role: 'staff', from: '2026-12-01' }
  it('ends the main post the day before and begins the new one: one main unit on any day', () => {
    const posts = postsAfter(movePerson(hoa, wish, act(administrator)))
    expect(posts).toMatchObject([
      { id: 'main', until: '2026-11-30' },
      { id: 'fresh', unitId: 'b', from: '2026-12-01', until: null, main: true },
    ])
    const days = ['2026-11-30', '2026-12-01']
    expect(days.map((day) => mainPost({ personId: 'hoa', posts }, day)?.unitId)).toEqual(['a', 'b'])
  })

  it('takes the group that was led in the old school along, and leaves a post elsewhere', () => {
    const led = post({ id: 'led', role: 'group-head', main: false })
    const elsewhere = post({ id: 'else', unitId: 'xa', main: false })
    const posts = postsAfter(movePerson(file([post({}), led, elsewhere]), wish, act(administrator)))
    const untils = Object.fromEntries(posts.map(({ id, until }) => [id, until]))
    expect(untils).toMatchObject({ led: '2026-11-30', else: null })
  })

  it.each([
    ['by the old head', head, hoa, wish, 'person.not-yours'],
    ['by a stranger', one('b', 'principal'), hoa, wish, 'person.not-found'],
    [
      'by one who administers only the old school',
      one('a', 'administrator'),
      hoa,
      wish,
      'person.unit-not-found',
    ],
    ['to where they are', administrator, hoa, { ...wish, unitId: 'a' }, 'person.post-twice'],
    [
      'to another role in the same school',
      administrator,
      hoa,
      { ...wish, unitId: 'a', role: 'deputy' },
      'done',
    ],
    [
      'before they came',
      administrator,
      hoa,
      { ...wish, from: '2020-06-01' },
      'person.main-overlap',
    ],
    [
      'over a move to come',
      administrator,
      file([post({ until: '2026-12-31' }), post({ id: 'x', unitId: 'b', from: '2027-01-01' })]),
      wish,
      'person.main-overlap',
    ],
    ['after they left', administrator, file([post({ until: '2026-06-30' })]), wish, 'person.left'],
  ])('%s', (_, by, there, wanted, expected) => {
    expect(said(movePerson(there, wanted as PostWish, act(by)))).toBe(expected)
  })

  it('is refused when somebody else wrote in between', () => {
    expect(said(movePerson(hoa, wish, act(administrator, { base: 2 })))).toBe('record.changed')
  })
})

describe('leaving and coming back', () => {
  const gone = file([post({ until: '2026-06-30' })])
  it('ends every post on the day, and removes one that had not begun', () => {
    const later = post({ id: 'later', unitId: 'b', from: '2027-01-01', main: false })
    const further = post({ id: 'more', unitId: 'b', main: false })
    const out = leave(
      file([post({}), further, later]),
      { lastDay: '2026-11-30' },
      act(administrator),
    )
    expect(postsAfter(out).map(({ id, until }) => [id, until])).toEqual([
      ['main', '2026-11-30'],
      ['more', '2026-11-30'],
    ])
  })

  it.each([
    ['twice', gone, '2026-11-30', 'person.left'],
    ['before they came', hoa, '2019-01-01', 'person.end-before-begin'],
    ['in three years', hoa, '2029-01-01', 'person.day-unfit'],
  ])('leaving %s', (_, there, lastDay, expected) => {
    expect(said(leave(there, { lastDay }, act(administrator)))).toBe(expected)
  })

  it('takes one administrator of every unit where the person has a post', () => {
    const both = file([post({}), post({ id: 'x', unitId: 'so', role: 'reviewer', main: false })])
    const out = leave(both, { lastDay: today }, act(one('xa', 'administrator')))
    expect(said(out)).toBe('person.not-yours')
  })

  const wish: PostWish = { unitId: 'b', role: 'staff', from: today }
  it.each([
    ['after leaving', gone, 'done'],
    ['while still there', hoa, 'person.still-here'],
    ['before a main post to come', file([post({ from: '2027-01-01' })]), 'person.main-overlap'],
  ])('coming back %s', (_, there, expected) => {
    expect(said(rejoin(there, wish, act(administrator)))).toBe(expected)
  })

  it('is taken back on the very last day: they go on from the day after', () => {
    const going = file([post({ until: today })])
    const back = { ...wish, unitId: 'a', from: '2026-11-22' }
    expect(postsAfter(rejoin(going, back, act(administrator)))).toMatchObject([
      { unitId: 'a', until: today },
      { unitId: 'a', from: '2026-11-22', until: null },
    ])
  })
})

describe('further posts', () => {
  const wish: PostWish = { unitId: 'b', role: 'staff', from: today }
  const two = file([post({}), post({ id: 'b', unitId: 'b', main: false })])
  it('stand beside the main one, which alone counts', () => {
    const posts = postsAfter(addPost(hoa, wish, act(administrator)))
    expect(posts.filter(({ main }) => main)).toHaveLength(1)
    expect(posts).toHaveLength(2)
  })

  it.each([
    ['twice', addPost(two, wish, act(administrator)), 'person.post-twice'],
    ['by the head', addPost(hoa, { ...wish, unitId: 'a' }, act(head)), 'person.not-yours'],
    [
      'with an end before the beginning',
      addPost(hoa, { ...wish, until: '2026-11-01' }, act(administrator)),
      'person.end-before-begin',
    ],
  ])('%s', (_, outcome, expected) => {
    expect(said(outcome)).toBe(expected)
  })

  it.each([
    ['b', today, administrator, 'done'],
    ['main', today, administrator, 'person.main-post'],
    ['b', '2020-01-01', administrator, 'person.end-before-begin'],
    ['none', today, administrator, 'person.not-yours'],
    ['b', today, head, 'person.not-yours'],
  ])('ending %s on %s', (postId, until, by, expected) => {
    expect(said(endPost(two, { postId, until }, act(by)))).toBe(expected)
  })
})

describe('the head of a group', () => {
  const wish = { unitId: 'a', from: today }
  const inB = file([post({ unitId: 'b' })])
  const atSite = file([post({ unitId: 'a-site' })])
  it.each([
    ['by the head', hoa, head, 'done'],
    ['of a site of the school', atSite, head, 'done'],
    ['by the administrator', hoa, administrator, 'done'],
    ['by the deputy', hoa, one('a', 'deputy'), 'person.not-yours'],
    ["by another school's head", hoa, one('b', 'principal'), 'person.not-found'],
    ['from another school', inB, administrator, 'person.not-colleague'],
    [
      'who is one already',
      file([post({}), post({ id: 'g', role: 'group-head', main: false })]),
      head,
      'person.post-twice',
    ],
  ])('named %s', (_, there, by, expected) => {
    expect(said(nameGroupHead(there, wish, act(by)))).toBe(expected)
  })

  it('is ended by the head, who ends no other post', () => {
    const led = file([
      post({}),
      post({ id: 'g', role: 'group-head', main: false }),
      post({ id: 'd', role: 'deputy', main: false }),
    ])
    expect(said(endGroupHead(led, { postId: 'g', until: today }, act(head)))).toBe('done')
    expect(said(endGroupHead(led, { postId: 'd', until: today }, act(head)))).toBe(
      'person.not-yours',
    )
  })
})

describe('lending a role', () => {
  const wish = { unitId: 'a', role: 'principal' as Role, from: today, until: '2026-12-20' }
  const own = post({ role: 'principal' })
  const lending = (there: PersonFile, posts: readonly HeldPost[] = [own]) => ({
    ...there,
    ownPosts: posts,
  })
  it('gives a colleague the role for the days, marked with its lender', () => {
    const posts = postsAfter(delegate(lending(hoa), wish, act(head)))
    expect(posts.at(-1)).toMatchObject({
      role: 'principal',
      until: '2026-12-20',
      main: false,
      delegatedBy: 'principal',
    })
  })

  it.each([
    ['90 days', lending(hoa), { until: '2027-02-18' }, 'done'],
    ['91 days', lending(hoa), { until: '2027-02-19' }, 'person.lent-too-long'],
    ['from yesterday', lending(hoa), { from: '2026-11-20' }, 'person.lent-too-long'],
    [
      'what was lent',
      lending(hoa, [post({ role: 'principal', delegatedBy: 'x', main: false })]),
      {},
      'person.not-lendable',
    ],
    [
      'what ends before',
      lending(hoa, [post({ role: 'principal', until: '2026-12-01' })]),
      {},
      'person.not-lendable',
    ],
    ['what is not theirs', lending(hoa, []), {}, 'person.not-lendable'],
    ['to one of another school', lending(file([post({ unitId: 'b' })])), {}, 'person.not-found'],
    [
      'to one who leaves before',
      lending(file([post({ until: '2026-11-30' })])),
      { from: '2026-12-05' },
      'person.not-colleague',
    ],
    [
      'twice',
      lending(file([post({}), post({ id: 'l', role: 'principal', main: false })])),
      {},
      'person.post-twice',
    ],
  ])('%s', (_, there, given, expected) => {
    expect(said(delegate(there, { ...wish, ...given }, act(head)))).toBe(expected)
  })

  it('never goes to oneself, and no administrator lends', () => {
    expect(said(delegate(lending(hoa), wish, act(head, { recordId: 'principal' })))).toBe(
      'person.lends-to-self',
    )
    const there = lending(file([post({ unitId: 'so' })]), [
      post({ unitId: 'so', role: 'administrator' }),
    ])
    const asAdministrator = { ...wish, unitId: 'so', role: 'administrator' as Role }
    expect(said(delegate(there, asAdministrator, act(administrator)))).toBe('person.not-lendable')
  })

  it('is taken back by its lender or the administrator, at once', () => {
    const loan = post({
      id: 'l',
      role: 'principal',
      main: false,
      from: '2026-11-01',
      until: '2026-12-20',
      delegatedBy: 'principal',
    })
    const lent = file([post({}), loan])
    for (const by of [head, administrator])
      expect(postsAfter(endDelegation(lent, { postId: 'l' }, act(by))).at(-1)?.until).toBe(
        '2026-11-20',
      )
    expect(said(endDelegation(lent, { postId: 'l' }, act(one('a', 'deputy'))))).toBe(
      'person.not-found',
    )
    expect(said(endDelegation(lent, { postId: 'main' }, act(administrator)))).toBe(
      'person.not-found',
    )
  })
})

describe('the last administrator', () => {
  const posts = [post({ unitId: 'so', role: 'administrator' })]
  const self = act(administrator)
  const other = (given: Partial<HeldPost> = {}) => ({
    personId: 'x',
    posts: [post({ unitId: 'so', role: 'administrator', ...given })],
  })
  const ways: [string, (there: PersonFile) => Outcome<PersonFile>][] = [
    ['disabled', (there) => disable(there, {}, self)],
    ['sent away', (there) => leave(there, { lastDay: today }, self)],
    ['moved', (there) => movePerson(there, { unitId: 'a', role: 'staff', from: today }, self)],
  ]
  it.each(ways)('cannot be %s', (_, way) => {
    expect(said(way(file(posts)))).toBe('person.last-administrator')
    const ending = other({ until: today })
    expect(said(way(file(posts, { administrators: [other()] })))).toBe('done')
    if (_ === 'sent away')
      expect(said(way(file(posts, { administrators: [ending] })))).toBe('person.last-administrator')
  })

  it('keeps the further post that makes them one', () => {
    const there = file([
      post({ unitId: 'so' }),
      post({ id: 'x', unitId: 'so', role: 'administrator', main: false }),
    ])
    expect(said(endPost(there, { postId: 'x', until: today }, self))).toBe(
      'person.last-administrator',
    )
  })

  it('may change another post of theirs', () => {
    const there = file([...posts, post({ id: 'x', unitId: 'so', main: false })])
    expect(said(endPost(there, { postId: 'x', until: today }, self))).toBe('done')
  })
})

describe('an account', () => {
  it('is shut once and opened once, by who administers all of the person', () => {
    expect(said(enable(hoa, {}, act(administrator)))).toBe('person.account-as-is')
    const shut = disable(hoa, {}, act(administrator))
    expect(shut.ok && shut.value.dossier?.account?.disabledAt).toBe(`${today}T03:00:00.000Z`)
    expect(said(disable(hoa, {}, act(head)))).toBe('person.not-yours')
    const without = { ...hoa, dossier: hoa.dossier && { ...hoa.dossier, account: null } }
    expect(said(disable(without, {}, act(administrator)))).toBe('person.no-account')
  })
})
