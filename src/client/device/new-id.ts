/** A UUID of version 7: its first 48 bits are the time, so that ids made later sort later. */
export function newId(at: number = Date.now()): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  const random = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
  const time = at.toString(16).padStart(12, '0')
  const variant = '89ab'[(bytes[8] ?? 0) & 3] ?? '8'
  return [
    time.slice(0, 8),
    time.slice(8),
    `7${random.slice(0, 3)}`,
    variant + random.slice(3, 6),
    random.slice(6, 18),
  ].join('-')
}
