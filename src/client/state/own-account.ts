import { ref, shallowRef } from 'vue'
import type { PasswordChange } from '#contract/accounts.ts'
import type { Reply } from '#contract/exchange.ts'
import type { AskProblem } from './ask.ts'
import { useSession } from './session.ts'

const line = () => import('../api/account.ts')

/** What the owner of an account does with it at the server. */
export function useOwnAccount() {
  const session = useSession()
  const busy = ref(false)
  const problem = shallowRef<AskProblem>()

  async function said(act: (account: string) => Promise<Reply<undefined>>): Promise<boolean> {
    busy.value = true
    problem.value = undefined
    const reply = await act(session.opened.session.accountId)
    busy.value = false
    if (!reply.ok) problem.value = reply
    return reply.ok
  }

  return {
    busy,
    problem,
    endSession: (id: string) => said(async (account) => (await line()).endSessionOf(account, id)),
    changePassword: (change: PasswordChange) =>
      said(async (account) => (await line()).changePassword(account, change)),
  }
}
