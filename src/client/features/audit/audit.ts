import type { LocationQuery } from 'vue-router'
import type { AuditLine, AuditQuery } from '#contract/audit.ts'
import { dayOf, isDay, type Day } from '#domain/day.ts'
import { nouns } from './kinds.ts'

/** The filters, in AuditQuery's own words, as the address bar holds them. */
export type Filters = Omit<AuditQuery, 'page'>

export const words = ['q', 'kind', 'person', 'unit', 'from', 'until'] as const

/** What the address bar asks for. What nobody knows is left out, so an old link still opens. */
export function readFilters(query: LocationQuery): Filters {
  const said = words.flatMap((word) => {
    const value = query[word]
    return typeof value === 'string' && fits(word, value) ? [[word, value]] : []
  })
  return Object.fromEntries(said) as Filters
}

function fits(word: (typeof words)[number], value: string): boolean {
  if (word === 'from' || word === 'until') return isDay(value)
  if (word === 'kind') return nouns.includes(value.split('.')[0] ?? '')
  return value.length > 0 && value.length <= 200
}

export function readPage(query: LocationQuery): number {
  const page = Number(query['page'])
  return Number.isInteger(page) && page > 0 && page <= 10_000 ? page : 1
}

/** The question below /api, or the file of the same lines. */
export function pathOf(filters: Filters, page?: number): string {
  const said = words.flatMap((word) => (filters[word] ? [[word, filters[word]]] : []))
  const query = new URLSearchParams([...said, ...(page === undefined ? [] : [['page', `${page}`]])])
  const path = page === undefined ? '/audit.csv' : '/audit'
  return query.size > 0 ? `${path}?${query.toString()}` : path
}

/** The lines of a day, as they come: the newest first. */
export interface DayLines {
  readonly day: Day
  readonly lines: readonly AuditLine[]
}

export function byDay(lines: readonly AuditLine[]): readonly DayLines[] {
  const days = new Map<Day, AuditLine[]>()
  for (const line of lines) {
    const day = dayOf(line.at)
    const sameDay = days.get(day)
    if (sameDay) sameDay.push(line)
    else days.set(day, [line])
  }
  return [...days].map(([day, sameDay]) => ({ day, lines: sameDay }))
}

/** The facts that a line has beside its sentence, as text. */
export function factsOf({ facts }: AuditLine): string {
  return Object.entries(facts)
    .map(([name, value]) => `${name} ${Array.isArray(value) ? value.join(', ') : String(value)}`)
    .join(' · ')
}
