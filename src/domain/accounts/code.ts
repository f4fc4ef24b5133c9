/** Crockford's base32 (https://www.crockford.com/base32.html): no I, L, O, U, so that a hand can copy it. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

const isCode = new RegExp(`^[${alphabet}]{12}$`)

/** 60 bits of chance: nobody guesses that in the days that a code lives, at the rate that the door allows. */
export const codeLength = 12

/** A code out of as many bytes of chance; five bits of each count. */
export function codeFrom(bytes: Uint8Array): string {
  return [...bytes.subarray(0, codeLength)].map((byte) => alphabet[byte & 31]).join('')
}

/** As it is read and typed: XXXX-XXXX-XXXX. */
export function shownCode(code: string): string {
  return code.replace(/(.{4})(?=.)/g, '$1-')
}

/** What was typed, freed of what a hand, a keyboard or an eye gets wrong; nothing where it is no code. */
export function readCode(typed: string): string | undefined {
  const code = typed
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\p{Pd}_.]/gu, '')
    .replace(/O/g, '0')
    .replace(/[IL]/g, '1')
  return isCode.test(code) ? code : undefined
}
