import { isWithin, type Level, type Unit, type UnitKind } from '../people/unit.ts'
import type { FieldProblem } from '../problems.ts'
import { fold } from '../text.ts'
import { checkUnitFields, unitFacts } from '../units/unit-fields.ts'
import type { Matching } from './columns.ts'
import { unitFinder, type RosterUnit, type UnitsThere } from './find-unit.ts'
import { grouped } from './grouped.ts'
import { plainName } from './near.ts'
import { placed } from './place-units.ts'
import type { UnitVerdict, WantedUnit } from './unit-verdict.ts'
import { saidIn, wrong, type Difference, type FileRow, type Said } from './verdict.ts'
import { readLevels, readUnitKind, wordOfUnitKind, wordsOfLevels } from './words.ts'

export type { UnitVerdict, WantedUnit } from './unit-verdict.ts'

interface Draft {
  readonly no: number
  readonly said: Said
  readonly name: string
  readonly was: RosterUnit | undefined
  readonly id: string
}

/** Judges a list of units as a whole: a row may stand below another row. `newId` names what is new. */
export function judgeUnits(
  there: UnitsThere,
  { rows, matching }: { rows: readonly FileRow[]; matching: Matching },
  newId: (no: number) => string,
): UnitVerdict[] {
  const find = unitIndex(there)
  const drafts = rows.map(({ no, cells }): Draft => {
    const said = saidIn(cells, matching)
    const was = find(said)
    return { no, said, name: said('name'), was, id: was?.id ?? newId(no) }
  })
  const firstRow = new Map<string, number>()
  const tree = grown(there, drafts)
  const findParent = unitFinder({ ...there, units: tree })
  const read = drafts.map((draft) => {
    const key = draft.was?.id ?? (draft.said('code') || plainName(draft.name)).toLowerCase()
    const first = firstRow.get(key)
    if (first !== undefined) return twice(draft, first)
    firstRow.set(key, draft.no)
    return verdictOn(draft, there, parentOf(draft, there, findParent))
  })
  return placed(tree, read)
}

const twice = ({ no, name, said, was }: Draft, first: number): UnitVerdict => {
  const code = said('code').toLowerCase()
  const isByCode = code !== '' && (!was || was.code?.toLowerCase() === code)
  return wrong(no, name, [{ code: 'roster.twice', item: isByCode ? 'code' : 'name', limit: first }])
}

/** By code, else by name under the parent that the row names. */
function unitIndex({ units, rootId }: UnitsThere) {
  const own = [...units.values()].filter(({ id }) => isWithin(id, rootId, units))
  const byCode = new Map(own.map((unit) => [unit.code?.toLowerCase(), unit]))
  const byName = grouped(own, ({ name }) => plainName(name))
  return (said: Said): RosterUnit | undefined => {
    const code = said('code').toLowerCase()
    const coded = code === '' ? undefined : byCode.get(code)
    if (coded) return coded
    const named = (byName.get(plainName(said('name'))) ?? []).filter((unit) => !(code && unit.code))
    const below = named.filter((unit) => standsBelow(units.get(unit.parentId ?? ''), said))
    return below.length === 1 ? below[0] : undefined
  }
}

function standsBelow(above: RosterUnit | undefined, said: Said): boolean {
  const code = said('parentCode').toLowerCase()
  if (code !== '') return above?.code?.toLowerCase() === code
  const parent = plainName(said('parentName'))
  return parent === '' || plainName(above?.name ?? '') === parent
}

/** The tree as it would stand with the rows: parents are looked for in both. */
function grown(there: UnitsThere, drafts: readonly Draft[]): Map<string, RosterUnit> {
  const tree = new Map(there.units)
  for (const { id, was, said, name } of drafts) {
    if (was || tree.has(id)) continue
    const unit: Unit = { id, parentId: there.rootId, kind: kindIn(said), name, levels: [] }
    tree.set(id, { ...unit, code: said('code') || null, closedOn: null, version: 0 })
  }
  return tree
}

function parentOf(
  { said, was }: Draft,
  { rootId }: UnitsThere,
  find: ReturnType<typeof unitFinder>,
): string | FieldProblem {
  const [code, name] = [said('parentCode'), said('parentName')]
  if (code === '' && name === '') return was?.parentId ?? rootId
  const above = find({ code, name, codeField: 'parentCode', nameField: 'parentName' })
  return 'problem' in above ? above.problem : above.unit.id
}

