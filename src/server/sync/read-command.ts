import { Compile } from 'typebox/compile'
import { Command, composed } from '#contract/command.ts'
import { commands, isKind, type CommandKind } from '#contract/commands.ts'
import { Identifier } from '#contract/words.ts'
import type { ProblemCode } from '#domain/problems.ts'
import { hashOf, isInstant, isStorable } from '../records/command-form.ts'

/** A command whose form, hash, plan and account are as they should be. */
export interface GoodCommand extends Command {
  readonly kind: CommandKind
}

/** What was read: a command to run, or why there is none. */
export type Reading =
  | {
      readonly ok: true
      readonly id: string
      readonly recordId: string
      readonly command: GoodCommand
    }
  | {
      readonly ok: false
      readonly id: string
      readonly recordId: string | undefined
      readonly code: ProblemCode
    }

/** Whose push it is, and to which plan. */
export interface Address {
  readonly planId: string
  readonly accountId: string
}

/** Stands in for the id of a command that has none that can be repeated. */
export const noId = '-'

const envelope = Compile(Command)
const identifier = Compile(Identifier)
const inputs: Record<string, { Check(value: unknown): boolean }> = Object.fromEntries(
  Object.entries(commands).map(([kind, { input }]) => [kind, Compile(input)]),
)

/** Reads one command on its own, so that a bad one bars no other. */
export function readCommand(value: unknown, to: Address): Reading {
  const bad = (code: ProblemCode): Reading => ({ ok: false, ...idsIn(value), code })
  if (!isReadable(value)) return bad('command.malformed')
  if (value.account !== to.accountId) return bad('command.wrong-account')
  if (value.plan !== to.planId) return bad('command.wrong-plan')
  if (hashOf(value) !== value.hash) return bad('command.wrong-hash')
  if (!isKind(value.kind)) return bad('command.unknown-kind')
  const command = {
    ...value,
    kind: value.kind,
    input: composed(value.input),
    occurredAt: new Date(value.occurredAt).toISOString(),
  }
  if (!inputs[command.kind]?.Check(command.input)) return bad('command.malformed')
  return { ok: true, id: command.id, recordId: command.record.id, command }
}

function isReadable(value: unknown): value is Command {
  return envelope.Check(value) && isInstant(value.occurredAt) && isStorable(value)
}

/** As far as they can be made out. */
function idsIn(value: unknown): { id: string; recordId: string | undefined } {
  const { id, record } = fieldsOf(value)
  const recordId = fieldsOf(record)['id']
  return {
    id: identifier.Check(id) ? id : noId,
    recordId: identifier.Check(recordId) ? recordId : undefined,
  }
}

function fieldsOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
}
