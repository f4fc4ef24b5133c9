import type { FactorStep, FactorWay } from '#domain/problems.ts'
import type { Role } from '#domain/people/person.ts'
import type { AskProblem } from '../../state/ask.ts'
import { problemIn, wordsOfProblem } from '../../state/words-of-problem.ts'
import type { Speech } from '../../ui/i18n.ts'

/** The sentence of what came instead of an answer. */
export function sentenceOf(problem: AskProblem | undefined, t: Speech['t']): string | undefined {
  if (!problem) return undefined
  const said = problemIn(problem)
  if (!said) return t(`second-factor.${problem.word}`)
  const { key, named } = wordsOfProblem(said)
  return t(key, named)
}

const allWays: readonly FactorWay[] = ['totp', 'passkey', 'recovery']

/** The step that was begun: by a password on the page before, or at the provider, in the address. */
export function stepIn(state: unknown, hash: string): FactorStep | undefined {
  const { step } = (state ?? {}) as { step?: FactorStep }
  if (step) return step
  const said = new URLSearchParams(hash.slice(1))
  const ticket = said.get('ticket')
  if (!ticket) return undefined
  const named = said.get('ways')?.split(',') ?? []
  return { ticket, ways: allWays.filter((way) => named.includes(way)) }
}

/** The roles that a department may ask a second factor of. */
export const roles: readonly Role[] = [
  'administrator',
  'leader',
  'reviewer',
  'auditor',
  'officer',
  'principal',
  'deputy',
  'group-head',
  'staff',
]

/** A secret in groups of four, to be typed from the screen. */
export function grouped(secret: string): string {
  return secret.replace(/(.{4})(?=.)/g, '$1 ')
}
