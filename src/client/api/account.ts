import type { PasswordChange } from '#contract/accounts.ts'
import type { Reply } from '#contract/exchange.ts'
import { ask } from './request.ts'

/** Ends one session of the account, on another device. */
export function endSessionOf(account: string, id: string): Promise<Reply<undefined>> {
  return ask(`/account/sessions/${id}`, { account, method: 'DELETE' })
}

/** Changes the account's password by the old one. */
export function changePassword(account: string, body: PasswordChange): Promise<Reply<undefined>> {
  return ask('/account/password', { account, method: 'POST', body })
}
