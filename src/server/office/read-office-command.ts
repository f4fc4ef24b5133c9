import { Compile } from 'typebox/compile'
import type { TSchema } from 'typebox'
import { composed } from '#contract/command.ts'
import { officeCommands, officeDefinition } from '#contract/office/commands.ts'
import { OfficeCommand } from '#contract/office/envelope.ts'
import { Identifier } from '#contract/words.ts'
import type { ProblemCode } from '#domain/problems.ts'
import { hashOf, isInstant, isStorable } from '../records/command-form.ts'

export type Reading =
  | { readonly ok: true; readonly command: OfficeCommand }
  | { readonly ok: false; readonly id: string; readonly code: ProblemCode }

const envelope = Compile(OfficeCommand)
const identifier = Compile(Identifier)
const table: Readonly<Record<string, { readonly input: TSchema }>> = officeCommands
const inputs = new Map(Object.entries(table).map(([kind, { input }]) => [kind, Compile(input)]))

/** Reads one office command on its own, so that a bad one bars no other. */
export function readOfficeCommand(value: unknown, accountId: string): Reading {
  const bad = (code: ProblemCode): Reading => ({ ok: false, id: idIn(value), code })
  if (!isReadable(value)) return bad('command.malformed')
  if (value.account !== accountId) return bad('command.wrong-account')
  if (hashOf(value) !== value.hash) return bad('command.wrong-hash')
  const definition = officeDefinition(value.kind)
  if (!definition) return bad('command.unknown-kind')
  const command = { ...value, input: composed(value.input) }
  const fits = inputs.get(value.kind)?.Check(command.input) ?? false
  if (!fits || definition.on !== command.record.type) return bad('command.malformed')
  return { ok: true, command }
}

function isReadable(value: unknown): value is OfficeCommand {
  return envelope.Check(value) && isInstant(value.occurredAt) && isStorable(value)
}

function idIn(value: unknown): string {
  const id = typeof value === 'object' && value !== null && 'id' in value ? value.id : undefined
  return identifier.Check(id) ? id : '-'
}
