import { isDay, type Day } from '../day.ts'

/** A two-digit year beyond this many years from now belongs to the last century. */
const century = 100

/**
 * A day as Vietnamese write it: 16/11/2026, 16-11-26, 16.11.2026, 16 tháng 11 năm 2026, also
 * 2026-11-16 and the serial number of a spreadsheet. Day before month, always. `undefined` where it is none.
 */
export function readDay(text: string, today: Day): Day | undefined {
  const said = text.normalize('NFC').trim().toLowerCase()
  return byParts(said, today) ?? byYearFirst(said) ?? bySerial(said)
}

const parts =
  /^(?:ngày\s+)?(\d{1,2})\s*(?:[/.-]|\s+tháng\s+|\s+)\s*(\d{1,2})\s*(?:[/.-]|,?\s+năm\s+|\s+)\s*(\d{4}|\d{2})$/

function byParts(said: string, today: Day): Day | undefined {
  const found = parts.exec(said)
  if (!found) return
  const [, day = '', month = '', year = ''] = found
  return dayFrom(fullYear(year, today), month, day)
}

function byYearFirst(said: string): Day | undefined {
  const found = /^(\d{4})[/.-](\d{1,2})[/.-](\d{1,2})(?:[t ]00:00.*)?$/.exec(said)
  if (!found) return
  const [, year = '', month = '', day = ''] = found
  return dayFrom(year, month, day)
}

// 1900-03-01 to 2099-12-31: below, a spreadsheet counts a leap day that was none; above is no birth day.
const firstSerial = 61
const lastSerial = 73_050

/** Days since 1899-12-30, as spreadsheets count. Four digits are rather a year. */
function bySerial(said: string): Day | undefined {
  if (!/^\d{5}(?:\.0+)?$/.test(said)) return
  const serial = Math.trunc(Number(said))
  if (serial < firstSerial || serial > lastSerial) return
  return new Date(Date.UTC(1899, 11, 30) + serial * 86_400_000).toISOString().slice(0, 10)
}

function dayFrom(year: string, month: string, day: string): Day | undefined {
  const text = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  return isDay(text) ? text : undefined
}

/** '26' is 2026 and '78' is 1978: nobody in a roster was born tomorrow. */
function fullYear(year: string, today: Day): string {
  if (year.length === 4) return year
  const now = Number(today.slice(0, 4))
  const near = now - (now % century) + Number(year)
  return String(near > now ? near - century : near)
}
