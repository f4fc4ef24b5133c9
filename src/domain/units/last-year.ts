import { daysOf, type Day, type SchoolYear } from '../day.ts'
import type { Succession } from './unit-book.ts'

/**
 * What "last year" of a unit is. Of one into which others went: its own and theirs stand beside each
 * other, each under its name; counts are summed, scores never, since a score of several schools is
 * nobody's. Of one that came out of a split: the old unit's, "trường trước khi tách", whole; nobody
 * knows how to divide it.
 */
export interface LastYear {
  readonly how: 'itself' | 'merged' | 'split' | 'new'
  readonly unitIds: readonly string[]
}

/** The units whose records of the school year are the unit's own of that year. */
export function lastYearOf(
  { id, openedOn }: { readonly id: string; readonly openedOn: Day | null },
  year: SchoolYear,
  successions: readonly Succession[],
): LastYear {
  const { first } = daysOf(year)
  const later = successions.filter(({ onDay }) => onDay > first)
  const before = later.filter(({ toUnitId }) => toUnitId === id)
  const split = before.filter(({ how }) => how === 'split')
  if (split.length > 0) {
    return { how: 'split', unitIds: split.flatMap(({ fromUnitId }) => rootsOf(fromUnitId, later)) }
  }
  if (before.length > 0) {
    return {
      how: 'merged',
      unitIds: [id, ...before.flatMap((one) => rootsOf(one.fromUnitId, later))],
    }
  }
  const isNew = openedOn !== null && openedOn > daysOf(year).last
  return isNew ? { how: 'new', unitIds: [] } : { how: 'itself', unitIds: [id] }
}

/** The unit, and before it those that it came from itself. Days go forward, so this ends. */
function rootsOf(id: string, successions: readonly Succession[]): readonly string[] {
  const before = successions.filter(({ toUnitId }) => toUnitId === id)
  const others = successions.filter(({ toUnitId }) => toUnitId !== id)
  return [...new Set([id, ...before.flatMap(({ fromUnitId }) => rootsOf(fromUnitId, others))])]
}
