import type { Day } from '../day.ts'
import type { Role, StaffKind } from '../people/person.ts'
import { fitsUnit } from '../people/roles.ts'
import { isWithin } from '../people/unit.ts'
import type { FieldProblem } from '../problems.ts'
import { fold } from '../text.ts'
import type { Matching } from './columns.ts'
import { unitFinder, type RosterUnit, type UnitsThere } from './find-unit.ts'
import { keysOf, peopleIndex } from './people-index.ts'
import { wordsIn } from './people-words.ts'
import { saidIn, wrong, type Difference, type FileRow, type Said, type Verdict } from './verdict.ts'
import { wordOfRole, wordOfStaffKind } from './words.ts'

/** A person as rosters see one: the facts, and the main post of today. */
export interface RosterPerson {
  readonly id: string
  readonly name: string
  readonly code: string | null
  readonly username: string | null
  readonly bornOn: Day | null
  readonly phone: string | null
  readonly staffKind: StaffKind | null
  readonly unitId: string | null
  readonly role: Role | null
  /** Administrators are not changed by a file: one wrong cell would lock a department out. */
  readonly isAdministrator: boolean
  /** When a main post begins that was already arranged; no file moves somebody before it. */
  readonly nextFrom: Day | null
}

export interface PeopleThere extends UnitsThere {
  readonly day: Day
  /** All whose main post is in the tree of the writer, and those whose code is known anywhere. */
  readonly people: readonly RosterPerson[]
}

/** What a row wants written: the whole person as they are to stand, and where. */
export type WantedPerson = Omit<
  RosterPerson,
  'id' | 'username' | 'isAdministrator' | 'nextFrom' | 'unitId' | 'role'
> & {
  readonly unitId: string
  readonly role: Role
  readonly moves: boolean
}

export type PersonVerdict = Verdict<WantedPerson>

export interface Read {
  readonly unit: RosterUnit
  readonly facts: Pick<RosterPerson, 'name' | 'code' | 'bornOn' | 'phone' | 'staffKind'>
  readonly role: Role | null
  readonly username: string
}

/** Judges the rows of a roster of people one by one, in file order; at the end says who is in no row. */
export function peopleJudge(there: PeopleThere, matching: Matching) {
  const read = rowReader(there)
  const find = peopleIndex(there.people)
  const rowOf = new Map<string, number>()
  const mentioned = mentions()

  function twice(no: number, keys: readonly string[]): number | undefined {
    const first = keys.map((key) => rowOf.get(key)).find((row) => row !== undefined)
    for (const key of keys) if (!rowOf.has(key)) rowOf.set(key, no)
    return first
  }

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
    const first = twice(no, keysOf(row, person))
    if (first !== undefined) {
      return wrong(no, name, [{ code: 'roster.twice', item: 'name', limit: first }])
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
  const problem = roleProblem(row, wants, { isAdministrator }) ?? laterProblem(person, wants)
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
