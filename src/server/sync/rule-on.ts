import { run } from '#contract/commands.ts'
import type { CommandResult } from '#contract/exchange.ts'
import { dayOf, type Instant } from '#domain/day.ts'
import { mayRead } from '#domain/people/access.ts'
import { answerTo, type Problem } from '#domain/problems.ts'
import type { Act, Setting, Submission } from '#domain/submission/submission.ts'
import type { Speaker } from '../http/signed-in.ts'
import type { GoodCommand, Reading } from './read-command.ts'
import { refusal, type Ruling } from './rulings.ts'

/** The records of some commands, locked and read, and what has been made of them so far. Nothing is written before all are ruled on. */
export interface Sitting {
  readonly planId: string
  readonly sender: Speaker
  readonly at: Instant
  readonly setting: Setting
  readonly records: Map<string, Submission>
  /** By id, the commands that are answered for good. */
  readonly known: Map<string, Known>
  readonly blocked: Map<string, string>
  readonly report: (accident: unknown) => void
}

export interface Known {
  readonly hash: string
  /** None yet for one of this very sitting. */
  readonly result: CommandResult | null
}

/** Decides on one command. */
export function ruleOn(sitting: Sitting, reading: Reading): Ruling {
  const { id } = reading
  if (!reading.ok) return answered(refusal(id, { code: reading.code }))
  const { command, recordId } = reading
  const known = sitting.known.get(id)
  if (known) return answeredBefore(known, command)
  const because = sitting.blocked.get(recordId)
  if (because !== undefined) return answered({ id, result: 'deferred', because })
  const ruling = firstRuling(sitting, command)
  if (ruling.as !== 'answered') sitting.known.set(id, { hash: command.hash, result: null })
  if (ruling.as === 'applied') sitting.records.set(recordId, ruling.submission)
  return ruling
}

function answered(result: CommandResult): Ruling {
  return { as: 'answered', result }
}

function answeredBefore({ hash, result }: Known, command: GoodCommand): Ruling {
  if (hash !== command.hash || !result) {
    return answered(refusal(command.id, { code: 'command.id-reused' }))
  }
  return answered({ ...result, replayed: true } as CommandResult)
}

/** A rule that breaks costs its own command, not the whole push. */
function firstRuling(sitting: Sitting, command: GoodCommand): Ruling {
  try {
    return runRule(sitting, command)
  } catch (accident) {
    sitting.report(accident)
    return answered(refusal(command.id, { code: 'command.failed' }))
  }
}

function runRule(sitting: Sitting, command: GoodCommand): Ruling {
  const before = sitting.records.get(command.record.id)
  if (before && before.planId !== sitting.planId) {
    return answered(refusal(command.id, { code: 'submission.not-found' }))
  }
  const outcome = run(command.kind, before, { input: command.input, act: actOf(sitting, command) })
  if (!outcome.ok) return turnedDown(sitting, command, outcome.problem)
  return { as: 'applied', command, before, submission: outcome.value }
}

function actOf({ sender, at, planId, setting }: Sitting, command: GoodCommand): Act {
  const { id, record, occurredAt, base, instrumentVersion } = command
  return {
    by: sender.actor,
    at,
    planId,
    recordId: record.id,
    commandId: id,
    occurredAt,
    base,
    ...(instrumentVersion === undefined ? {} : { instrumentVersion }),
    setting,
  }
}

function turnedDown(sitting: Sitting, command: GoodCommand, problem: Problem): Ruling {
  const { answer, kept } = answerTo(problem.code)
  if (!kept) return answered(refusal(command.id, problem))
  if (answer === 'refused') return { as: 'refused', command, problem }
  const current = sitting.records.get(command.record.id)
  const day = dayOf(sitting.at)
  const readable = current && mayRead(sitting.sender.actor, current, day)
  return { as: 'conflict', command, problem, current: readable ? current : undefined }
}
