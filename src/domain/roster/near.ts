import { fold } from '../text.ts'

/** A unit's name as it is compared: no marks, and the usual short forms instead of the long ones. */
export function plainName(name: string): string {
  return fold(name)
    .replace(/[^a-z0-9]+/g, ' ')
    .replace(/\btruong\b/g, ' ')
    .replace(/\btieu hoc\b/g, 'th')
    .replace(/\btrung hoc co so\b/g, 'thcs')
    .replace(/\btrung hoc pho thong\b/g, 'thpt')
    .replace(/\bmam non\b/g, 'mn')
    .replace(/\s+/g, ' ')
    .trim()
}

/** The one name that almost fits: a slip of one or two letters. Where two fit equally well, none does. */
export function nearest(said: string, names: Iterable<string>): string | undefined {
  const limit = said.length < 8 ? 1 : 2
  let best: string | undefined
  let least = limit + 1
  for (const name of names) {
    const apart = distance(said, name, least)
    if (apart < least) [best, least] = [name, apart]
    else if (apart === least && apart <= limit) best = undefined
  }
  return least <= limit ? best : undefined
}

/** Letters to change, add or leave out (Levenshtein); given up beyond `limit`. */
function distance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1
  let row = Array.from({ length: b.length + 1 }, (_, at) => at)
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i]
    for (let j = 1; j <= b.length; j += 1)
      next.push(step(row, next, { j, same: a[i - 1] === b[j - 1] }))
    if (Math.min(...next) > limit) return limit + 1
    row = next
  }
  return row[b.length] ?? limit + 1
}

function step(
  above: readonly number[],
  left: readonly number[],
  { j, same }: { j: number; same: boolean },
): number {
  const kept = (above[j - 1] ?? 0) + (same ? 0 : 1)
  return Math.min(kept, (above[j] ?? 0) + 1, (left[j - 1] ?? 0) + 1)
}
