import { canonicalForm } from '#contract/command.ts'

/** The SHA-256 of a command's canonical form, in lower-case hexadecimal. */
export async function hashOfCommand(command: object): Promise<string> {
  const bytes = new TextEncoder().encode(canonicalForm(command))
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
  return [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}