function verdictOn(draft: Draft, there: UnitsThere, parent: string | FieldProblem): UnitVerdict {
  const { no, said, was, id, name } = draft
  const isRoot = was?.id === there.rootId
  const fields = fieldsIn(said, was)
  const unknown = wordProblems(said)
  const problems = [
    ...unknown,
    ...checkUnitFields(fields).filter(({ item }) => !unknown.some((said) => said.item === item)),
    ...bookProblems(draft, there),
  ]
  if (typeof parent !== 'string' && !isRoot) problems.push(parent)
  if (problems.length > 0) return wrong(no, name, problems)
  const above = typeof parent === 'string' && !isRoot ? parent : was?.parentId
  return settled(
    { no, name, was, wants: { id, parentId: above ?? '', ...unitFacts(fields) } },
    there,
  )
}

interface Settling extends Pick<Draft, 'no' | 'name' | 'was'> {
  readonly wants: WantedUnit
}

function settled({ no, name, was, wants }: Settling, there: UnitsThere): UnitVerdict {
  if (!was) return { no, kind: 'new', id: null, name, problems: [], changes: [], wants }
  const changes = differences(was, wants, there)
  const same = { no, id: was.id, name, problems: [], changes }
  return changes.length > 0
    ? { ...same, kind: 'changed', wants }
    : { ...same, kind: 'same', wants: null }
}

/** What the units that are there say against the row. */
function bookProblems({ said, was }: Draft, there: UnitsThere): FieldProblem[] {
  const found: FieldProblem[] = []
  if (isTakenElsewhere(there, said('code') || null, was)) {
    found.push({ code: 'unit.code-taken', item: 'code' })
  }
  if (was && was.closedOn !== null) found.push({ code: 'roster.unit-closed', item: 'name' })
  return found
}

/** A code counts once in the whole house, not only in the writer's tree. */
function isTakenElsewhere(
  { units }: UnitsThere,
  code: string | null,
  was: RosterUnit | undefined,
): boolean {
  if (code === null || was?.code === code) return false
  return [...units.values()].some((unit) => unit.id !== was?.id && unit.code === code)
}

function fieldsIn(said: Said, was: RosterUnit | undefined) {
  const code = said('code')
  return {
    name: said('name'),
    code: code === '' && was ? was.code : code || null,
    kind: said('kind') === '' && was ? was.kind : kindIn(said),
    levels: levelsIn(said) ?? was?.levels ?? [],
  }
}

/** The levels that a row names, in their own column or as the kind of school. */
function levelsIn(said: Said): readonly Level[] | undefined {
  const [kind, levels] = [said('kind'), said('levels')]
  if (levels !== '') return readLevels(levels)
  return kind === '' || readUnitKind(kind) ? undefined : readLevels(kind)
}

/** 'Mầm non' as a kind is a school of that level; without a word the name says it. */
function kindIn(said: Said): UnitKind {
  const kind = readUnitKind(said('kind'))
  if (kind) return kind
  return /^(?:ubnd )?(?:xa|phuong|dac khu) /.test(fold(said('name'))) ? 'commune' : 'school'
}

function wordProblems(said: Said): FieldProblem[] {
  const [kind, levels] = [said('kind'), said('levels')]
  const found: FieldProblem[] = []
  if (kind !== '' && !readUnitKind(kind) && !readLevels(kind)) {
    found.push({ code: 'unit.kind-unknown', item: 'kind' })
  }
  if (levels !== '' && !readLevels(levels))
    found.push({ code: 'unit.level-unknown', item: 'levels' })
  return found
}

function differences(was: RosterUnit, wants: WantedUnit, { units }: UnitsThere): Difference[] {
  const all: Difference[] = [
    { field: 'name', from: was.name, to: wants.name },
    { field: 'code', from: was.code ?? '', to: wants.code ?? '' },
    { field: 'kind', from: wordOfUnitKind(was.kind), to: wordOfUnitKind(wants.kind) },
    { field: 'levels', from: wordsOfLevels(was.levels), to: wordsOfLevels(wants.levels) },
  ]
  const place: Difference = {
    field: 'parentName',
    from: units.get(was.parentId ?? '')?.name ?? '',
    to: units.get(wants.parentId)?.name ?? '',
  }
  const moved = was.parentId !== wants.parentId
  return [...all.filter(({ from, to }) => from !== to), ...(moved ? [place] : [])]
}
