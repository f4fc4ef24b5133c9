import type { Transaction } from 'kysely'
import type { Factor, FactorSet } from '#domain/security/factor.ts'
import type { Database } from '../../database/tables.ts'
import { isFactorNeeded } from '../security.ts'
import { loadOwnedAccount, unitOf } from './account-owner.ts'
import type { Asked, Keeper } from './keeper.ts'

/** One second factor, for its owner to name or to remove. */
export const factorKeeper: Keeper<Factor | undefined> = {
  async load(trx, { act }) {
    const row = await trx
      .selectFrom('factor')
      .innerJoin('account', 'account.id', 'factor.accountId')
      .select(['factor.id', 'factor.accountId', 'factor.name', 'factor.version'])
      .select('account.personId as ownerId')
      .where('factor.id', '=', act.recordId)
      .where('confirmedAt', 'is not', null)
      .executeTakeFirst()
    if (!row) return undefined
    const isLast = (await countOf(trx, row.accountId)) === 1
    const isNeeded = await isFactorNeeded(trx, act.by, new Date(act.at))
    return { ...row, isLastNeeded: isLast && isNeeded, isGone: false }
  },

  async save(trx, { after }) {
    if (!after) throw new Error('A rule gave no factor.')
    const { id, accountId, name, version, isGone } = after
    const change = trx.updateTable('factor').set({ name, version }).where('id', '=', id)
    await (isGone ? trx.deleteFrom('factor').where('id', '=', id) : change).execute()
    if ((await countOf(trx, accountId)) === 0) await forgetCodes(trx, accountId)
    return { version, unitId: null, facts: { accountId } }
  },
}

/** All second factors of an account; the record's id is the account's. */
export const factorSetKeeper: Keeper<FactorSet | undefined> = {
  async load(trx, { act }: Asked) {
    const account = await loadOwnedAccount(trx, act.recordId)
    if (!account) return undefined
    const { accountId, owner } = account
    const count = await countOf(trx, accountId)
    return { accountId, owner, count, version: 1 }
  },

  /** Sessions end too: whoever holds the lost phone may hold one. */
  async save(trx, { before, after }) {
    if (!before || !after) throw new Error('A rule gave no factors.')
    const { accountId, version, owner } = after
    await trx.deleteFrom('factor').where('accountId', '=', accountId).execute()
    await trx.deleteFrom('factorTry').where('accountId', '=', accountId).execute()
    await trx.deleteFrom('session').where('accountId', '=', accountId).execute()
    await forgetCodes(trx, accountId)
    const unitId = unitOf(owner)
    const facts = { personId: owner.personId, factors: before.count }
    return { version, unitId, facts }
  },
}

async function countOf(trx: Transaction<Database>, accountId: string): Promise<number> {
  const { count } = await trx
    .selectFrom('factor')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('accountId', '=', accountId)
    .where('confirmedAt', 'is not', null)
    .executeTakeFirstOrThrow()
  return count
}

/** Codes stand in for a factor, so without one there is nothing that they stand in for. */
async function forgetCodes(trx: Transaction<Database>, accountId: string): Promise<void> {
  await trx.deleteFrom('recoveryCode').where('accountId', '=', accountId).execute()
}
