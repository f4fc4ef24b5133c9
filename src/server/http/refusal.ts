import type { Problem } from '#domain/problems.ts'

/** Ends a whole request with a problem; the one gate in problem-replies.ts writes it out. */
export class Refusal extends Error {
  readonly problem: Problem

  constructor(code: Problem['code'], details: Omit<Problem, 'code'> = {}) {
    super(code)
    this.name = 'Refusal'
    this.problem = { code, ...details }
  }
}

/** The thing that was asked for; what isn't there and what isn't theirs are the same to whoever asks. */
export function found<T>(thing: T | undefined, code: Problem['code']): T {
  if (thing === undefined) throw new Refusal(code)
  return thing
}
