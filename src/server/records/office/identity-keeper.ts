import type { IdentityLinks } from '#domain/security/identity-links.ts'
import { loadOwnedAccount, unitOf } from './account-owner.ts'
import type { Keeper } from './keeper.ts'

/** What ties an account to identity providers; the record's id is the account's. */
export const identityKeeper: Keeper<IdentityLinks | undefined> = {
  async load(trx, { act }) {
    const account = await loadOwnedAccount(trx, act.recordId)
    if (!account) return undefined
    const { count } = await trx
      .selectFrom('identity')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .where('accountId', '=', account.accountId)
      .executeTakeFirstOrThrow()
    return { ...account, count, version: 1 }
  },

  /** Where another unties it, sessions end too: they may be those of whoever was wrongly linked. */
  async save(trx, { after }, { act }) {
    if (!after) throw new Error('A rule gave no links.')
    const { accountId, owner, version } = after
    await trx.deleteFrom('identity').where('accountId', '=', accountId).execute()
    if (owner.personId !== act.by.personId) {
      await trx.deleteFrom('session').where('accountId', '=', accountId).execute()
    }
    return { version, unitId: unitOf(owner), facts: { personId: owner.personId } }
  },
}
