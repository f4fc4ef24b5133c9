import { Secret, TOTP } from 'otpauth'

/** The code that a phone with this secret shows at an instant. */
export function codeAt(secret: string, at: Date): string {
  return new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: at.getTime() })
}
