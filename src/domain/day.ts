/** A calendar day in Asia/Ho_Chi_Minh, 'YYYY-MM-DD'. */
export type Day = string

/** An instant, ISO 8601 in UTC. */
export type Instant = string

// Viet Nam has stood at UTC+7 without summer time since 1975.
const offset = 7 * 60 * 60 * 1000

/** The day in Viet Nam at an instant. */
export function dayOf(instant: Instant): Day {
  return new Date(Date.parse(instant) + offset).toISOString().slice(0, 10)
}

/** The first instant that no longer belongs to the day: a deadline includes its whole day. */
export function endOf(day: Day): Instant {
  return new Date(Date.parse(`${day}T00:00:00Z`) + 24 * 60 * 60 * 1000 - offset).toISOString()
}

export function addDays(day: Day, days: number): Day {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 24 * 60 * 60 * 1000)
    .toISOString()
    .slice(0, 10)
}

/** Whether the text names a day that exists: 2026-02-29 does not. */
export function isDay(text: unknown): text is Day {
  if (typeof text !== 'string' || !/^[1-9]\d{3}-\d{2}-\d{2}$/.test(text)) return false
  const parsed = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(text)
}

/** A school year's first day, month and day, from a year on. Dated data: the newest rule that fits counts. */
export interface SchoolYearRule {
  readonly fromYear: number
  readonly startsOn: string
  readonly status: 'inferred' | 'one-source' | 'two-sources'
}

/** 1/6 to 31/5, inferred from the reporting deadline 31/5 (research/domain.md, A); a department may set its own. */
export const schoolYearRules: readonly SchoolYearRule[] = [
  { fromYear: 0, startsOn: '06-01', status: 'inferred' },
]

/** A school year, by the calendar year in which it begins. */
export type SchoolYear = number

export function schoolYearOf(
  day: Day,
  rules: readonly SchoolYearRule[] = schoolYearRules,
): SchoolYear {
  const year = Number(day.slice(0, 4))
  return day.slice(5) >= startIn(year, rules) ? year : year - 1
}

/** A school year's first and last day. */
export function daysOf(
  year: SchoolYear,
  rules: readonly SchoolYearRule[] = schoolYearRules,
): { readonly first: Day; readonly last: Day } {
  return {
    first: `${year}-${startIn(year, rules)}`,
    last: addDays(`${year + 1}-${startIn(year + 1, rules)}`, -1),
  }
}

/** A record may be sent for this school year and the two before it (PRODUCT.md, rule 8). */
export function isOpenYear(year: SchoolYear, today: Day): boolean {
  const current = schoolYearOf(today)
  return year <= current && year >= current - 2
}

/** '2026–2027', as it is written. */
export function nameOfYear(year: SchoolYear): string {
  return `${year}–${year + 1}`
}

function startIn(year: number, rules: readonly SchoolYearRule[]): string {
  const fitting = rules.filter((rule) => rule.fromYear <= year)
  return fitting.reduce((a, b) => (b.fromYear >= a.fromYear ? b : a)).startsOn
}
