import { sql, type Transaction } from 'kysely'
import { randomUUID } from 'node:crypto'
import type { OfficeAct } from '#domain/office/office-act.ts'
import type { PersonFile } from '#domain/people/dossier.ts'
import { personFacts, type PersonFields } from '#domain/people/person-fields.ts'
import type { Actor, Post } from '#domain/people/person.ts'
import { usernameWish } from '#domain/people/username.ts'
import type { Database } from '../../database/tables.ts'
import { loadDossier, loadHeldPosts } from '../dossiers.ts'
import type { Asked } from './keeper.ts'

/** What a write on a person may name; each kind names some of it. */
type Named = Partial<PersonFields> & {
  readonly unitId?: string
  readonly post?: { readonly unitId: string }
}

/** The person, and what beside them the rules look at. */
export async function loadPersonFile(
  trx: Transaction<Database>,
  { input, act }: Asked,
): Promise<PersonFile> {
  const named = input as Named
  return {
    dossier: await loadDossier(trx, act.recordId),
    isCodeTaken: await isCodeTaken(trx, named, act.recordId),
    unitClosedOn: await closedOn(trx, named.unitId ?? named.post?.unitId),
    usernames: await usernamesLike(trx, named.name),
    ownPosts: await loadHeldPosts(trx, act.by.personId),
    administrators: await otherAdministrators(trx, act),
    newestMove: await newestMove(trx, act),
    freshId: randomUUID(),
  }
}

/** None where something else was written about the person since. */
async function newestMove(
  trx: Transaction<Database>,
  { recordId, base }: OfficeAct,
): Promise<PersonFile['newestMove']> {
  return trx
    .selectFrom('moveBefore')
    .select('posts')
    .select(
      sql<boolean>`exists (select from submission
          where author_id = move_before.person_id and sent_at >= move_before.at)
        or exists (select from decision
          where by_id = move_before.person_id and decided_at >= move_before.at)`.as('isUsed'),
    )
    .where('personId', '=', recordId)
    .where('version', '=', base)
    .executeTakeFirst()
}

async function isCodeTaken(
  trx: Transaction<Database>,
  { name = '', ...named }: Named,
  personId: string,
): Promise<boolean> {
  const blank = { staffKind: null, code: null, bornOn: null, phone: null }
  const { code } = personFacts({ ...blank, ...named, name })
  if (code === null) return false
  const holder = await trx
    .selectFrom('person')
    .select('id')
    .where('code', '=', code)
    .where('id', '<>', personId)
    .executeTakeFirst()
  return holder !== undefined
}

async function closedOn(trx: Transaction<Database>, unitId: string | undefined) {
  if (unitId === undefined) return null
  const unit = await trx
    .selectFrom('unit')
    .select('closedOn')
    .where('id', '=', unitId)
    .executeTakeFirst()
  return unit?.closedOn ?? null
}

async function usernamesLike(
  trx: Transaction<Database>,
  name: string | undefined,
): Promise<ReadonlySet<string>> {
  if (name === undefined) return new Set()
  const rows = await trx
    .selectFrom('account')
    .select('username')
    .where(sql<boolean>`starts_with(username, ${usernameWish(name)})`)
    .execute()
  return new Set(rows.map(({ username }) => username))
}

/** Those who have set a password and are not shut out: who can't open the notebook administers nothing. */
async function otherAdministrators(
  trx: Transaction<Database>,
  { day, recordId }: OfficeAct,
): Promise<Actor[]> {
  const rows = await trx
    .selectFrom('post')
    .select(['personId', 'unitId', 'role', 'fromOn as from', 'untilOn as until', 'main'])
    .where('role', '=', 'administrator')
    .where('personId', '<>', recordId)
    .where((eb) => eb.or([eb('untilOn', 'is', null), eb('untilOn', '>=', day)]))
    .where(
      sql<boolean>`exists (select from account where account.person_id = post.person_id
        and disabled_at is null and password_hash is not null)`,
    )
    .execute()
  const posts = new Map<string, Post[]>()
  for (const { personId, ...post } of rows)
    posts.set(personId, [...(posts.get(personId) ?? []), post])
  return [...posts].map(([personId, own]) => ({ personId, posts: own }))
}
