import type { Day, Instant } from '#domain/day.ts'
import { useI18n, type Language } from './i18n.ts'

export type { Language } from './i18n.ts'

const zone = 'Asia/Ho_Chi_Minh'
const regionOf = { vi: 'vi-VN', en: 'en-GB' } as const

// A formatter costs far more to make than to use, so each is made once.
const dates = new Map<string, Intl.DateTimeFormat>()
const numbers = new Map<string, Intl.NumberFormat>()

function dateFormat(language: Language, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = language + JSON.stringify(options)
  const kept = dates.get(key) ?? new Intl.DateTimeFormat(regionOf[language], options)
  dates.set(key, kept)
  return kept
}

/** A day as it is written in Viet Nam, dd/mm/yyyy, in both languages. */
export function showDay(day: Day): string {
  return day.split('-').reverse().join('/')
}

/** The day without its year, dd/mm: for lists within one school year. */
export function showShortDay(day: Day): string {
  return showDay(day).slice(0, 5)
}

/** The weekday with the short day: "Thứ Bảy 14/11". */
export function showWeekday(day: Day, language: Language = 'vi'): string {
  const weekday = dateFormat(language, { weekday: 'long', timeZone: 'UTC' }).format(atNoon(day))
  return `${weekday} ${showShortDay(day)}`
}

/** The day in words: "Thứ Hai, 16 tháng 11". */
export function showLongDay(day: Day, language: Language = 'vi'): string {
  const options = { weekday: 'long', day: 'numeric', month: 'long', timeZone: 'UTC' } as const
  return dateFormat(language, options).format(atNoon(day))
}

/** An instant by Viet Nam's clock, wherever the device stands: "16/11/2026 17:03". */
export function showInstant(instant: Instant): string {
  const at = atClock(instant)
  return `${at.day}/${at.month}/${at.year} ${at.hour}:${at.minute}`
}

/** The time of an instant by Viet Nam's clock: "17:03". */
export function showTime(instant: Instant): string {
  const at = atClock(instant)
  return `${at.hour}:${at.minute}`
}

/** A number with the language's marks: 3,4 and 1.600 in Vietnamese. */
export function showNumber(number: number, language: Language = 'vi'): string {
  const kept =
    numbers.get(language) ?? new Intl.NumberFormat(regionOf[language], { maximumFractionDigits: 2 })
  numbers.set(language, kept)
  return kept.format(number)
}

/** Periods with their word: "4,5 tiết". */
export function showPeriods(periods: number, language: Language = 'vi'): string {
  const word = language === 'vi' ? 'tiết' : periods === 1 ? 'period' : 'periods'
  return `${showNumber(periods, language)} ${word}`
}

/** The number that a person typed, with a comma or a point; nothing when it is none. */
export function readNumber(text: string): number | undefined {
  const plain = text.trim().replace(',', '.')
  return /^\d+(\.\d*)?$|^\.\d+$/.test(plain) ? Number(plain) : undefined
}

/** The same, in the language that the screen speaks now. */
export function useShow() {
  const { locale } = useI18n()
  const language = (): Language => locale.value
  return {
    day: showDay,
    shortDay: showShortDay,
    instant: showInstant,
    time: showTime,
    weekday: (day: Day) => showWeekday(day, language()),
    longDay: (day: Day) => showLongDay(day, language()),
    number: (number: number) => showNumber(number, language()),
    periods: (periods: number) => showPeriods(periods, language()),
  }
}

function atNoon(day: Day): Date {
  return new Date(`${day}T12:00:00Z`)
}

function atClock(instant: Instant) {
  const format = dateFormat('en', {
    timeZone: zone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  })
  const parts = Object.fromEntries(
    format.formatToParts(new Date(instant)).map(({ type, value }) => [type, value]),
  )
  return parts as Record<'day' | 'month' | 'year' | 'hour' | 'minute', string>
}
