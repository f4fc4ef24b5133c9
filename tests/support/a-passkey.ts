import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto'

/** What a test lets a key say wrongly. */
export interface Lie {
  readonly origin?: string
  readonly host?: string
  readonly counter?: number
  /** Another key's answer under this one's name. */
  readonly id?: string
  readonly isUserVerified?: boolean
}

interface Options {
  readonly challenge: string
}

const sha256 = (data: Buffer | string) => createHash('sha256').update(data).digest()
const here = { origin: 'http://localhost', host: 'localhost' }

/** A key as a device holds one: ES256, without attestation (WebAuthn Level 2, 6.1 and 8.7). */
export function aPasskey() {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const rawId = randomBytes(16)
  const id = rawId.toString('base64url')
  let counter = 0

  const clientData = (type: string, { challenge }: Options, { origin = here.origin }: Lie) =>
    Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }))

  const authData = (lie: Lie, more = 0, tail = Buffer.alloc(0)) => {
    counter += 1
    const flags = 0b1 | (lie.isUserVerified === false ? 0 : 0b100) | more
    const count = Buffer.alloc(4)
    count.writeUInt32BE(lie.counter ?? counter)
    return Buffer.concat([sha256(lie.host ?? here.host), Buffer.from([flags]), count, tail])
  }

  /** What the browser sends once the device has made the key. */
  const made = (options: unknown, lie: Lie = {}) => {
    const json = clientData('webauthn.create', options as Options, lie)
    const size = Buffer.from([0, rawId.length])
    const own = Buffer.concat([Buffer.alloc(16), size, rawId, coseOf(publicKey)])
    return said({
      clientDataJSON: json.toString('base64url'),
      attestationObject: attestationOf(authData(lie, 0b1000000, own)).toString('base64url'),
      transports: ['internal'],
    })
  }

  /** What the browser sends once the device has answered with the key. */
  const answered = (options: unknown, lie: Lie = {}) => {
    const json = clientData('webauthn.get', options as Options, lie)
    const data = authData(lie)
    const signature = sign('sha256', Buffer.concat([data, sha256(json)]), privateKey)
    return said(
      {
        clientDataJSON: json.toString('base64url'),
        authenticatorData: data.toString('base64url'),
        signature: signature.toString('base64url'),
      },
      lie.id,
    )
  }

  const said = (response: object, name = id) => {
    return { id: name, rawId: name, type: 'public-key', clientExtensionResults: {}, response }
  }

  return { id, made, answered }
}

/** The public key as CBOR (RFC 9053, 7.1.1). */
function coseOf(key: ReturnType<typeof generateKeyPairSync>['publicKey']): Buffer {
  const { x = '', y = '' } = (key as unknown as { export(o: object): JsonWebKey }).export({
    format: 'jwk',
  })
  const bytes = (head: number[], text: string) =>
    Buffer.concat([Buffer.from([...head, 0x58, 0x20]), Buffer.from(text, 'base64url')])
  const kind = Buffer.from([0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01])
  return Buffer.concat([kind, bytes([0x21], x), bytes([0x22], y)])
}

/** `{ fmt: 'none', attStmt: {}, authData }` as CBOR. */
function attestationOf(authData: Buffer): Buffer {
  const text = (word: string) => [0x60 + word.length, ...Buffer.from(word)]
  const head = [0xa3, ...text('fmt'), ...text('none'), ...text('attStmt'), 0xa0]
  const size = [0x58, authData.length]
  return Buffer.concat([Buffer.from([...head, ...text('authData'), ...size]), authData])
}
