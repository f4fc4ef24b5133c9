import {
  answerMeaning,
  itemMeaning,
  type Answers,
  type Instrument,
  type Meaning,
} from '#domain/instrument/instrument.ts'
import { fold, matches } from '#domain/text.ts'

/** What the author wrote before: the source of suggestions and of what is filled in. */
export interface Earlier {
  readonly id: string
  readonly answers: Answers
}

const repeats: readonly Meaning[] = ['organiser', 'format', 'programme']
const shown = 5

/** Who, how and towards what: usually the same as the last time. */
export function prefilled(instrument: Instrument, last: Earlier | undefined): Answers {
  const filled = repeats.flatMap((meaning) => {
    const item = itemMeaning(instrument, meaning)
    const answer = last && answerMeaning(instrument, last.answers, meaning)
    return item && answer !== undefined ? [[item.id, answer] as const] : []
  })
  return Object.fromEntries(filled)
}

/** Earlier records whose title fits what is typed, each title once, the newest first. */
export function titlesLike(
  instrument: Instrument,
  earlier: readonly Earlier[],
  typed: string,
): readonly Earlier[] {
  return distinct(earlier, (record) => textOf(instrument, record, 'title'), typed)
}

/** What choosing an opened session fills in: all that it says, its days too. */
export function filledFrom(instrument: Instrument, answers: Answers, from: Earlier): Answers {
  const days = instrument.items.filter(({ type, means }) => type === 'date' && means !== undefined)
  const own = days.flatMap(({ id }) => {
    const answer = from.answers[id]
    return answer === undefined ? [] : [[id, answer] as const]
  })
  return { ...refilled(instrument, answers, from), ...Object.fromEntries(own) }
}

/** Earlier organisers that fit what is typed; all of them while nothing is. */
export function organisersLike(
  instrument: Instrument,
  earlier: readonly Earlier[],
  typed: string,
): readonly string[] {
  const name = (record: Earlier) => textOf(instrument, record, 'organiser')
  return distinct(earlier, name, typed).map(name)
}

/** What choosing an earlier record fills in: all but its days, which are never the same. */
export function refilled(instrument: Instrument, answers: Answers, from: Earlier): Answers {
  const kept = instrument.items.filter(
    ({ type, required, means }) => type !== 'date' && (required || means !== undefined),
  )
  const filled = kept.flatMap(({ id, type }) => {
    const answer = from.answers[id]
    return answer === undefined || type === 'school-year' ? [] : [[id, answer] as const]
  })
  // A total stands for itself unless the earlier record was split too.
  const parts = new Set(itemMeaning(instrument, 'periods')?.sumOf)
  const rest = Object.entries(answers).filter(([id]) => !parts.has(id))
  return { ...Object.fromEntries(rest), ...Object.fromEntries(filled) }
}

function textOf(instrument: Instrument, record: Earlier, meaning: Meaning): string {
  return String(answerMeaning(instrument, record.answers, meaning) ?? '')
}

function distinct(
  earlier: readonly Earlier[],
  name: (record: Earlier) => string,
  typed: string,
): readonly Earlier[] {
  const seen = new Set([fold(typed), ''])
  const found = earlier.filter((record) => {
    const key = fold(name(record))
    if (seen.has(key) || !matches(key, typed)) return false
    return seen.add(key)
  })
  const rank = (record: Earlier) => distance(fold(name(record)), fold(typed))
  return found.sort((a, b) => rank(a) - rank(b)).slice(0, shown)
}

/** How far a text is from what is typed: it begins so, its words do, or it only has the letters. */
function distance(text: string, typed: string): number {
  if (text.startsWith(typed)) return 0
  const words = text.split(/\W+/)
  const begins = (part: string) => words.some((word) => word.startsWith(part))
  return typed.split(' ').every(begins) ? 1 : 2
}
