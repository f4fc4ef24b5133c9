import type { RoundLine, RoundList } from '#contract/rounds.ts'
import type { Day } from '#domain/day.ts'
import { windowOn, type Round } from '#domain/submission/round.ts'

/** Where a round is in its life, as its row says it. */
export type Stage = 'soon' | 'open' | 'closing' | 'closed' | 'published'

export function roundIn({ round }: Pick<RoundLine, 'round'>): Round {
  return round as Round
}

export function stageOf(round: Round, today: Day): Stage {
  if (round.publishOn && round.publishOn <= today) return 'published'
  const window = windowOn(round, today)
  return window === 'not-open' ? 'soon' : window
}

/** What runs comes first, then what will, then what was, the newest first. */
export function inOrder(lines: readonly RoundLine[], today: Day): readonly RoundLine[] {
  const order: readonly Stage[] = ['open', 'closing', 'soon', 'closed', 'published']
  const rank = (line: RoundLine) => order.indexOf(stageOf(roundIn(line), today))
  return [...lines].sort(
    (a, b) => rank(a) - rank(b) || b.round.opensOn.localeCompare(a.round.opensOn),
  )
}

export function daysUntil(day: Day, today: Day): number {
  return Math.round((Date.parse(day) - Date.parse(today)) / 86_400_000)
}

/** How much of it has come, in hundredths. */
export function share({ counts }: RoundLine): number {
  return counts.asked === 0 ? 0 : Math.min(100, Math.round((counts.sent / counts.asked) * 100))
}

export function taskTitle({ tasks }: RoundList, { taskId }: Round): string | undefined {
  return tasks.find(({ id }) => id === taskId)?.title
}
