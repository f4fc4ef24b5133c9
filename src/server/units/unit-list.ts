import type { UnitLine, UnitPage, UnitQuery } from '#contract/units.ts'
import { postsOn, type Actor } from '#domain/people/person.ts'
import type { Day } from '#domain/day.ts'
import { isWithin, lineage } from '#domain/people/unit.ts'
import { matches } from '#domain/text.ts'
import type { OfficeUnit } from '#domain/units/unit-book.ts'
import { unitReaders } from '#domain/units/unit-checks.ts'
import { unitKinds } from '#domain/units/unit-fields.ts'

/** The tree as it stands, with the people whose main post is in each unit today. */
export interface Tree {
  readonly units: ReadonlyMap<string, OfficeUnit>
  readonly people: ReadonlyMap<string, number>
}

const pageSize = 50
/** What stands directly below one unit is shown whole. */
const branchSize = 1000
const byName = new Intl.Collator('vi', { numeric: true })

/** Where a reader's part of the tree begins: the units of the posts whose work needs it. */
export function topsOf(actor: Actor, day: Day): readonly string[] {
  const posts = postsOn(actor, day).filter(({ role }) => unitReaders.includes(role))
  return [...new Set(posts.map(({ unitId }) => unitId))]
}

/** A page of the units that a reader may see. */
export function pageOf(tree: Tree, query: UnitQuery, tops: readonly string[]): UnitPage {
  const { units } = tree
  const seen = [...units.values()].filter(({ id }) => tops.some((top) => isWithin(id, top, units)))
  const found = seen.filter((unit) => fits(unit, query, units))
  const sorted = found.sort(
    (a, b) =>
      unitKinds.indexOf(a.kind) - unitKinds.indexOf(b.kind) || byName.compare(a.name, b.name),
  )
  const page = query.page ?? 1
  const size = query.below === undefined ? pageSize : branchSize
  const first = (page - 1) * size
  return {
    units: linesOf(sorted.slice(first, first + size), tree),
    total: found.length,
    page,
    pageSize: size,
    kinds: unitKinds
      .map((kind) => ({ kind, count: found.filter((unit) => unit.kind === kind).length }))
      .filter(({ count }) => count > 0),
    tops: [...tops],
  }
}

/** Units as the office lists them. */
export function linesOf(listed: readonly OfficeUnit[], tree: Tree): UnitLine[] {
  const below = openBelowEach(tree)
  const all = peopleBelowEach(tree)
  return listed.map((unit) => ({
    ...unit,
    levels: [...unit.levels],
    above: tree.units.get(unit.parentId ?? '')?.name ?? null,
    units: below.get(unit.id) ?? 0,
    people: tree.people.get(unit.id) ?? 0,
    allPeople: all.get(unit.id) ?? 0,
  }))
}

function fits(unit: OfficeUnit, query: UnitQuery, units: Tree['units']): boolean {
  const { q = '', below, under, kind, closed } = query
  return [
    closed === '1' || unit.closedOn === null,
    below === undefined || unit.parentId === below,
    under === undefined || isWithin(unit.id, under, units),
    kind === undefined || unit.kind === kind,
    q.trim() === '' || matches(`${unit.name} ${unit.code ?? ''}`, q),
  ].every(Boolean)
}

function openBelowEach({ units }: Tree): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const { parentId, closedOn } of units.values()) {
    if (parentId !== null && closedOn === null) add(counts, parentId, 1)
  }
  return counts
}

function peopleBelowEach({ units, people }: Tree): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const [id, count] of people) {
    for (const unit of lineage(id, units)) add(counts, unit.id, count)
  }
  return counts
}

function add(counts: Map<string, number>, id: string, count: number): void {
  counts.set(id, (counts.get(id) ?? 0) + count)
}
