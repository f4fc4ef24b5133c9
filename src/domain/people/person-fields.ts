import { isDay, type Day } from '../day.ts'
import type { FieldProblem } from '../problems.ts'
import { tidy } from '../text.ts'
import type { StaffKind } from './person.ts'

export const staffKinds = [
  'teacher',
  'manager',
  'employee',
  'official',
] as const satisfies readonly StaffKind[]

export type Salutation = 'thầy' | 'cô'

/** What is known of a person beside their posts, as it is typed or stands in a file; nothing yet checked. */
export interface PersonFields {
  readonly name: string
  readonly staffKind: string | null
  /** The identifier of the sector database. */
  readonly code: string | null
  readonly bornOn: string | null
  readonly phone: string | null
  readonly salutation?: Salutation | null
}

/** The same, checked and in the form in which it is stored. */
export interface PersonFacts {
  readonly name: string
  /** None only of those who came before there were kinds. */
  readonly staffKind: StaffKind | null
  readonly code: string | null
  readonly bornOn: Day | null
  readonly phone: string | null
  readonly salutation: Salutation | null
}

const longestName = 200
const firstBirth = '1900-01-01'

/** Every field that is wrong, in form order. That no two people have one code is the keeper's to see. */
export function checkPersonFields(fields: PersonFields, today: Day): FieldProblem[] {
  return [
    ...nameProblems(tidy(fields.name)),
    ...kindProblems(fields),
    ...restProblems(fields, today),
  ]
}

/** The form in which the fields are stored; they must have passed the check. */
export function personFacts(fields: PersonFields): PersonFacts {
  return {
    name: tidy(fields.name).replace(/\s+/g, ' '),
    staffKind: fields.staffKind as StaffKind,
    code: orNull(fields.code),
    bornOn: orNull(fields.bornOn),
    phone: fields.phone === null ? null : orNull(phoneDigits(fields.phone)),
    salutation: fields.salutation ?? null,
  }
}

/** A telephone number as it is stored: its digits, from 0 on, without blanks, dots or +84. */
export function phoneDigits(typed: string): string {
  return typed.replace(/[\s.()-]/g, '').replace(/^(\+|00)84\(?0?/, '0')
}

function nameProblems(name: string): FieldProblem[] {
  const item = 'name'
  if (name === '') return [{ code: 'person.name-required', item }]
  if (name.length > longestName) return [{ code: 'person.name-too-long', item, limit: longestName }]
  const isName = name.length > 1 && /\p{L}/u.test(name) && !/\p{Cc}/u.test(name)
  return isName ? [] : [{ code: 'person.name-unreadable', item }]
}

function kindProblems({ staffKind }: PersonFields): FieldProblem[] {
  const known: readonly (string | null)[] = staffKinds
  return known.includes(staffKind) ? [] : [{ code: 'person.kind-unknown', item: 'staffKind' }]
}

function restProblems({ code, bornOn, phone }: PersonFields, today: Day): FieldProblem[] {
  const found: FieldProblem[] = []
  if (orNull(code) && !isCode(tidy(code ?? ''))) {
    found.push({ code: 'person.code-form', item: 'code' })
  }
  if (orNull(bornOn) && !isPast(tidy(bornOn ?? ''), today)) {
    found.push({ code: 'person.birth-day', item: 'bornOn' })
  }
  if (orNull(phone) && !isPhone(phoneDigits(phone ?? ''))) {
    found.push({ code: 'person.phone-form', item: 'phone' })
  }
  return found
}

function isCode(code: string): boolean {
  return /^[A-Za-z0-9]{3,20}$/.test(code)
}

function isPast(day: string, today: Day): boolean {
  return isDay(day) && day >= firstBirth && day < today
}

/**
 * A mobile number has ten digits and begins with 03, 05, 07, 08 or 09; a landline has eleven and
 * begins with 02 (Thông tư 22/2014/TT-BTTTT and the change of area codes of 2017).
 */
function isPhone(digits: string): boolean {
  return /^0(?:[35789]\d{8}|2\d{9})$/.test(digits)
}

function orNull(text: string | null): string | null {
  return text === null || tidy(text) === '' ? null : tidy(text)
}
