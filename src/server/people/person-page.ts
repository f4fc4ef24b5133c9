import { sql } from 'kysely'
import type { PersonPage, PersonPost } from '#contract/people.ts'
import { leads, outranks } from '#domain/accounts/staff-accounts.ts'
import type { Instant } from '#domain/day.ts'
import { administers, leadsStaff, type Asked } from '#domain/people/authority.ts'
import { homePost, isHeldOn, type Dossier, type HeldPost } from '#domain/people/dossier.ts'
import { administersPerson, administersWholly } from '#domain/people/person-authority.ts'
import { lineage } from '#domain/people/unit.ts'
import { administersAll } from '#domain/security/account-authority.ts'
import type { Connection } from '../http/house.ts'
import { hasFactors } from '../records/security.ts'
import { accountStanding, isOpenCode } from './account-standing.ts'

/** A person's page as this reader sees it: everything that is kept, and which writes are theirs to make. */
export async function personPage(
  db: Connection,
  dossier: Dossier,
  { asked, at }: { asked: Asked; at: Instant },
): Promise<PersonPage> {
  const { personId: id, version, facts } = dossier
  const lenders = await lendersOf(db, dossier.posts)
  const posts = dossier.posts.map((post) => shownPost(post, { asked, lenders }))
  return {
    person: { id, version, ...facts },
    posts: posts.reverse(),
    account: await accountOf(db, dossier, at),
    homeUnitId: homePost(dossier.posts, asked.day)?.unitId ?? null,
    may: { ...mayOf(dossier, asked), ...(await mayWithAccount(db, dossier, asked)) },
    serverTime: at,
  }
}

interface Seen {
  readonly asked: Asked
  readonly lenders: ReadonlyMap<string, string>
}

function shownPost({ delegatedBy, ...post }: HeldPost, { asked, lenders }: Seen): PersonPost {
  return {
    ...post,
    unitName: asked.units.get(post.unitId)?.name ?? '',
    lentBy: delegatedBy === null ? null : (lenders.get(delegatedBy) ?? ''),
    ends: endingOf({ delegatedBy, ...post }, asked),
  }
}

function endingOf(post: HeldPost, asked: Asked): PersonPost['ends'] {
  const isOver = post.until !== null && post.until < asked.day
  if (isOver || post.main) return null
  const isOwnLoan = post.delegatedBy === asked.by.personId
  if (post.delegatedBy !== null) {
    return isOwnLoan || administers(post.unitId, asked) ? 'person.end-delegation' : null
  }
  if (administers(post.unitId, asked)) return 'person.end-post'
  const isHeads = post.role === 'group-head' && leadsStaff(post.unitId, asked)
  return isHeads ? 'person.end-group-head' : null
}

type AccountActs = 'endSessions' | 'resetFactors' | 'unlink'

/** What the rules of codes, factors and links would let the reader do, where there is something to do. */
async function mayWithAccount(
  db: Connection,
  { personId, posts, account }: Dossier,
  asked: Asked,
): Promise<Pick<PersonPage['may'], AccountActs>> {
  if (!account || personId === asked.by.personId) {
    return { endSessions: false, resetFactors: false, unlink: false }
  }
  const isWhole = administersAll({ personId, posts }, asked)
  return {
    endSessions: leads({ posts }, asked) && !outranks({ posts }, asked),
    resetFactors: isWhole && (await hasFactors(db, account.id)),
    unlink: isWhole && (await isLinked(db, account.id)),
  }
}

async function isLinked(db: Connection, accountId: string): Promise<boolean> {
  const link = await db
    .selectFrom('identity')
    .select('subject')
    .where('accountId', '=', accountId)
    .limit(1)
    .executeTakeFirst()
  return link !== undefined
}

function mayOf(dossier: Dossier, asked: Asked): Omit<PersonPage['may'], AccountActs> {
  const change = administersPerson(dossier, asked)
  const isStranger = dossier.personId !== asked.by.personId
  const own = dossier.posts.filter((post) => isHeldOn(post, asked.day))
  const schools = own.flatMap(({ unitId }) =>
    lineage(unitId, asked.units).filter(
      ({ id, kind }) => kind === 'school' && leadsStaff(id, asked),
    ),
  )
  return {
    change,
    endAll: administersWholly(dossier, asked),
    addPost: isStranger && dossier.posts.length > 0 && isAdministrator(asked),
    invite: isStranger && (change || schools.length > 0),
    groupHeadIn: [...new Map(schools.map(({ id, name }) => [id, { id, name }])).values()],
  }
}

function isAdministrator({ by, day }: Asked): boolean {
  return by.posts.some(({ role, from, until }) => {
    return role === 'administrator' && from <= day && (until === null || day <= until)
  })
}

async function lendersOf(db: Connection, posts: readonly HeldPost[]) {
  const ids = posts.flatMap(({ delegatedBy }) => delegatedBy ?? [])
  if (ids.length === 0) return new Map<string, string>()
  const rows = await db.selectFrom('person').select(['id', 'name']).where('id', 'in', ids).execute()
  return new Map(rows.map(({ id, name }) => [id, name]))
}

async function accountOf(
  db: Connection,
  { account }: Dossier,
  at: Instant,
): Promise<PersonPage['account']> {
  if (!account) return null
  const row = await db
    .selectFrom('account')
    .select(['id', 'username', 'disabledAt', accountStanding(at).as('standing')])
    .select(
      sql<Instant | null>`(select max(expires_at) from activation where ${isOpenCode(at)})`.as(
        'codeUntil',
      ),
    )
    .where('id', '=', account.id)
    .executeTakeFirstOrThrow()
  return row
}
