import type { UnitLine, UnitReply } from '#contract/units.ts'
import type { Speech } from '../../ui/i18n.ts'
import { showDay } from '../../ui/show.ts'

type T = Speech['t']

/** What a row says below the name: kind or levels, code, what stands below it, whether it is closed. */
export function secondLine(line: UnitLine, { t, flat }: { t: T; flat: boolean }): string {
  const what = line.levels.length > 0 ? levelsText(line.levels, t) : t(`units.kind.${line.kind}`)
  const below = line.units > 0 ? t('units.below-count', line.units) : ''
  const closed = line.closedOn === null ? '' : t('units.closed-on', { day: showDay(line.closedOn) })
  const above = flat && line.above !== null ? line.above : ''
  return [closed, what, line.code, below, above].filter(Boolean).join(' · ')
}

export function levelsText(levels: UnitLine['levels'], t: T): string {
  return levels.map((level) => t(`units.level.${level}`)).join(', ')
}

/** A line of the unit's past: what it was, or what became of it. */
export interface PastLine {
  readonly key: string
  readonly when: string
  readonly text: string
  readonly href?: string
}

/** The unit's past, newest first. */
export function pastOf(reply: UnitReply, t: T): readonly PastLine[] {
  const versions = reply.history.map((was) => ({
    key: `version-${was.from ?? ''}`,
    day: was.from ?? '',
    when: spanText(was, t),
    text: pastText(was, t),
  }))
  const successions = reply.successions.map((one) => {
    const isFrom = one.from.id === reply.unit.id
    const other = isFrom ? one.to : one.from
    return {
      key: `${one.how}-${other.id}`,
      day: one.onDay,
      when: showDay(one.onDay),
      text: t(`units.past-of.${one.how}-${isFrom ? 'into' : 'from'}`, { name: other.name }),
      href: `/office/units/${other.id}`,
    }
  })
  return [...successions, ...versions].sort((a, b) => b.day.localeCompare(a.day))
}

/** What it was called, what it taught, where it stood. */
function pastText({ name, levels, parent, code }: UnitReply['history'][number], t: T): string {
  const above = parent && t('units.under', { name: parent.name })
  return [name, levelsText(levels, t), above, code].filter(Boolean).join(' · ')
}

function spanText({ from, until }: UnitReply['history'][number], t: T): string {
  if (from === null) {
    return until === null ? t('units.always') : t('units.until', { day: showDay(until) })
  }
  const named = { from: showDay(from), until: until === null ? '' : showDay(until) }
  return t(until === null ? 'units.since' : 'units.span', named)
}

/** What "last year" means here, said in a sentence; nothing where it means what it always does. */
export function lastYearText({ lastYear, unit }: UnitReply, t: T): string {
  const others = lastYear.units.filter(({ id }) => id !== unit.id).map(({ name }) => name)
  return t(`units.last-year.${lastYear.how}`, { names: others.join(', ') })
}

/** What may be done with it now, by the name of its page. */
export function actsOf({ unit, mayChange, successions }: UnitReply): readonly string[] {
  if (!mayChange) return []
  // What was merged or split lives on in others, and is not opened again (domain/units/unit-rules.ts).
  const isSucceeded = successions.some(({ from }) => from.id === unit.id)
  if (unit.closedOn !== null) return isSucceeded ? [] : ['close']
  const isTop = unit.kind === 'department' || unit.kind === 'ministry'
  return isTop ? ['change'] : ['change', 'move', 'merge', 'split', 'close']
}
