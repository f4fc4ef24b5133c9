import type { CommandResult } from '#contract/exchange.ts'
import type { Problem } from '#domain/problems.ts'
import type { Submission } from '#domain/submission/submission.ts'
import type { GoodCommand } from './read-command.ts'

/** What became of a command, before its transaction has given event numbers and receipts. */
export type Ruling =
  | { readonly as: 'answered'; readonly result: CommandResult }
  | { readonly as: 'refused'; readonly command: GoodCommand; readonly problem: Problem }
  | {
      readonly as: 'conflict'
      readonly command: GoodCommand
      readonly problem: Problem
      /** What is there, where the sender may read it. */
      readonly current: Submission | undefined
    }
  | {
      readonly as: 'applied'
      readonly command: GoodCommand
      readonly before: Submission | undefined
      readonly submission: Submission
    }

export function refusal(id: string, problem: Problem): CommandResult {
  return { id, result: 'refused', problem: asWritten(problem) }
}

/** The same value, as the contract's schema types it. */
export function asWritten(problem: Problem) {
  return problem as Extract<CommandResult, { result: 'refused' }>['problem']
}

export function hasApplied(ruling: Ruling): boolean {
  return ruling.as === 'answered' ? ruling.result.result === 'applied' : ruling.as === 'applied'
}
