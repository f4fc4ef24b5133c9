import { useI18n } from 'petite-vue-i18n'
import { isDay, nameOfYear } from '#domain/day.ts'
import type { Answer, Item } from '#domain/instrument/instrument.ts'
import { useShow } from './show.ts'

/** How an item and its answer are written, in the language that the screen speaks. */
export function useAnswerText() {
  const { locale } = useI18n()
  const show = useShow()

  function label(named: { readonly labelVi: string; readonly labelEn: string }): string {
    return locale.value === 'en' ? named.labelEn : named.labelVi
  }

  function option(item: Item, id: string): string {
    const found = item.options?.find((one) => one.id === id)
    return found ? label(found) : id
  }

  function text(item: Item, answer: Answer): string {
    if (item.type === 'choices' && Array.isArray(answer)) {
      return answer.map((id: string) => option(item, id)).join('; ')
    }
    if (typeof answer === 'number') return figure(item, answer)
    if (item.type === 'choice') return option(item, String(answer))
    return isDay(answer) ? show.day(answer) : String(answer)
  }

  function figure(item: Item, answer: number): string {
    if (item.type === 'school-year') return nameOfYear(answer)
    return item.means?.startsWith('periods') ? show.periods(answer) : show.number(answer)
  }

  return { label, text }
}
