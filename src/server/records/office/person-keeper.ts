import type { Transaction } from 'kysely'
import { homePost, type Dossier, type HeldPost, type PersonFile } from '#domain/people/dossier.ts'
import { fold } from '#domain/text.ts'
import type { AuditFacts } from '../../database/office-tables.ts'
import type { Database } from '../../database/tables.ts'
import { endLoans } from '../loans.ts'
import { loadPersonFile } from './person-file.ts'
import type { Account, Asked, Keeper } from './keeper.ts'

/** A person with posts and account; a change of posts also ends what the person lent to others from them. */
export const personKeeper: Keeper<PersonFile> = {
  load: loadPersonFile,

  async save(trx, { before, after }, asked) {
    const is = after.dossier
    if (!is) throw new Error('No rule removes a person.')
    const was = before.dossier
    const version = is.version + 1
    await savePerson(trx, is, version)
    await savePosts(trx, is, was)
    await endLoans(trx)
    await saveAccount(trx, is, was)
    if (asked.kind === 'person.move' && was) await keepMove(trx, was, { version, at: asked.act.at })
    return accountOf({ was, is, version }, asked)
  },
}

async function savePerson(
  trx: Transaction<Database>,
  { personId, facts }: Dossier,
  version: number,
): Promise<void> {
  const row = { ...facts, search: fold(facts.name), version }
  await trx
    .insertInto('person')
    .values({ id: personId, ...row })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
    .execute()
}

async function savePosts(
  trx: Transaction<Database>,
  { personId, posts }: Dossier,
  was: Dossier | undefined,
): Promise<void> {
  const held = was?.posts ?? []
  const known = new Set(held.map(({ id }) => id))
  for (const old of held) {
    const post = posts.find(({ id }) => id === old.id)
    if (post === old) continue
    await savePost(trx, old, post)
  }
  const fresh = posts.filter(({ id }) => !known.has(id))
  if (fresh.length === 0) return
  await trx
    .insertInto('post')
    .values(fresh.map((post) => rowOf(personId, post)))
    .execute()
}

async function savePost(
  trx: Transaction<Database>,
  { id }: HeldPost,
  post: HeldPost | undefined,
): Promise<void> {
  if (post)
    await trx.updateTable('post').set({ untilOn: post.until }).where('id', '=', id).execute()
  else await trx.deleteFrom('post').where('id', '=', id).execute()
}

function rowOf(personId: string, { from, until, ...post }: HeldPost) {
  return { ...post, personId, fromOn: from, untilOn: until }
}

async function saveAccount(
  trx: Transaction<Database>,
  { personId, account }: Dossier,
  was: Dossier | undefined,
): Promise<void> {
  if (!account || account === was?.account) return
  const { id, username, disabledAt } = account
  const fresh = { id, personId, username, passwordHash: null, disabledAt }
  await trx
    .insertInto('account')
    .values(fresh)
    .onConflict((conflict) =>
      conflict
        .column('id')
        .doUpdateSet(({ eb }) => ({ disabledAt, version: eb('account.version', '+', 1) })),
    )
    .execute()
}

async function keepMove(
  trx: Transaction<Database>,
  { personId, posts }: Dossier,
  { version, at }: { version: number; at: string },
): Promise<void> {
  const row = { version, posts: JSON.stringify(posts), at }
  await trx
    .insertInto('moveBefore')
    .values({ personId, ...row })
    .onConflict((conflict) => conflict.column('personId').doUpdateSet(row))
    .execute()
}

interface Saved {
  readonly was: Dossier | undefined
  readonly is: Dossier
  readonly version: number
}

/** The audit line: where the person counts, and which post, role or fields the write was about; never what they say. */
function accountOf({ was, is, version }: Saved, { act, input }: Asked): Account {
  const unitId = homePost(is.posts, act.day)?.unitId ?? null
  const named = input as Partial<Record<string, unknown>>
  const post = (named['post'] ?? named) as Partial<Record<string, unknown>>
  const said = ['unitId', 'role', 'from', 'until', 'lastDay', 'postId'].flatMap((word) => {
    const value = post[word]
    return typeof value === 'string' ? [[word, value] as const] : []
  })
  return { version, unitId, facts: { ...Object.fromEntries(said), ...changedFields(was, is) } }
}

function changedFields(was: Dossier | undefined, is: Dossier): AuditFacts {
  if (!was || was.facts === is.facts) return {}
  const words = Object.keys(is.facts) as (keyof Dossier['facts'])[]
  return { fields: words.filter((word) => was.facts[word] !== is.facts[word]) }
}
