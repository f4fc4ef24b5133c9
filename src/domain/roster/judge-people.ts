import type { Role, StaffKind } from '../people/person.ts'
import { fitsUnit } from '../people/roles.ts'
import { isWithin } from '../people/unit.ts'
import type { FieldProblem } from '../problems.ts'
import { fold } from '../text.ts'
import type { Matching } from './columns.ts'
import { unitFinder, type RosterUnit } from './find-unit.ts'
import { keysOf, peopleIndex } from './people-index.ts'
import { wordsIn } from './people-words.ts'
import type {
  PeopleThere,
  PersonVerdict,
  Read,
  RosterPerson,
  WantedPerson,
} from './roster-person.ts'
import { saidIn, wrong, type Difference, type FileRow, type Said } from './verdict.ts'
import { wordOfRole, wordOfStaffKind } from './words.ts'

export type { PeopleThere, PersonVerdict, RosterPerson, WantedPerson } from './roster-person.ts'

/** Judges the rows of a roster of people one by one, in file order; at the end says who is in no row. */
export function peopleJudge(there: PeopleThere, matching: Matching) {
  const read = rowReader(there)
  const find = peopleIndex(there.people)
  const rowOf = new Map<string, number>()
  const twice = doubles(rowOf)
  const mentioned = mentions()

  function ruled(no: number, row: Read): PersonVerdict {
    mentioned.units.add(row.unit.id)
    const { name } = row.facts
    const person = find(row)
    if (person === 'several') {
      return wrong(no, name, [{ code: 'roster.person-ambiguous', item: 'name' }])
    }
    if (person === 'no-such-username') {
      return wrong(no, name, [{ code: 'roster.username-unknown', item: 'username' }])
    }
    const met = twice(no, keysOf(row, person))
    if (met) {
      return wrong(no, name, [{ code: 'roster.twice', item: met.item, limit: met.first }])
    }
    return person ? compared({ no, row, person }, there) : added(no, row)
  }

  function judge({ no, cells }: FileRow): PersonVerdict {
    const said = saidIn(cells, matching)
    const row = read(said)
    const verdict = Array.isArray(row) ? wrong(no, said('name'), row) : ruled(no, row)
    if (verdict.kind === 'wrong') mentioned.doubt(said)
    return verdict
  }

  const gone = () =>
    there.people.filter((person) => !rowOf.has(person.id) && mentioned.lacks(person)).map(goneOf)

  return { judge, gone }
}

/** Which column says that a row was there before, and where. */
function doubles(rowOf: Map<string, number>) {
  return (
    no: number,
    keys: readonly string[],
  ): { item: 'code' | 'name'; first: number } | undefined => {
    const met = keys.find((key) => rowOf.has(key))
    const first = met === undefined ? undefined : rowOf.get(met)
    for (const key of keys) if (!rowOf.has(key)) rowOf.set(key, no)
    return first === undefined
      ? undefined
      : { item: met?.startsWith('code ') ? 'code' : 'name', first }
  }
}

function goneOf({ id, name }: RosterPerson, at: number): PersonVerdict {
  return { no: -1 - at, kind: 'gone', id, name, problems: [], changes: [], wants: null }
}

/** Whom a file speaks of. A row that needs mending may speak of anybody of that name, so nobody of it is gone. */
function mentions() {
  const units = new Set<string>()
  const doubted = new Set<string>()
  const doubt = (said: Said): void => {
    doubted.add(fold(said('name')))
    doubted.add(`code ${said('code').toLowerCase()}`)
    doubted.add(`username ${said('username').toLowerCase()}`)
  }
  const lacks = ({ unitId, isAdministrator, name, code, username }: RosterPerson): boolean => {
    if (unitId === null || isAdministrator || !units.has(unitId)) return false
    const keys = [fold(name), `code ${(code ?? '-').toLowerCase()}`, `username ${username ?? '-'}`]
    return !keys.some((key) => doubted.has(key))
  }
  return { units, doubt, lacks }
}

function rowReader(there: PeopleThere) {
  const findUnit = unitFinder(there)
  return (said: Said): Read | FieldProblem[] => {
    const [code, name] = [said('unitCode'), said('unitName')]
    const found = findUnit({ code, name, codeField: 'unitCode', nameField: 'unitName' })
    const words = wordsIn(said, there.day)
    if ('problem' in found) return [found.problem, ...words.problems]
    if (words.problems.length > 0) return words.problems
    return { unit: found.unit, username: said('username'), ...words }
  }
}

