import { generateKeyPairSync, sign } from 'node:crypto'
import type { ReceiptKey } from '../../src/server/http/house.ts'

/** A signing key that nothing keeps. */
export function aReceiptKey(id = 'key-of-tests'): ReceiptKey {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519')
  return {
    id,
    publicKey: publicKey.export({ type: 'spki', format: 'der' }).toString('base64url'),
    sign: (text) => sign(null, Buffer.from(text), privateKey).toString('base64url'),
  }
}
