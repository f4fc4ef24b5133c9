import { describe, expect, it } from 'vitest'
import { headsAfter, movePosts, type HeldPost } from '#domain/units/move-posts.ts'

const day = '2026-11-16'
const to = 'b'

function post(personId: string, given: Partial<HeldPost> = {}): HeldPost {
  const unitId = given.unitId ?? 'a'
  return {
    ...{ id: `${personId}-${unitId}`, personId, unitId, role: 'staff' },
    ...{ from: '2020-01-01', until: null, main: true, delegatedBy: null },
    ...given,
  }
}

const atB = { unitId: 'b' } as const

it('ends what is open on the day before and goes on from the day', () => {
  const moves = movePosts(
    { leaving: [post('hoa', { until: '2027-05-31' })], staying: [] },
    { to, day },
  )
  expect(moves.ends).toEqual(['hoa-a'])
  expect(moves.adds).toMatchObject([
    { personId: 'hoa', unitId: 'b', from: day, until: '2027-05-31', main: true },
  ])
})

it('leaves alone what had ended, and carries over what has not begun', () => {
  const leaving = [post('cu', { until: '2026-11-15' }), post('moi', { from: '2026-12-01' })]
  expect(movePosts({ leaving, staying: [] }, { to, day })).toEqual({
    ends: [],
    moves: [{ id: 'moi-a', role: 'staff' }],
    adds: [],
  })
})

it('counts a person once who was in both: the main post stays the main one', () => {
  const leaving = [post('hoa'), post('an', { main: false })]
  const staying = [post('hoa', { ...atB, main: false }), post('an', atB)]
  const { ends, adds } = movePosts({ leaving, staying }, { to, day })
  expect(ends).toEqual(['hoa-a', 'an-a', 'hoa-b'])
  expect(adds).toMatchObject([{ personId: 'hoa', main: true }])
  expect(adds).toHaveLength(1)
})

it('makes the head who comes a deputy where there is a head', () => {
  const leaving = [post('binh', { role: 'principal' })]
  const staying = [post('ha', { ...atB, role: 'principal' })]
  expect(movePosts({ leaving, staying }, { to, day }).adds).toMatchObject([{ role: 'deputy' }])
  expect(movePosts({ leaving, staying: [] }, { to, day }).adds).toMatchObject([
    { role: 'principal' },
  ])
})

it('names no head where several come to a unit without one', () => {
  const leaving = ['binh', 'ha'].map((who) => post(who, { role: 'principal' }))
  const { adds } = movePosts({ leaving, staying: [] }, { to, day })
  expect(adds.map(({ role }) => role)).toEqual(['deputy', 'deputy'])
})

it('leaves what was lent behind, and counts no borrower as a head', () => {
  const leaving = [
    post('binh', { role: 'principal' }),
    post('lan', { role: 'principal', main: false, delegatedBy: 'binh' }),
  ]
  const { ends, adds } = movePosts({ leaving, staying: [] }, { to, day })
  expect(ends).toEqual(['binh-a'])
  expect(adds).toMatchObject([{ personId: 'binh', role: 'principal' }])
})

describe('who will be head', () => {
  const head = (who: string, given: Partial<HeldPost> = {}) =>
    post(who, { role: 'principal', ...given })

  it.each([
    ['the head who is there', [head('binh')], [head('ha', atB)], ['ha'], ['binh']],
    ['the only one who comes', [head('binh')], [], ['binh'], []],
    ['nobody, of several who come', [head('binh'), head('an')], [], [], ['binh', 'an']],
    ['nobody, where no head is', [post('hoa')], [], [], []],
    ['whoever leads both', [head('ha')], [head('ha', atB)], ['ha'], []],
    ['not whoever has left', [head('cu', { until: '2026-11-15' })], [], [], []],
  ])('is %s', (_, leaving, staying, heads, deputies) => {
    expect(headsAfter({ leaving, staying }, day)).toEqual({ heads, deputies })
  })
})
