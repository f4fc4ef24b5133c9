import type { AskProblem } from '../../state/ask.ts'
import { problemIn, wordsOfProblem } from '../../state/words-of-problem.ts'
import type { Speech } from '../../ui/i18n.ts'

/** What is said where something of the account could not be done. */
export function sentenceOf(problem: AskProblem, t: Speech['t']): string {
  const refusal = problemIn(problem)
  if (!refusal) return t(`devices.problem.${problem.word}`)
  const { key, named } = wordsOfProblem(refusal)
  return t(key, named)
}
