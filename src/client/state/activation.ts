import type { Activation, ActivationReply } from '#contract/accounts.ts'
import type { Reply } from '#contract/exchange.ts'
import type { SessionReply } from '#contract/plans.ts'
import { useSession } from './session.ts'

const line = () => import('../api/activation.ts')

/** Opening a notebook with a code. */
export function useActivation() {
  const session = useSession()

  async function look(code: string): Promise<Reply<ActivationReply>> {
    return (await line()).lookAtCode(code)
  }

  /** Sets the password and opens the notebook. */
  async function activate(asked: Activation, username: string): Promise<Reply<SessionReply>> {
    const reply = await session.enter(await (await line()).activate(asked))
    if (reply.ok || reply.word !== 'refused') return reply
    // The answer to an earlier try may have been lost on the way: then the password is set already.
    const isUsed = reply.problem.code === 'activation.used'
    const known = isUsed ? await session.signIn(username, asked.password) : reply
    return known.ok ? known : reply
  }

  return { look, activate }
}
