import canonicalize from 'canonicalize'
import { Array, Integer, Literal, Object, Optional, String, Unknown, type Static } from 'typebox'
import { HashText, Identifier, InstantText, pushLimits } from './words.ts'

/** A file that a command names: evidence travels apart from it. */
const FileName = Object({
  hash: HashText,
  bytes: Integer({ minimum: 1 }),
  type: String({ maxLength: 100 }),
})

/** The envelope of every write (SYNC.md, "Model"). `kind` and `input` are checked one by one, so that one bad command bars no other. */
export const Command = Object({
  id: Identifier,
  kind: String({ minLength: 1, maxLength: 64 }),
  plan: Identifier,
  record: Object({ type: Literal('submission'), id: Identifier }),
  account: Identifier,
  device: Identifier,
  seq: Integer({ minimum: 1 }),
  base: Integer({ minimum: 0 }),
  instrumentVersion: Optional(Integer({ minimum: 1 })),
  input: Unknown(),
  occurredAt: InstantText,
  hash: HashText,
  files: Array(FileName, { maxItems: 50 }),
})

export type Command = Static<typeof Command>

export const Push = Object({
  /** Each is checked on its own against `Command`. */
  commands: Array(Unknown(), { minItems: 1, maxItems: pushLimits.commands }),
})

export interface Push {
  commands: Command[]
}

/** What a command's hash is taken of: the RFC 8785 form of all but the hash, strings in NFC. */
export function canonicalForm(command: object): string {
  const { hash: _, ...rest } = command as { readonly hash?: string }
  return canonicalize(composed(rest)) ?? ''
}

/** The same value with every string in NFC. */
export function composed(value: unknown): unknown {
  if (typeof value === 'string') return value.normalize('NFC')
  if (globalThis.Array.isArray(value)) return value.map(composed)
  if (value === null || typeof value !== 'object') return value
  return globalThis.Object.fromEntries(
    globalThis.Object.entries(value)
      .filter(([, inner]) => inner !== undefined)
      .map(([key, inner]) => [key.normalize('NFC'), composed(inner)]),
  )
}
