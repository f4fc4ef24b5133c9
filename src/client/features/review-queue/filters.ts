import type { LocationQuery } from 'vue-router'
import type { QueueQuery } from '#contract/queue.ts'

/** The filters of the queue, in QueueQuery's own words, as the address bar holds them. */
export type Filters = Omit<QueueQuery, 'cursor' | 'limit'>

/** The standings that a reviewer meets: the others are their author's alone. */
export const shownStandings = ['received', 'returned', 'accepted', 'published'] as const

export const sorts = ['oldest', 'newest', 'name', 'unit'] as const

const closed = {
  of: ['mine', 'all'],
  standing: shownStandings,
  again: ['1'],
  sort: sorts,
} as const

const free = ['round', 'unit', 'programme', 'q'] as const

/** What the address bar asks for. A word that nobody knows is left out, so an old link still opens. */
export function readFilters(query: LocationQuery): Filters {
  const known = Object.entries(closed).flatMap(([word, values]) => {
    const value = values.find((one) => one === query[word])
    return value === undefined ? [] : [[word, value]]
  })
  const open = free.flatMap((word) => {
    const value = query[word]
    return typeof value === 'string' && value !== '' ? [[word, value]] : []
  })
  return Object.fromEntries([...known, ...open]) as Filters
}

/** The address bar's words again; what is the rule anyway isn't written. */
export function writeFilters(filters: Filters): Record<string, string> {
  const said = Object.entries(filters).filter(([, value]) => value !== undefined && value !== '')
  const { of, ...others } = Object.fromEntries(said) as Record<string, string>
  return of === 'all' ? { of, ...others } : others
}

/** The filters with what holds when nothing was chosen: mine, the longest wait first; of all, the newest. */
export function filled(filters: Filters): Filters & Required<Pick<Filters, 'of' | 'sort'>> {
  const of = filters.of ?? 'mine'
  return { ...filters, of, sort: filters.sort ?? (of === 'mine' ? 'oldest' : 'newest') }
}
