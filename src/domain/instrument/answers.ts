import { isDay, isOpenYear, schoolYearOf, type Day } from '../day.ts'
import type { FieldProblem } from '../problems.ts'
import { tidy } from '../text.ts'
import {
  answerMeaning,
  itemMeaning,
  type Answer,
  type Answers,
  type Instrument,
  type Item,
} from './instrument.ts'

type Fault = Omit<FieldProblem, 'item'>

/** Everything that keeps these answers from being sent today, in the order of the form. */
export function checkAnswers(
  instrument: Instrument,
  answers: Answers,
  today: Day,
): readonly FieldProblem[] {
  const full = completed(instrument, answers)
  const faults = instrument.items.flatMap((item) => {
    const fault = faultOf(item, full[item.id]) ?? faultOfDay(item, full, { instrument, today })
    return fault ? [{ ...fault, item: item.id }] : []
  })
  const known = new Set(instrument.items.map((item) => item.id))
  const unknown = Object.keys(answers).filter((id) => !known.has(id))
  return [...faults, ...unknown.map((item) => ({ code: 'answer.unknown-item' as const, item }))]
}

/** The answers tidied, without blanks, and with those that follow from others: sums and the school year. */
export function completed(instrument: Instrument, answers: Answers): Answers {
  const tidied = Object.entries(answers).flatMap(([id, answer]) => {
    const value = tidyAnswer(answer)
    return isBlank(value) ? [] : [[id, value] as const]
  })
  const given: Answers = Object.fromEntries(tidied)
  const derived = instrument.items.flatMap((item) => {
    const value = derivedAnswer(item, given, instrument)
    return value === undefined ? [] : [[item.id, value] as const]
  })
  return { ...given, ...Object.fromEntries(derived) }
}

function derivedAnswer(item: Item, given: Answers, instrument: Instrument): Answer | undefined {
  if (item.means === 'school-year') {
    const last = answerMeaning(instrument, given, 'last-day')
    return isDay(last) ? schoolYearOf(last) : undefined
  }
  const parts = (item.sumOf ?? []).map((id) => given[id]).filter((part) => typeof part === 'number')
  if (parts.length === 0) return
  return Math.round(parts.reduce((sum, part) => sum + part, 0) * 100) / 100
}

function tidyAnswer(answer: Answer): Answer {
  return typeof answer === 'string' ? tidy(answer) : answer
}

function isBlank(answer: Answer): boolean {
  return answer === '' || (Array.isArray(answer) && answer.length === 0)
}

function faultOf(item: Item, answer: Answer | undefined): Fault | undefined {
  if (answer === undefined) return item.required ? { code: 'answer.required' } : undefined
  return checks[item.type](item, answer)
}

const wrongType: Fault = { code: 'answer.wrong-type' }

const checks: Record<Item['type'], (item: Item, answer: Answer) => Fault | undefined> = {
  text: (item, answer) => {
    if (typeof answer !== 'string') return wrongType
    const limit = item.maxLength ?? 300
    return answer.length > limit ? { code: 'answer.too-long', limit } : undefined
  },
  number: (item, answer) => {
    if (typeof answer !== 'number' || !Number.isFinite(answer)) return wrongType
    if (item.min !== undefined && answer < item.min) {
      return { code: 'answer.too-small', limit: item.min }
    }
    if (item.max !== undefined && answer > item.max) {
      return { code: 'answer.too-large', limit: item.max }
    }
    return Math.round(answer * 100) / 100 === answer ? undefined : { code: 'answer.too-precise' }
  },
  date: (_, answer) => (isDay(answer) ? undefined : { code: 'answer.not-a-day' }),
  'school-year': (_, answer) => (Number.isInteger(answer) ? undefined : wrongType),
  choice: (item, answer) => {
    if (typeof answer !== 'string') return wrongType
    return hasOption(item, answer) ? undefined : { code: 'answer.unknown-option' }
  },
  choices: (item, answer) => {
    if (!Array.isArray(answer) || !answer.every((one) => typeof one === 'string')) return wrongType
    return answer.every((one) => hasOption(item, one))
      ? undefined
      : { code: 'answer.unknown-option' }
  },
}

function hasOption(item: Item, id: string): boolean {
  return (item.options ?? []).some((option) => option.id === id)
}

/** What a record's first and last day must be: past, in order, and in a school year that is still open. */
function faultOfDay(
  item: Item,
  answers: Answers,
  { instrument, today }: { instrument: Instrument; today: Day },
): Fault | undefined {
  const day = answers[item.id]
  if ((item.means !== 'first-day' && item.means !== 'last-day') || !isDay(day)) return
  if (day > today) return { code: 'answer.day-in-future', limit: today }
  if (item.means === 'first-day') return
  const first = firstDay(instrument, answers)
  if (first !== undefined && day < first) return { code: 'answer.last-before-first', limit: first }
  return isOpenYear(schoolYearOf(day), today) ? undefined : { code: 'answer.year-not-open' }
}

function firstDay(instrument: Instrument, answers: Answers): Day | undefined {
  const item = itemMeaning(instrument, 'first-day')
  const day = item && answers[item.id]
  return isDay(day) ? day : undefined
}
