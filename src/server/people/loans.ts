import type { LoansPage } from '#contract/people.ts'
import type { Day } from '#domain/day.ts'
import { isHeldOn, type HeldPost } from '#domain/people/dossier.ts'
import { lendable } from '#domain/people/roles.ts'
import type { Connection } from '../http/house.ts'
import { loadHeldPosts } from '../records/dossiers.ts'
import { unitsWithin } from '../records/units.ts'

type Loan = LoansPage['loans'][number]

/** The roles that a person holds of their own and may lend, each with the colleagues of its unit. */
export async function loansPage(db: Connection, personId: string, day: Day): Promise<LoansPage> {
  const posts = await loadHeldPosts(db, personId)
  const own = posts.filter(
    (post) => post.delegatedBy === null && lendable.includes(post.role) && isHeldOn(post, day),
  )
  const loans: Loan[] = []
  for (const post of own) loans.push(await loanOf(db, post, { personId, day }))
  return { loans }
}

async function loanOf(
  db: Connection,
  { unitId, role, until }: HeldPost,
  lender: { personId: string; day: Day },
): Promise<Loan> {
  const unit = await db
    .selectFrom('unit')
    .select('name')
    .where('id', '=', unitId)
    .executeTakeFirstOrThrow()
  return {
    ...{ unitId, role, until },
    unitName: unit.name,
    colleagues: await colleaguesIn(db, unitId, lender),
    lent: await lentFrom(db, { unitId, role }, lender),
  }
}

async function colleaguesIn(
  db: Connection,
  unitId: string,
  { personId, day }: { personId: string; day: Day },
): Promise<Loan['colleagues']> {
  return db
    .selectFrom('person')
    .select(['person.id', 'person.name', 'person.version'])
    .where('person.id', '<>', personId)
    .where((eb) =>
      eb.exists(
        eb
          .selectFrom('post')
          .select('post.id')
          .whereRef('post.personId', '=', 'person.id')
          .where('post.unitId', 'in', unitsWithin(unitId))
          .where('post.fromOn', '<=', day)
          .where('post.delegatedBy', 'is', null)
          .where((post) => post.or([post('untilOn', 'is', null), post('untilOn', '>=', day)])),
      ),
    )
    .orderBy('person.givenName')
    .orderBy('person.name')
    .orderBy('person.id')
    .execute()
}

async function lentFrom(
  db: Connection,
  { unitId, role }: Pick<HeldPost, 'unitId' | 'role'>,
  { personId, day }: { personId: string; day: Day },
): Promise<Loan['lent']> {
  return db
    .selectFrom('post')
    .innerJoin('person', 'person.id', 'post.personId')
    .select(['post.id as postId', 'personId', 'name', 'version'])
    .select(['fromOn as from', 'untilOn as until'])
    .where('delegatedBy', '=', personId)
    .where('unitId', '=', unitId)
    .where('role', '=', role)
    .where('untilOn', '>=', day)
    .orderBy('fromOn')
    .execute()
}
