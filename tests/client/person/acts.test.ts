import { describe, expect, it } from 'vitest'
import type { PersonPage } from '#contract/people.ts'
import { actsFor, backFrom, lastDayOf } from '../../../src/client/features/person/person.ts'

const today = '2026-11-21'
const may = { change: true, addPost: true, endAll: true, groupHeadIn: [] }
const post = (given: object) =>
  ({ id: 'm', unitId: 'a', main: true, from: '2020-01-01', until: null, ...given }) as never
const page = (...posts: never[]) => ({ posts, may, account: null }) as unknown as PersonPage

describe('somebody who leaves', () => {
  it('today is here until tonight, and may be taken back from tomorrow', () => {
    const going = page(post({ until: today }))
    expect(lastDayOf(going, today)).toBe(today)
    expect(actsFor(going, today)).toContain('rejoin')
    expect(backFrom(going, today)).toBe('2026-11-22')
  })

  it('not at all, or for another unit, has no last day', () => {
    const moved = page(post({ until: today }), post({ id: 'n', from: '2026-11-22' }))
    for (const staying of [page(post({})), moved]) {
      expect(lastDayOf(staying, today)).toBeUndefined()
      expect(actsFor(staying, today)).not.toContain('rejoin')
    }
  })

  it('and is gone may be taken back today', () => {
    const gone = page(post({ until: '2026-06-30' }))
    expect(actsFor(gone, today)).toContain('rejoin')
    expect(backFrom(gone, today)).toBe(today)
  })
})
