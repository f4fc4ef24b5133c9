import type { Level, UnitKind } from '../people/unit.ts'
import type { FieldProblem } from '../problems.ts'
import { tidy } from '../text.ts'

export const unitKinds = [
  'ministry',
  'department',
  'commune',
  'school',
  'site',
] as const satisfies readonly UnitKind[]

/** From the lowest to the highest; giáo dục thường xuyên stands beside THPT and counts with it. */
export const levels = [
  'mam-non',
  'tieu-hoc',
  'thcs',
  'thpt',
  'gdtx',
] as const satisfies readonly Level[]

/** What is known of a unit, as it is typed or stands in a file; nothing yet checked. */
export interface UnitFields {
  readonly kind: string
  readonly name: string
  /** The identifier of the sector database. */
  readonly code: string | null
  readonly levels: readonly string[]
}

/** The same, checked and in the form in which it is stored. */
export interface UnitFacts {
  readonly kind: UnitKind
  readonly name: string
  readonly code: string | null
  readonly levels: readonly Level[]
}

const longestName = 200
/** The school code of the Ministry is text of at most ten characters (research/domain.md, E). */
const longestCode = 10

/** Every field that is wrong, in form order. That no two units have one code is the rules' to see. */
export function checkUnitFields(fields: UnitFields): FieldProblem[] {
  return [
    ...kindProblems(fields.kind),
    ...nameProblems(tidy(fields.name)),
    ...codeProblems(fields.code),
    ...levelProblems(fields),
  ]
}

/** The form in which the fields are stored; they must have passed the check. */
export function unitFacts(fields: UnitFields): UnitFacts {
  const code = tidy(fields.code ?? '')
  return {
    kind: fields.kind as UnitKind,
    name: tidy(fields.name).replace(/\s+/g, ' '),
    code: code === '' ? null : code,
    levels: levels.filter((level) => fields.levels.includes(level)),
  }
}

/** What may stand directly above what. Since 1/7/2025 there is no district between (Nghị định 142/2025/NĐ-CP). */
const above: Record<UnitKind, readonly UnitKind[]> = {
  ministry: [],
  department: ['ministry'],
  commune: ['department'],
  school: ['commune', 'department'],
  site: ['school'],
}

export function mayStandBelow(kind: UnitKind, parent: UnitKind): boolean {
  return above[kind].includes(parent)
}

/** The kinds that may stand directly below one of this kind. */
export function kindsBelow(parent: UnitKind): readonly UnitKind[] {
  return unitKinds.filter((kind) => mayStandBelow(kind, parent))
}

function kindProblems(kind: string): FieldProblem[] {
  const known: readonly string[] = unitKinds
  return known.includes(kind) ? [] : [{ code: 'unit.kind-unknown', item: 'kind' }]
}

function nameProblems(name: string): FieldProblem[] {
  const item = 'name'
  if (name === '') return [{ code: 'unit.name-required', item }]
  if (name.length > longestName) return [{ code: 'unit.name-too-long', item, limit: longestName }]
  const isName = /\p{L}/u.test(name) && !/\p{Cc}/u.test(name)
  return isName ? [] : [{ code: 'unit.name-unreadable', item }]
}

function codeProblems(code: string | null): FieldProblem[] {
  const typed = tidy(code ?? '')
  if (typed === '' || (typed.length <= longestCode && /^[A-Za-z0-9._-]+$/.test(typed))) return []
  return [{ code: 'unit.code-form', item: 'code', limit: longestCode }]
}

/** A school teaches something; above it nobody is taught. A site teaches what its school does, or part of it. */
function levelProblems({ kind, levels: taught }: UnitFields): FieldProblem[] {
  const item = 'levels'
  const known: readonly string[] = levels
  if (taught.some((level) => !known.includes(level))) return [{ code: 'unit.level-unknown', item }]
  if (kind === 'school' && taught.length === 0) return [{ code: 'unit.level-required', item }]
  const isAbove = kind !== 'school' && kind !== 'site'
  return isAbove && taught.length > 0 ? [{ code: 'unit.level-unwanted', item }] : []
}
