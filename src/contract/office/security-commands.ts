import { Array, Boolean, Object, String } from 'typebox'
import {
  factorNameAtMost,
  removeFactor,
  renameFactor,
  resetFactors,
} from '#domain/security/factor.ts'
import { unlinkIdentity } from '#domain/security/identity-links.ts'
import { setPolicy } from '#domain/security/policy.ts'
import { RoleText } from '../records.ts'
import { define } from './define.ts'

const Nothing = Object({}, { additionalProperties: false })

/** Second factors, who needs one, and ties to the identity provider. Adding one is no command: its answer carries a secret. */
export const securityCommands = {
  'policy.set': define({
    on: 'policy',
    input: Object(
      { requiredRoles: Array(RoleText, { maxItems: 20 }), providerCounts: Boolean() },
      { additionalProperties: false },
    ),
    rule: setPolicy,
  }),
  'factor.rename': define({
    on: 'factor',
    input: Object(
      { name: String({ maxLength: factorNameAtMost, pattern: '\\S' }) },
      { additionalProperties: false },
    ),
    rule: renameFactor,
  }),
  'factor.remove': define({ on: 'factor', input: Nothing, rule: removeFactor }),
  'factor.reset': define({ on: 'factor-set', input: Nothing, rule: resetFactors }),
  'identity.unlink': define({ on: 'identity-links', input: Nothing, rule: unlinkIdentity }),
}
