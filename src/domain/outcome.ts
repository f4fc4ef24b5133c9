import type { Problem } from './problems.ts'

/** What a rule answers: the new thing, or why not. A refusal is a value; an accident is thrown. */
export type Outcome<T> = Done<T> | Refused

export interface Done<T> {
  readonly ok: true
  readonly value: T
}

export interface Refused {
  readonly ok: false
  readonly problem: Problem
}

export function done<T>(value: T): Done<T> {
  return { ok: true, value }
}

export function refused(code: Problem['code'], details: Omit<Problem, 'code'> = {}): Refused {
  return { ok: false, problem: { code, ...details } }
}
