import { readCode } from '#domain/accounts/code.ts'
import { passwordProblem, passwordLength } from '#domain/accounts/password.ts'
import type { ActivationReply } from '#contract/accounts.ts'
import type { Reply } from '#contract/exchange.ts'
import type { AskProblem } from '../../state/ask.ts'
import { wordsOfProblem, type ProblemWords } from '../../state/words-of-problem.ts'

/** The code in a link's fragment, as far as it is one. */
export function codeInHash(hash: string): string {
  const typed = decodeURIComponent(hash.replace(/^#/, ''))
  return readCode(typed) ?? typed.slice(0, 40)
}

/** What the screen says to a reply that opens nothing. Without a line the code is kept, so nothing need be typed again. */
export function sentenceOf(problem: AskProblem): ProblemWords {
  if (problem.word !== 'refused') {
    const key = problem.word === 'broken' ? 'activate.broken' : 'activate.no-line'
    return { key, named: {} }
  }
  const words = wordsOfProblem(problem.problem)
  const { limit } = words.named
  // Days are said as people write them.
  const day = typeof limit === 'string' ? limit.split('-').reverse().join('/') : undefined
  return day === undefined ? words : { ...words, named: { ...words.named, limit: day } }
}

/** Why a password can't be taken, before anything is sent. */
export function wordsOfPassword(
  password: string,
  whose: ActivationReply,
): ProblemWords | undefined {
  const code = passwordProblem(password, whose)
  return code && { key: `problems.${code}`, named: { limit: passwordLength } }
}

/** Whether the code will never open anything: it must be asked for anew. */
export function isOver(problem: AskProblem | undefined): boolean {
  const codes = ['activation.used', 'activation.expired', 'activation.revoked']
  return problem?.word === 'refused' && codes.includes(problem.problem.code)
}

/** The second step, where the account has one: the password is set by then. Plain, as the history keeps it. */
export function stepOf(reply: Reply<unknown>) {
  const step = !reply.ok && reply.word === 'refused' ? reply.problem.step : undefined
  return step && { ticket: step.ticket, ways: [...step.ways] }
}
