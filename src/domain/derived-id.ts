/**
 * A UUID of version 5 (RFC 9562, 5.5): the same name gives the same id on every device. The name is
 * made of ids, so each of its characters is one byte.
 */
export function derivedId(name: string, namespace: string): string {
  const space = (namespace.replaceAll('-', '').match(/../g) ?? []).map((byte) => parseInt(byte, 16))
  const words = sha1([...space, ...Array.from(name, (letter) => letter.charCodeAt(0))])
  const hex = words.map((word) => word.toString(16).padStart(8, '0')).join('')
  const variant = ((parseInt(hex.slice(16, 18), 16) & 0x3f) | 0x80).toString(16)
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `5${hex.slice(13, 16)}`,
    variant + hex.slice(18, 20),
    hex.slice(20, 32),
  ].join('-')
}

const begin: readonly number[] = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0]

/** SHA-1 (FIPS 180-4, 6.1), here because a rule can't wait for the browser's own. */
function sha1(bytes: readonly number[]): readonly number[] {
  const words = padded(bytes)
  let state = begin
  for (let at = 0; at < words.length; at += 16) state = round(state, words.slice(at, at + 16))
  return state
}

function padded(bytes: readonly number[]): number[] {
  const words = new Array<number>(Math.ceil((bytes.length + 9) / 64) * 16).fill(0)
  for (const [at, byte] of [...bytes, 0x80].entries()) {
    words[at >> 2] = (words[at >> 2] ?? 0) | (byte << (24 - (at % 4) * 8))
  }
  words[words.length - 1] = bytes.length * 8
  return words
}

function round(state: readonly number[], block: readonly number[]): readonly number[] {
  const words = [...block]
  const word = (at: number): number => words[at] ?? 0
  for (let at = 16; at < 80; at += 1) {
    words.push(turned(word(at - 3) ^ word(at - 8) ^ word(at - 14) ^ word(at - 16), 1))
  }
  let [a = 0, b = 0, c = 0, d = 0, e = 0] = state
  for (const [at, one] of words.entries()) {
    const next = (turned(a, 5) + mixed(at, [b, c, d]) + e + one) | 0
    ;[a, b, c, d, e] = [next, a, turned(b, 30), c, d]
  }
  return [a, b, c, d, e].map((part, at) => ((state[at] ?? 0) + part) >>> 0)
}

function mixed(at: number, [b, c, d]: readonly [number, number, number]): number {
  if (at < 20) return ((b & c) | (~b & d)) + 0x5a827999
  if (at < 40) return (b ^ c ^ d) + 0x6ed9eba1
  if (at < 60) return ((b & c) | (b & d) | (c & d)) + 0x8f1bbcdc
  return (b ^ c ^ d) + 0xca62c1d6
}

function turned(word: number, bits: number): number {
  return (word << bits) | (word >>> (32 - bits))
}
