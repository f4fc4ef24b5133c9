import { Dexie, type Table } from 'dexie'
import type { SessionReply } from '#contract/plans.ts'
import type { KnownAccount } from '../door.ts'
import { AccountDatabase } from './account-database.ts'

/** The one database that all accounts of this device share: only who they are. */
class AccountList extends Dexie {
  declare readonly accounts: Table<KnownAccount, string>

  constructor() {
    super('so-tay-so', { chromeTransactionDurability: 'strict' })
    this.version(1).stores({ accounts: 'accountId' })
  }
}

async function withList<T>(act: (accounts: Table<KnownAccount, string>) => PromiseLike<T>) {
  const list = new AccountList()
  try {
    return await act(list.accounts)
  } finally {
    list.close()
  }
}

/** The accounts that have a notebook on this device, the one opened last first. */
export async function accountsHere(): Promise<readonly KnownAccount[]> {
  const accounts = await withList((all) => all.toArray())
  accounts.sort((a, b) => b.openedAt.localeCompare(a.openedAt))
  return Promise.all(accounts.map(counted))
}

/** How much waits in a locked notebook, by rows alone: nothing in it is opened. */
async function counted(account: KnownAccount): Promise<KnownAccount> {
  if (!account.locked) return account
  const db = new AccountDatabase(account.accountId)
  try {
    const [drafts, unsent] = await Promise.all([db.drafts.count(), db.outbox.count()])
    return { ...account, left: { drafts, unsent } }
  } catch {
    // It is here all the same, and its owner can open it.
    return account
  } finally {
    db.close()
  }
}

export async function noteAccount(session: SessionReply): Promise<void> {
  const main = session.posts.find((post) => post.main) ?? session.posts[0]
  const place = session.units.find((unit) => unit.id === main?.unitId)?.name ?? ''
  const { accountId, username, name } = session
  const openedAt = new Date().toISOString()
  await withList((all) => all.put({ accountId, username, name, place, openedAt, locked: false }))
}

/** Its owner signed out: the notebook and all that waits in it stay, and only signing in opens it. */
export async function lockAccount(accountId: string): Promise<void> {
  await withList((all) => all.update(accountId, { locked: true }))
}