interface Pair {
  readonly no: number
  readonly row: Read
  readonly person: RosterPerson
}

function compared({ no, row, person }: Pair, there: PeopleThere): PersonVerdict {
  const isElsewhere = person.unitId !== null && !isWithin(person.unitId, there.rootId, there.units)
  if (isElsewhere) {
    return wrong(no, row.facts.name, [{ code: 'roster.person-elsewhere', item: 'code' }])
  }
  const wants = wantedOf(row, person)
  const isAdministrator = person.isAdministrator && wants.moves
  const problem =
    roleProblem(row, wants, { isAdministrator }) ??
    laterProblem(person, wants) ??
    codeProblem(person, wants, there)
  if (problem) return wrong(no, wants.name, [problem])
  const changes = differences(person, wants, there)
  const same = { no, id: person.id, name: wants.name, problems: [], changes }
  return changes.length > 0
    ? { ...same, kind: 'changed', wants }
    : { ...same, kind: 'same', wants: null }
}

function laterProblem(
  { nextFrom }: RosterPerson,
  { moves }: WantedPerson,
): FieldProblem | undefined {
  if (!moves || nextFrom === null) return undefined
  return { code: 'roster.move-arranged', item: 'unitName', limit: nextFrom }
}

/** By the code the identity provider opens an account: that of a higher office is not to be bent from below. */
function codeProblem(
  { code, officeUnitIds }: RosterPerson,
  wants: WantedPerson,
  { rootId, units }: PeopleThere,
): FieldProblem | undefined {
  const isHigher = officeUnitIds.some((id) => !isWithin(id, rootId, units))
  return isHigher && wants.code !== code
    ? { code: 'roster.higher-office', item: 'code' }
    : undefined
}

function added(no: number, row: Read): PersonVerdict {
  const wants = wantedOf(row, undefined)
  const problem = roleProblem(row, wants, { isAdministrator: wants.role === 'administrator' })
  if (problem) return wrong(no, wants.name, [problem])
  return { no, kind: 'new', id: null, name: wants.name, problems: [], changes: [], wants }
}

function roleProblem(
  { unit }: Read,
  { role, moves }: WantedPerson,
  { isAdministrator }: { isAdministrator: boolean },
): FieldProblem | undefined {
  if (isAdministrator || (moves && role === 'administrator')) {
    return { code: 'roster.administrator', item: 'role' }
  }
  if (moves && !fitsUnit(role, unit.kind)) return { code: 'roster.role-misplaced', item: 'role' }
  return undefined
}

function wantedOf(row: Read, person: RosterPerson | undefined): WantedPerson {
  const { unit, facts } = row
  const role = row.role ?? person?.role ?? 'staff'
  const moves = person?.unitId !== unit.id || person.role !== role
  const known = person ?? {
    code: null,
    bornOn: null,
    phone: null,
    staffKind: usualKind(unit, role),
  }
  return { ...filled(facts, known), unitId: unit.id, role, moves }
}

type Facts = Read['facts']

/** An empty cell says nothing, so what is known stays. */
function filled(facts: Facts, known: Omit<Facts, 'name'>): Facts {
  return {
    name: facts.name,
    code: facts.code ?? known.code,
    bornOn: facts.bornOn ?? known.bornOn,
    phone: facts.phone ?? known.phone,
    staffKind: facts.staffKind ?? known.staffKind,
  }
}

function usualKind({ kind }: RosterUnit, role: Role): StaffKind {
  if (role === 'principal' || role === 'deputy') return 'manager'
  return kind === 'school' || kind === 'site' ? 'teacher' : 'official'
}

function differences(person: RosterPerson, wants: WantedPerson, there: PeopleThere): Difference[] {
  const facts = (['name', 'code', 'bornOn', 'phone'] as const).map((field) => {
    return { field, from: person[field] ?? '', to: wants[field] ?? '' }
  })
  const nameOf = (id: string | null) => there.units.get(id ?? '')?.name ?? ''
  const kind = (value: StaffKind | null) => (value ? wordOfStaffKind(value) : '')
  const [before, after] = [person.unitId ?? '', wants.unitId]
  const all: Difference[] = [
    ...facts,
    { field: 'staffKind', from: kind(person.staffKind), to: kind(wants.staffKind) },
    { field: 'role', from: person.role ? wordOfRole(person.role) : '', to: wordOfRole(wants.role) },
  ]
  const place: Difference = { field: 'unitName', from: nameOf(before), to: nameOf(after) }
  return [...all.filter(({ from, to }) => from !== to), ...(before === after ? [] : [place])]
}
