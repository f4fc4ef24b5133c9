import type { Static, TSchema } from 'typebox'
import type { OfficeAct } from '#domain/office/office-act.ts'
import type { Outcome } from '#domain/outcome.ts'

/** A kind of office command: the record that it changes, its input, its rule. */
export interface OfficeDefinition<S extends TSchema, T> {
  readonly on: string
  readonly input: S
  /** `there` is what the record's keeper loads; what the rule gives, the keeper saves. A method, so that all kinds stand in one table. */
  rule(there: T, input: Static<S>, act: OfficeAct): Outcome<T>
}

export function define<S extends TSchema, T>(
  definition: OfficeDefinition<S, T>,
): OfficeDefinition<S, T> {
  return definition
}
