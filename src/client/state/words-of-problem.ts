import type { Problem } from '#domain/problems.ts'
import type { AskProblem } from './ask.ts'

/** A sentence of the catalogue's part `problems`, with the figures that it needs. */
export interface ProblemWords {
  readonly key: string
  readonly named: Readonly<Record<string, string | number>>
}

/** The sentence of a refusal. */
export function wordsOfProblem({ code, limit, item, at }: Problem): ProblemWords {
  return {
    key: `problems.${code}`,
    named: {
      ...(limit !== undefined && { limit }),
      ...(item !== undefined && { item }),
      ...(at !== undefined && { at }),
    },
  }
}

/** The refusal in a reply; nothing where no server has said anything. */
export function problemIn(reply: AskProblem | undefined): Problem | undefined {
  return reply?.word === 'refused' ? reply.problem : undefined
}
