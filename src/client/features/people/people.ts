import type { LocationQuery } from 'vue-router'
import type { PeopleQuery } from '#contract/people.ts'

/** The filters of the list, as the address bar holds them. */
export type Filters = Omit<PeopleQuery, 'page' | 'limit'>

export const accounts = ['none', 'invited', 'active', 'disabled'] as const

const words = ['q', 'unit', 'under', 'role', 'kind', 'account', 'left'] as const

/** What the address bar asks for; a word that nobody knows is left out. */
export function readFilters(query: LocationQuery): Filters {
  const said = words.flatMap((word) => {
    const value = query[word]
    return typeof value === 'string' && value !== '' ? [[word, value]] : []
  })
  return Object.fromEntries(said) as Filters
}

/** The filters as the words of an address; what is empty isn't written. */
export function writeFilters(filters: { [Word in keyof Filters]?: string | undefined }) {
  const said = Object.entries(filters).filter(([, value]) => Boolean(value))
  return Object.fromEntries(said) as Record<string, string>
}

/** The path below /api of a page of the list. */
export function listPath(filters: Filters, page: number): string {
  const query = new URLSearchParams({ ...writeFilters(filters), page: String(page) })
  return `/people?${query.toString()}`
}
