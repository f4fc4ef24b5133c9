import type { Activation, ActivationReply } from '#contract/accounts.ts'
import type { Reply } from '#contract/exchange.ts'
import type { SessionReply } from '#contract/plans.ts'
import { ask } from './request.ts'

/** Whose notebook a code opens. */
export function lookAtCode(code: string): Promise<Reply<ActivationReply>> {
  return ask('/activation/look', { method: 'POST', body: { code } })
}

/** Sets the password with a code; the session's cookie comes with the reply. */
export function activate(body: Activation): Promise<Reply<SessionReply>> {
  return ask('/activation', { method: 'POST', body })
}
