import { isDay, nameOfYear } from '#domain/day.ts'
import type { Answer, Item } from '#domain/instrument/instrument.ts'
import { showDay, showNumber, showPeriods, type Language } from './show.ts'

/** An answer as a person reads it; nothing where there is none. */
export function showAnswer(item: Item, answer: Answer | undefined, language: Language): string {
  if (answer === undefined || answer === '') return ''
  if (typeof answer === 'number') return showFigure(item, answer, language)
  if (typeof answer === 'string') {
    if (item.type === 'date') return isDay(answer) ? showDay(answer) : answer
    return item.type === 'choice' ? nameOf(item, answer, language) : answer
  }
  return answer.map((one) => nameOf(item, one, language)).join(', ')
}

/** The item's label in the language of the screen. */
export function showLabel(item: Item, language: Language): string {
  return language === 'vi' ? item.labelVi : item.labelEn
}

function showFigure(item: Item, answer: number, language: Language): string {
  if (item.type === 'school-year') return nameOfYear(answer)
  const isPeriods = item.means?.startsWith('periods') ?? false
  return isPeriods ? showPeriods(answer, language) : showNumber(answer, language)
}

function nameOf(item: Item, id: string, language: Language): string {
  const option = item.options?.find((one) => one.id === id)
  if (!option) return id
  return language === 'vi' ? option.labelVi : option.labelEn
}
