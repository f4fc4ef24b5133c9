import { Array, Object } from 'typebox'
import {
  endSessions,
  inviteAccounts,
  resetAccount,
  revokeCode,
} from '#domain/accounts/account-codes.ts'
import { HashText, Identifier } from '../words.ts'
import { define } from './define.ts'

/** At most as many codes as one push has room for: 20 sheets of 24 and some. */
export const codesAtOnce = 500

const NamedPerson = Object({ personId: Identifier }, { additionalProperties: false })

/** The code itself never comes here: it is made on the device, and only its SHA-256 travels. */
const CodeFor = Object(
  { personId: Identifier, codeHash: HashText },
  { additionalProperties: false },
)

const Invitation = Object(
  { people: Array(CodeFor, { minItems: 1, maxItems: codesAtOnce }) },
  { additionalProperties: false },
)

/** Writes about who gets into an account, and how. */
export const accountCommands = {
  'account.invite': define({ on: 'account-codes', input: Invitation, rule: inviteAccounts }),
  'account.reset': define({ on: 'account-codes', input: CodeFor, rule: resetAccount }),
  'account.revoke-code': define({ on: 'account-codes', input: NamedPerson, rule: revokeCode }),
  'account.end-sessions': define({ on: 'account-codes', input: NamedPerson, rule: endSessions }),
}
