import type { Static, TSchema } from 'typebox'
import type { OfficeAct } from '#domain/office/office-act.ts'
import type { Outcome } from '#domain/outcome.ts'
import { accountCommands } from './account-commands.ts'
import type { OfficeDefinition } from './define.ts'
import { importCommands } from './import-commands.ts'
import { trainingSessionCommands } from './training-session-commands.ts'
import { messageCommands } from './message-commands.ts'
import { personCommands } from './person-commands.ts'
import { roundCommands } from './round-commands.ts'
import { securityCommands } from './security-commands.ts'
import { unitCommands } from './unit-commands.ts'

/**
 * Every write outside a plan's submissions, by kind; a table a noun, in the files beside this one.
 * The server runs an entry's rule to decide. A kind never changes its meaning: add a kind instead.
 */
export const officeCommands = {
  ...unitCommands,
  ...personCommands,
  ...messageCommands,
  ...trainingSessionCommands,
  ...securityCommands,
  ...roundCommands,
  ...accountCommands,
  ...importCommands,
}

export type OfficeKind = keyof typeof officeCommands

export type OfficeInputOf<K extends OfficeKind> = Static<
  (typeof officeCommands)[K] extends { input: infer S extends TSchema } ? S : never
>

type AnyDefinition = OfficeDefinition<TSchema, unknown>

/** The kind's definition, if there is one. */
export function officeDefinition(kind: string): AnyDefinition | undefined {
  const table: Record<string, AnyDefinition> = officeCommands
  return globalThis.Object.hasOwn(table, kind) ? table[kind] : undefined
}

/** Runs a command's rule over what its keeper loaded. The input must have passed the kind's schema. */
export function runOffice(
  definition: AnyDefinition,
  there: unknown,
  { input, act }: { input: unknown; act: OfficeAct },
): Outcome<unknown> {
  return definition.rule(there, input, act)
}
