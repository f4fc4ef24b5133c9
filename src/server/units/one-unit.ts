import { sql } from 'kysely'
import type { UnitReply } from '#contract/units.ts'
import { schoolYearOf, type Day } from '#domain/day.ts'
import { administers, type Asked } from '#domain/people/authority.ts'
import { lineage } from '#domain/people/unit.ts'
import { dawn } from '#domain/units/history.ts'
import { lastYearOf } from '#domain/units/last-year.ts'
import { managerOf, ruleFor } from '#domain/units/management.ts'
import { seesUnit } from '#domain/units/unit-checks.ts'
import type { OfficeUnit, Succession } from '#domain/units/unit-book.ts'
import type { Connection } from '../http/house.ts'
import { loadManagement } from '../records/management.ts'
import { loadSuccessions, loadVersions } from '../records/unit-book.ts'
import { linesOf, type Tree } from './unit-list.ts'

interface About {
  readonly unit: OfficeUnit
  readonly tree: Tree
  readonly asked: Asked
}

/** All that the office knows of one unit. */
export async function unitReply(db: Connection, about: About): Promise<UnitReply> {
  const { unit, tree, asked } = about
  const named = namesIn(tree)
  const below = [...tree.units.values()].filter(({ parentId }) => parentId === unit.id)
  const successions = await loadSuccessions(db)
  const lastYear = lastYearOf(unit, schoolYearOf(asked.day) - 1, successions)
  const [line] = linesOf([unit], tree)
  if (!line) throw new Error(`a unit without a line: ${unit.id}`)
  return {
    unit: line,
    lineage: lineage(unit.id, tree.units)
      .slice(1)
      .filter(({ id }) => seesUnit(id, asked))
      .map(({ id }) => named(id)),
    below: linesOf(below.sort(openFirst), tree),
    history: await historyOf(db, unit, named),
    successions: successionsOf(unit.id, successions, named),
    lastYear: { how: lastYear.how, units: lastYear.unitIds.map(named) },
    ...(await managementOf(db, about, named)),
    people: await peopleIn(db, unit.id, asked.day),
    mayChange: administers(unit.id, asked),
  }
}

type Named = ReturnType<typeof namesIn>

function namesIn({ units }: Tree) {
  return (id: string) => {
    const unit = units.get(id)
    return { id, name: unit?.name ?? '', kind: unit?.kind ?? 'school' }
  }
}

const byName = new Intl.Collator('vi', { numeric: true })

function openFirst(a: OfficeUnit, b: OfficeUnit): number {
  return Number(a.closedOn !== null) - Number(b.closedOn !== null) || byName.compare(a.name, b.name)
}

async function historyOf(db: Connection, unit: OfficeUnit, named: Named) {
  const versions = await loadVersions(db, unit.id)
  return versions.map(({ fromOn, untilOn, name, parentId, levels, code }) => ({
    from: fromOn === dawn ? null : fromOn,
    until: untilOn,
    name,
    parent: parentId === null ? null : named(parentId),
    levels: [...levels],
    code,
  }))
}

function successionsOf(id: string, successions: readonly Succession[], named: Named) {
  return successions
    .filter(({ fromUnitId, toUnitId }) => fromUnitId === id || toUnitId === id)
    .map(({ fromUnitId, toUnitId, ...how }) => ({
      from: named(fromUnitId),
      to: named(toUnitId),
      ...how,
    }))
}

async function managementOf(db: Connection, { unit, tree, asked }: About, named: Named) {
  const above = lineage(unit.id, tree.units).map(({ id }) => id)
  const management = await loadManagement(db, above)
  const known = { day: asked.day, units: tree.units, management }
  const manager = managerOf(unit, known)
  const rule = unit.kind === 'school' ? ruleFor(unit, known) : undefined
  const held = management.find(({ id }) => id === rule?.id)
  return { manager: manager ? named(manager.id) : null, rule: held ?? null }
}

async function peopleIn(db: Connection, unitId: string, day: Day): Promise<UnitReply['people']> {
  const { rows } = await sql<UnitReply['people']>`
    with here as (
      select person_id, bool_or(role = 'principal') as is_head from post
        where unit_id = ${unitId} and from_on <= ${day}::date
          and (until_on is null or until_on >= ${day}::date)
        group by person_id)
    select count(*)::int as posts, (count(*) filter (where is_head))::int as heads,
        count(account.id)::int as accounts,
        (count(account.id) filter (where account.password_hash is not null))::int as activated
      from here left join account on account.person_id = here.person_id`.execute(db)
  return rows[0] ?? { posts: 0, heads: 0, accounts: 0, activated: 0 }
}
