import { randomBytes } from 'node:crypto'
import type { SealKey } from '../../src/server/http/house.ts'
import { sealKeyFrom } from '../../src/server/seal-key.ts'

/** A sealing key that nothing keeps. */
export function aSealKey(): SealKey {
  return sealKeyFrom(randomBytes(32))
}
