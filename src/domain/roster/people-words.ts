import type { Day } from '../day.ts'
import { checkPersonFields, personFacts } from '../people/person-fields.ts'
import type { FieldProblem } from '../problems.ts'
import { readDay } from './days.ts'
import type { Said } from './verdict.ts'
import { readRole, readStaffKind } from './words.ts'

/** The cells but the unit's, read and checked by the rules of the form for one person. */
export function wordsIn(said: Said, day: Day) {
  const problems: FieldProblem[] = []
  const word = <T>(text: string, value: T | undefined, problem: FieldProblem): T | null => {
    if (text !== '' && value === undefined) problems.push(problem)
    return value ?? null
  }
  const role = word(said('role'), readRole(said('role')), {
    code: 'roster.role-unknown',
    item: 'role',
  })
  const kindSaid = said('staffKind')
  const kind = word(kindSaid, readStaffKind(kindSaid), {
    code: 'person.kind-unknown',
    item: 'staffKind',
  })
  const born = said('bornOn')
  const bornOn = word(born, readDay(born, day), { code: 'roster.day-unknown', item: 'bornOn' })
  const fields = {
    ...{ name: said('name'), code: said('code') || null, bornOn },
    phone: phoneIn(said('phone')),
    // Where the file doesn't say, the unit does; that is looked at later.
    staffKind: kind ?? 'teacher',
  }
  problems.push(...checkPersonFields(fields, day))
  return { problems, role, facts: { ...personFacts(fields), staffKind: kind } }
}

/** A spreadsheet takes the 0 from a number that it holds for a figure. */
function phoneIn(said: string): string | null {
  if (said === '') return null
  return /^[235789]\d{8,9}$/.test(said) ? `0${said}` : said
}
