import { lineage, type Unit } from '../people/unit.ts'
import type { FieldProblem } from '../problems.ts'
import { mayStandBelow } from '../units/unit-fields.ts'
import type { RosterUnit } from './find-unit.ts'
import type { UnitVerdict, WantedUnit } from './unit-verdict.ts'
import { wrong } from './verdict.ts'

/** Refuses what has no place, then what would have stood below it, and so on down the tree. */
export function placed(
  tree: ReadonlyMap<string, RosterUnit>,
  read: readonly UnitVerdict[],
): UnitVerdict[] {
  const placing = placingOf(tree, read)
  const checked = read.map((verdict) => checkedPlace(verdict, placing))
  const isSettled = checked.every(({ kind }, at) => kind === read[at]?.kind)
  return isSettled ? checked : placed(tree, checked)
}

interface Placing {
  readonly tree: ReadonlyMap<string, Unit>
  readonly rowOf: ReadonlyMap<string, UnitVerdict>
}

/** The tree with every right row at its place. */
function placingOf(
  grownTree: ReadonlyMap<string, RosterUnit>,
  read: readonly UnitVerdict[],
): Placing {
  const tree = new Map<string, Unit>(grownTree)
  const rowOf = new Map<string, UnitVerdict>()
  for (const verdict of read) {
    const { wants } = verdict
    if (!wants) continue
    tree.set(wants.id, wants)
    rowOf.set(wants.id, verdict)
  }
  return { tree, rowOf }
}

function checkedPlace(verdict: UnitVerdict, { tree, rowOf }: Placing): UnitVerdict {
  const { no, name, wants } = verdict
  const parent = wants && tree.get(wants.parentId)
  // What nothing stands above is the top of a tree; a file doesn't move it.
  if (!parent) return verdict
  const problem =
    loopProblem(wants, tree) ??
    (isUnwritten(parent, rowOf)
      ? ({ code: 'roster.parent-wrong', item: 'parentName', limit: parent.name } as const)
      : undefined) ??
    (mayStandBelow(wants.kind, parent.kind)
      ? undefined
      : ({ code: 'unit.parent-kind', item: 'parentName' } as const))
  return problem ? wrong(no, name, [problem]) : verdict
}

function loopProblem(
  { id, parentId }: WantedUnit,
  tree: ReadonlyMap<string, Unit>,
): FieldProblem | undefined {
  if (parentId === id) return { code: 'unit.own-parent', item: 'parentName' }
  const line = lineage(id, tree)
  const above = line.at(-1)?.parentId
  const isLoop = line.some((unit) => unit.id === above)
  return isLoop ? { code: 'unit.cycle', item: 'parentName' } : undefined
}

/** Whether it is named by a row only, and that row needs mending. */
function isUnwritten(unit: Unit, rowOf: Placing['rowOf']): boolean {
  return 'version' in unit && unit.version === 0 && !rowOf.has(unit.id)
}
