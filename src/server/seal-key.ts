import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto'
import { join } from 'node:path'
import type { SealKey } from './http/house.ts'
import { openKeyFile } from './key-file.ts'

const algorithm = 'aes-256-gcm'
const nonceBytes = 12
const tagBytes = 16

/** Opens this server's sealing key; without it, second factors have to be set up anew. */
export async function openSealKey(dataDir: string): Promise<SealKey> {
  const text = await openKeyFile(join(dataDir, 'seal-key'), () => randomBytes(32).toString('hex'))
  return sealKeyFrom(Buffer.from(text.trim(), 'hex'))
}

export function sealKeyFrom(key: Buffer): SealKey {
  const sealing = derived(key, 'seal')
  const marking = derived(key, 'mark')
  return {
    seal: (secret, place) => {
      const nonce = randomBytes(nonceBytes)
      const cipher = createCipheriv(algorithm, sealing, nonce).setAAD(Buffer.from(place))
      const sealed = [nonce, cipher.update(secret), cipher.final()]
      return Buffer.concat([...sealed, cipher.getAuthTag()]).toString('base64url')
    },
    open: (sealed, place) => {
      const bytes = Buffer.from(sealed, 'base64url')
      const nonce = bytes.subarray(0, nonceBytes)
      const decipher = createDecipheriv(algorithm, sealing, nonce).setAAD(Buffer.from(place))
      decipher.setAuthTag(bytes.subarray(-tagBytes))
      const secret = decipher.update(bytes.subarray(nonceBytes, -tagBytes))
      return Buffer.concat([secret, decipher.final()])
    },
    mark: (text) => createHmac('sha256', marking).update(text).digest('hex'),
  }
}

/** One key a use, so that neither says anything of the other. */
function derived(key: Buffer, use: string): Buffer {
  return Buffer.from(hkdfSync('sha256', key, '', `so-tay-so ${use}`, 32))
}
