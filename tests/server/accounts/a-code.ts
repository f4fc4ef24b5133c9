import { createHash, randomBytes } from 'node:crypto'
import { codeFrom } from '#domain/accounts/code.ts'

/** A code as a device makes it, and what of it the server is told. */
export function aCode(): { code: string; codeHash: string } {
  const code = codeFrom(randomBytes(12))
  return { code, codeHash: createHash('sha256').update(code).digest('hex') }
}
