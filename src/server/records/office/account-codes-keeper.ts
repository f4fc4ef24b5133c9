import { sql, type Transaction } from 'kysely'
import { randomUUID } from 'node:crypto'
import type { CodeDesk, CodeFor, Holder, MadeCode } from '#domain/accounts/account-codes.ts'
import { nearestPost } from '#domain/accounts/staff-accounts.ts'
import type { OfficeAct } from '#domain/office/office-act.ts'
import type { Post } from '#domain/people/person.ts'
import type { Database } from '../../database/tables.ts'
import type { Account, Keeper } from './keeper.ts'

type Named = Pick<CodeFor, 'personId'> & Partial<CodeFor>

/** A write about codes is a record of its own: it stands once written, and names those it was for. */
export const accountCodesKeeper: Keeper<CodeDesk> = {
  async load(trx, asked) {
    const named = namedIn(asked.input)
    const hashes = named.flatMap(({ codeHash }) => codeHash ?? [])
    return {
      holders: await loadHolders(
        trx,
        named.map(({ personId }) => personId),
        asked.act,
      ),
      taken: await isTaken(trx, hashes),
      made: [],
      revoked: [],
      ended: [],
    }
  },

  async save(trx, { after }, { act }) {
    await revokeOpen(trx, after.revoked, act)
    await insertCodes(trx, after.made, act)
    if (after.ended.length > 0)
      await trx.deleteFrom('session').where('accountId', 'in', after.ended).execute()
    return accountOf(after, act)
  },
}

function namedIn(input: unknown): readonly Named[] {
  const { people } = input as { people?: readonly Named[] }
  return people ?? [input as Named]
}

async function loadHolders(
  trx: Transaction<Database>,
  personIds: readonly string[],
  { at }: OfficeAct,
): Promise<Holder[]> {
  const rows = await trx
    .selectFrom('account')
    .select(['personId', 'id as accountId', 'passwordHash', 'disabledAt'])
    .select(
      sql<number>`(select count(*)::int from activation where account_id = account.id
        and used_at is null and revoked_at is null and expires_at > ${at})`.as('openCodes'),
    )
    .where('personId', 'in', personIds)
    .orderBy('id')
    .execute()
  const posts = await loadPosts(trx, personIds)
  return rows.map(({ passwordHash, disabledAt, ...row }) => ({
    ...row,
    posts: posts.get(row.personId) ?? [],
    hasPassword: passwordHash !== null,
    isDisabled: disabledAt !== null,
  }))
}

async function loadPosts(trx: Transaction<Database>, personIds: readonly string[]) {
  const rows = await trx
    .selectFrom('post')
    .select(['personId', 'unitId', 'role', 'fromOn as from', 'untilOn as until', 'main'])
    .where('personId', 'in', personIds)
    .orderBy('id')
    .execute()
  const posts = new Map<string, Post[]>()
  for (const { personId, ...post } of rows) {
    posts.set(personId, [...(posts.get(personId) ?? []), post])
  }
  return posts
}

async function isTaken(trx: Transaction<Database>, hashes: readonly string[]): Promise<boolean> {
  if (hashes.length === 0) return false
  const known = await trx
    .selectFrom('activation')
    .select('id')
    .where('codeHash', 'in', hashes)
    .limit(1)
    .executeTakeFirst()
  return known !== undefined
}

async function revokeOpen(
  trx: Transaction<Database>,
  accountIds: readonly string[],
  { at }: OfficeAct,
): Promise<void> {
  if (accountIds.length === 0) return
  await trx
    .updateTable('activation')
    .set({ revokedAt: at })
    .where('accountId', 'in', accountIds)
    .where('usedAt', 'is', null)
    .where('revokedAt', 'is', null)
    .execute()
}

async function insertCodes(
  trx: Transaction<Database>,
  made: readonly MadeCode[],
  { at, by }: OfficeAct,
): Promise<void> {
  if (made.length === 0) return
  const rows = made.map((code) => ({
    ...code,
    id: randomUUID(),
    createdBy: by.personId,
    createdAt: at,
    usedAt: null,
    revokedAt: null,
  }))
  await trx.insertInto('activation').values(rows).execute()
}

/** The audit names the people; a sheet of one school belongs to that school. */
function accountOf({ holders }: CodeDesk, { day }: OfficeAct): Account {
  const places = new Set(holders.map((holder) => nearestPost(holder, day)?.unitId ?? null))
  const [unitId = null] = places
  return {
    version: 1,
    unitId: places.size === 1 ? unitId : null,
    facts: { people: holders.map(({ personId }) => personId) },
  }
}
