import type { Reply } from '#contract/exchange.ts'
import type { SessionReply, SignIn } from '#contract/plans.ts'
import { ask } from './request.ts'

/** Opens a session at the server; its cookie stands beside those of other accounts on this device. */
export function signIn(body: SignIn): Promise<Reply<SessionReply>> {
  return ask('/session', { method: 'POST', body })
}

/** Who the server says that the account is now. */
export function askSession(account: string): Promise<Reply<SessionReply>> {
  return ask('/session', { account })
}

/** Ends this account's session alone. */
export function endSession(account: string): Promise<Reply<undefined>> {
  return ask('/session', { method: 'DELETE', account })
}
