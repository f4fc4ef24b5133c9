import { isDay, schoolYearOf, type Day } from '#domain/day.ts'
import {
  answerMeaning,
  itemMeaning,
  type Answer,
  type Answers,
  type Instrument,
} from '#domain/instrument/instrument.ts'
import { periodsOf, total, type YearPeriods } from '#domain/training.ts'
import type { OwnRecord } from '../../state/ledger.ts'
import history from '../../ui/icons/history.svg?raw'
import calendarCheck from '../../ui/icons/calendar-check.svg?raw'
import type { Icon } from '../../ui/icons/icon.ts'
import type { useShow } from '../../ui/show.ts'
import { organisersLike, titlesLike } from './earlier.ts'
import type { OfferedSession } from './log-training.ts'

interface Suggestion {
  readonly id: string
  readonly text: string
  readonly second?: string
  readonly icon?: Icon
}

/** What the form says beside its questions, out of what the author wrote before. */
export interface FormHints {
  readonly today: Day
  readonly title: readonly Suggestion[]
  readonly organiser: readonly Suggestion[]
  readonly programmes: readonly { value: string; title: string; second?: string | undefined }[]
  readonly periods: string | undefined
  /** The session that it is tied to, by who opened it. */
  readonly tied: string | undefined
}

export interface Facts {
  readonly instrument: Instrument
  readonly answers: Answers
  /** The author's other records, newest first. */
  readonly others: readonly OwnRecord[]
  readonly today: Day
  /** Sessions that a unit has opened. */
  readonly sessions: readonly OfferedSession[]
  /** The one that the record is tied to. */
  readonly tiedTo: string | undefined
  /** How the author is addressed. */
  readonly you: string
}

/** The language that the screen speaks. */
export interface Say {
  readonly t: (key: string, named: Record<string, unknown>) => string
  readonly show: ReturnType<typeof useShow>
  readonly isVietnamese: boolean
}

export function hintsOf(facts: Facts, say: Say): FormHints {
  const { instrument, answers, others, today } = facts
  const last = answerMeaning(instrument, answers, 'last-day')
  const year = periodsOf(instrument, others, schoolYearOf(isDay(last) ? last : today))
  const organisers = organisersLike(instrument, others, typed(facts, 'organiser'))
  return {
    today,
    title: [...sessionHints(facts, say), ...titleHints(facts, say)],
    tied: tiedHint(facts, say),
    organiser: organisers.map((text) => ({ id: text, text })),
    programmes: programmeHints(facts, year, say),
    periods: periodsHint(facts, year, say),
  }
}

function typed({ instrument, answers }: Facts, meaning: 'title' | 'organiser'): string {
  return String(answerMeaning(instrument, answers, meaning) ?? '')
}

/** Before what the author wrote: sessions of the department or the school, marked as such. */
function sessionHints(facts: Facts, { t, show }: Say): readonly Suggestion[] {
  const { instrument, sessions, tiedTo } = facts
  if (tiedTo !== undefined) return []
  const open = sessions.map(({ session }) => session)
  return titlesLike(instrument, open, typed(facts, 'title')).flatMap(({ id, answers }) => {
    const unit = sessions.find(({ session }) => session.id === id)?.unit ?? ''
    const last = answerMeaning(instrument, answers, 'last-day')
    const day = isDay(last) ? show.shortDay(last) : ''
    const text = String(answerMeaning(instrument, answers, 'title') ?? '')
    const second = t('log-training.form.opened-by', { unit, day })
    return [{ id: `session:${id}`, text, second, icon: calendarCheck }]
  })
}

function tiedHint({ sessions, tiedTo }: Facts, { t }: Say): string | undefined {
  if (tiedTo === undefined) return
  const unit = sessions.find(({ session }) => session.id === tiedTo)?.unit
  return unit ? t('log-training.form.tied', { unit }) : t('log-training.form.tied-unknown', {})
}

function titleHints(facts: Facts, { t, show }: Say): readonly Suggestion[] {
  const { instrument, others, you } = facts
  const fills = t('log-training.form.fills', {})
  return titlesLike(instrument, others, typed(facts, 'title')).flatMap(({ id }) => {
    const own = others.find((record) => record.id === id)
    if (!own) return []
    const month = own.lastDay?.split('-').slice(0, 2).reverse().join('/') ?? ''
    const periods = own.periods === undefined ? '' : show.periods(own.periods)
    const wrote = t('log-training.form.wrote', { you: capital(you), month, periods })
    return [{ id, text: own.title, second: `${wrote} · ${fills}`, icon: history }]
  })
}

function programmeHints({ instrument }: Facts, year: YearPeriods, say: Say) {
  const options = itemMeaning(instrument, 'programme')?.options ?? []
  return options.map(({ id, labelVi, labelEn }) => ({
    value: id,
    title: say.isVietnamese ? labelVi : labelEn,
    second: programmeSecond(
      instrument,
      year.programmes.find((one) => one.id === id),
      say,
    ),
  }))
}

function programmeSecond(
  instrument: Instrument,
  counted: YearPeriods['programmes'][number] | undefined,
  { t, show, isVietnamese }: Say,
): string | undefined {
  const detail = counted && detailOf(instrument, counted.id)
  if (!detail) return
  const have = show.number(total([counted.accepted, counted.waiting]))
  const counts = t('log-training.form.counts', { have, quota: show.number(counted.quota) })
  return `${isVietnamese ? detail.aboutVi : detail.aboutEn} · ${counts}`
}

/** Within the range of the item: with any other figure there is nothing to reckon. */
function isPossible(instrument: Instrument, count: Answer | undefined): count is number {
  const { min = 0, max = Infinity } = itemMeaning(instrument, 'periods') ?? {}
  return typeof count === 'number' && count >= min && count <= max
}

/** What this session would add up to. */
function periodsHint({ instrument, answers }: Facts, year: YearPeriods, say: Say) {
  const { t, show } = say
  const count = answerMeaning(instrument, answers, 'periods')
  const chosen = answerMeaning(instrument, answers, 'programme')
  if (!isPossible(instrument, count) || chosen === undefined) return
  const programme = year.programmes.find(({ id }) => id === chosen)
  const quota = show.number(programme?.quota ?? year.quota)
  if (!programme) return t('log-training.form.not-counted', { quota })
  const sum = total([programme.accepted, programme.waiting, count])
  const name = t('log-training.programme', { code: detailOf(instrument, programme.id)?.code ?? '' })
  const key = sum > programme.quota ? 'above' : 'becomes'
  return t(`log-training.form.${key}`, { programme: name, sum: show.number(sum), quota })
}

function detailOf(instrument: Instrument, id: string) {
  return instrument.quota?.programmes.find((programme) => programme.id === id)
}

function capital(text: string): string {
  return text.charAt(0).toLocaleUpperCase('vi') + text.slice(1)
}
