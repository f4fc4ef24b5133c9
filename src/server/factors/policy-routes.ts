import { PolicyReply } from '#contract/factors.ts'
import { sql } from 'kysely'
import { dayOf } from '#domain/day.ts'
import { administers } from '#domain/people/authority.ts'
import type { Role } from '#domain/people/person.ts'
import type { Unit } from '#domain/people/unit.ts'
import type { App, Connection, House } from '../http/house.ts'
import { signedIn } from '../http/signed-in.ts'
import { loadPolicies } from '../records/security.ts'
import { loadAllUnits, unitsWithin } from '../records/units.ts'

/** So many of those who need a factor are shown, those without one first. */
const peopleAtMost = 500

/** What a department asks of its people, for its administrator; nothing for anybody else. */
export function policyRoutes(app: App, { db, clock, config }: House): void {
  const schema = {
    summary: 'Which roles need a second factor, and who of them has one',
    tags: ['factors'],
    response: { 200: PolicyReply },
  }
  app.get('/api/office/policy', { schema }, async (request) => {
    const { actor } = signedIn(request)
    const day = dayOf(clock().toISOString())
    const units = await loadAllUnits(db)
    const own = [...units.values()].filter(
      ({ id, kind }) => kind === 'department' && administers(id, { by: actor, day, units }),
    )
    const policies = new Map((await loadPolicies(db)).map((policy) => [policy.unitId, policy]))
    const departments = await Promise.all(
      own.map(async (unit) => {
        const {
          requiredRoles = [],
          providerCounts = false,
          version = 0,
        } = policies.get(unit.id) ?? {}
        const people = await peopleIn(db, unit, { roles: requiredRoles, day })
        const isCut = people.length > peopleAtMost
        const said = { requiredRoles: [...requiredRoles], providerCounts, version }
        const shown = people.slice(0, peopleAtMost)
        return { unitId: unit.id, name: unit.name, ...said, people: shown, isCut }
      }),
    )
    return { departments, hasProvider: config.identity !== undefined }
  })
}

async function peopleIn(
  db: Connection,
  { id }: Unit,
  { roles, day }: { roles: readonly Role[]; day: string },
) {
  if (roles.length === 0) return []
  const factors = sql<number>`(select count(*)::int from factor
    where factor.account_id = account.id and confirmed_at is not null)`
  return db
    .selectFrom('account')
    .innerJoin('person', 'person.id', 'account.personId')
    .innerJoin('post', 'post.personId', 'person.id')
    .innerJoin('unit', 'unit.id', 'post.unitId')
    .distinctOn([sql`factors`, 'person.givenName', 'account.id'])
    .select(['account.id as accountId', 'person.name', 'account.username'])
    .select(['unit.name as unitName', 'person.givenName', factors.as('factors')])
    .where('post.role', 'in', roles)
    .where('post.fromOn', '<=', day)
    .where((row) => row.or([row('post.untilOn', 'is', null), row('post.untilOn', '>=', day)]))
    .where('post.unitId', 'in', unitsWithin(id))
    .where('account.disabledAt', 'is', null)
    .orderBy(sql`factors`)
    .orderBy('person.givenName')
    .orderBy('account.id')
    .limit(peopleAtMost + 1)
    .execute()
}
