/**
 * How a row's content is stored. Codec 1 is plain JSON text; a sealing codec will stand beside it,
 * never in its place. Sealing waits for WebCrypto, which would end a transaction: so everything is
 * sealed before one and opened after it.
 */
export interface Sealed {
  readonly codec: number
  readonly body: string
}

const plain = 1

export function seal(content: unknown): Promise<Sealed> {
  return Promise.resolve({ codec: plain, body: JSON.stringify(content) })
}

export async function unseal<T>(sealed: Sealed): Promise<T> {
  if (sealed.codec !== plain) throw new Error(`A row with the unknown codec ${sealed.codec}`)
  return Promise.resolve(JSON.parse(sealed.body) as T)
}

export function unsealAll<T>(rows: readonly Sealed[]): Promise<T[]> {
  return Promise.all(rows.map((row) => unseal<T>(row)))
}
