import { isWithin, type Unit } from '../people/unit.ts'
import type { FieldProblem } from '../problems.ts'
import { fold } from '../text.ts'
import type { RosterField } from './titles.ts'
import { grouped } from './grouped.ts'
import { nearest, plainName } from './near.ts'

/** A unit as rosters name it. */
export interface RosterUnit extends Unit {
  readonly code: string | null
  readonly closedOn: string | null
  readonly version: number
}

export interface UnitsThere {
  /** Where the writer is administrator; nothing beside it is touched. */
  readonly rootId: string
  readonly units: ReadonlyMap<string, RosterUnit>
  /** Names of the file that the writer has said the unit of, folded. */
  readonly unitNames: Readonly<Record<string, string>>
}

export type Found<T> = { readonly unit: T } | { readonly problem: FieldProblem }

interface Names {
  readonly code: string
  readonly name: string
  readonly codeField: RosterField
  readonly nameField: RosterField
}

/** How many names of a file are looked at for a slip of the pen: thousands of unknown ones are another file, no slips. */
const mostSlips = 300

/** Finds a unit by its code, else by its name; an almost fitting name is offered, never taken. */
export function unitFinder(there: UnitsThere) {
  const own = [...there.units.values()].filter(({ id }) => isWithin(id, there.rootId, there.units))
  const open = own.filter(({ closedOn }) => closedOn === null)
  const byCode = new Map(own.map((unit) => [unit.code?.toLowerCase(), unit]))
  const byName = grouped(open, ({ name }) => plainName(name))
  const seen = new Map<string, Found<RosterUnit>>()
  let slips = 0

  function named(item: RosterField, name: string): Found<RosterUnit> {
    const told = there.units.get(there.unitNames[fold(name)] ?? '')
    if (told && open.includes(told)) return { unit: told }
    const fitting = byName.get(plainName(name)) ?? []
    const exact = fitting.filter((unit) => fold(unit.name) === fold(name))
    const [unit, second] = exact.length > 0 ? exact : fitting
    if (unit && !second) return { unit }
    if (second) return { problem: { code: 'roster.unit-ambiguous', item } }
    return { problem: unknown(item, name) }
  }

  function unknown(item: RosterField, name: string): FieldProblem {
    slips += 1
    if (slips > mostSlips) return { code: 'roster.unit-unknown', item }
    const near = nearest(plainName(name), byName.keys())
    const [unit] = near === undefined ? [] : (byName.get(near) ?? [])
    return unit
      ? { code: 'roster.unit-near', item, limit: unit.name }
      : { code: 'roster.unit-unknown', item }
  }

  function coded(item: RosterField, code: string): Found<RosterUnit> {
    const unit = byCode.get(code.toLowerCase())
    if (!unit) return { problem: { code: 'roster.unit-unknown', item } }
    return unit.closedOn === null ? { unit } : { problem: { code: 'roster.unit-closed', item } }
  }

  return ({ code, name, codeField, nameField }: Names): Found<RosterUnit> => {
    if (code !== '') return coded(codeField, code)
    if (name === '') return { problem: { code: 'roster.unit-missing', item: nameField } }
    const known = seen.get(name) ?? named(nameField, name)
    seen.set(name, known)
    return known
  }
}
