import { sql } from 'kysely'
import type { Role } from '#domain/people/person.ts'
import type { Unit, Units } from '#domain/people/unit.ts'
import { rolesAt } from '#domain/rounds/terms.ts'
import type { Round } from '#domain/submission/round.ts'
import { routeFrom } from '#domain/submission/route.ts'
import type { ManagementRule } from '#domain/units/management.ts'
import type { Connection } from '../http/house.ts'
import { peopleIn, type Scope } from '../records/round-scope.ts'

/** A role in a unit: all who send from there go one way. */
export interface Group {
  readonly unitId: string
  readonly role: Role
}

/** Who would send to nobody. */
export interface Unconfirmed {
  /** There is nobody at a step. */
  readonly groups: readonly Group[]
  /** There is nobody at a step but themselves. */
  readonly alone: readonly (Group & { readonly personId: string })[]
}

interface Known {
  readonly day: string
  readonly units: Units
  readonly management: readonly ManagementRule[]
}

/** Walks every way of a round, and looks whether somebody stands at each step of it. */
export async function unconfirmed(
  db: Connection,
  { round, units }: { round: Scope & Pick<Round, 'routes'>; units: readonly Unit[] },
  known: Known,
): Promise<Unconfirmed> {
  const holders = await holdersOn(db, round, known.day)
  const groups: Group[] = []
  const alone: (Group & { personId: string })[] = []
  for (const { unitId, role } of groupsOf(units, round.roles)) {
    const steps = routeFrom(round, { unitId, role }, known)
    const people = steps.map((step) => holdersOf(step, holders))
    if (steps.length === 0 || people.some(({ size }) => size === 0)) groups.push({ unitId, role })
    else for (const personId of onlyOnes(people)) alone.push({ unitId, role, personId })
  }
  return { groups, alone: await standingThere(db, alone, { round, known }) }
}

/** Those of them who are of that group themselves: the others' work is another's to confirm. */
async function standingThere(
  db: Connection,
  alone: readonly (Group & { personId: string })[],
  { round, known }: { round: Scope; known: Known },
) {
  if (alone.length === 0) return []
  const ids = [...new Set(alone.map(({ personId }) => personId))]
  const rows = await peopleIn(db, round, known)
    .select(['main.personId', 'main.unitId', 'main.role'])
    .where(sql<boolean>`main.person_id = any(${ids}::text[])`)
    .execute()
  const mains = new Map(rows.map((row) => [row.personId, row]))
  return alone.filter(({ personId, unitId, role }) => {
    const main = mains.get(personId)
    return main?.unitId === unitId && main.role === role
  })
}

function groupsOf(units: readonly Unit[], roles: readonly Role[]): Group[] {
  return units.flatMap((unit) => rolesAt(unit, roles).map((role) => ({ unitId: unit.id, role })))
}

type Holders = ReadonlyMap<string, readonly string[]>

function holdersOf(step: { unitId: string; roles: readonly Role[] }, holders: Holders) {
  return new Set(step.roles.flatMap((role) => holders.get(`${step.unitId}/${role}`) ?? []))
}

function onlyOnes(people: readonly ReadonlySet<string>[]): Set<string> {
  return new Set(people.flatMap((some) => (some.size === 1 ? [...some] : [])))
}

/** By unit and role, who decides there on a day. */
async function holdersOn(db: Connection, { routes }: Pick<Round, 'routes'>, day: string) {
  const roles = routes.flatMap(({ steps }) => steps.flatMap((step) => step.roles))
  const rows = await db
    .selectFrom('post')
    .select(['unitId', 'role'])
    .select(sql<string[]>`array_agg(distinct person_id)`.as('people'))
    .where(sql<boolean>`role = any(${[...new Set(roles)]}::text[])`)
    .where('fromOn', '<=', day)
    .where(({ or, eb }) => or([eb('untilOn', 'is', null), eb('untilOn', '>=', day)]))
    .groupBy(['unitId', 'role'])
    .execute()
  return new Map(rows.map(({ unitId, role, people }) => [`${unitId}/${role}`, people]))
}
