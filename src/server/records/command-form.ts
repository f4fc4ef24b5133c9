import { createHash } from 'node:crypto'
import { canonicalForm } from '#contract/command.ts'

/** The pattern of instants lets 25:00 through, and PostgreSQL knows no year 0. */
export function isInstant(text: string): boolean {
  return text >= '0001' && !Number.isNaN(Date.parse(text))
}

/**
 * Whether it has an RFC 8785 form that PostgreSQL can keep: no NUL, no half of a surrogate pair,
 * no infinite number, and no nesting that exhausts the stack.
 */
export function isStorable(command: object): boolean {
  try {
    return !/(?<!\\)(?:\\\\)*\\u0000/.test(canonicalForm(command))
  } catch {
    return false
  }
}

export function hashOf(command: object): string {
  return createHash('sha256').update(canonicalForm(command)).digest('hex')
}
