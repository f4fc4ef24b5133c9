import { hash, verify } from '@node-rs/argon2'
import { passwordLength, passwordProblem } from '#domain/accounts/password.ts'
import { Refusal } from '../http/refusal.ts'

/** OWASP's parameters for Argon2id, the library's default kind. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

export function hashPassword(password: string): Promise<string> {
  return hash(password.normalize('NFC'), cost)
}

let nobody: Promise<string> | undefined

/** Takes as long for a name that nobody has as for one that somebody has. */
export async function isPassword(password: string, passwordHash: string | null | undefined) {
  nobody ??= hashPassword('nobody')
  const same = await verify(passwordHash ?? (await nobody), password.normalize('NFC'))
  return same && typeof passwordHash === 'string'
}

/** Refuses a new password that others would guess, before any work is done for it. */
export function checkNewPassword(
  password: string,
  whose: { readonly username: string; readonly name: string },
): void {
  const code = passwordProblem(password, whose)
  if (code) throw new Refusal(code, code === 'password.too-short' ? { limit: passwordLength } : {})
}
