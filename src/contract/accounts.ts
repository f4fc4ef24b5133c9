import { Array, Boolean, Literal, Null, Object, String, Union, type Static } from 'typebox'
import { Identifier, InstantText } from './words.ts'

const Code = String({ minLength: 1, maxLength: 60 })

/** A code as it was typed or read from its picture. */
export const ActivationLook = Object({ code: Code }, { additionalProperties: false })

/** Whose notebook a code opens. */
export const ActivationReply = Object({
  name: String(),
  salutation: Union([Literal('thầy'), Literal('cô'), Null()]),
  unitName: Union([String(), Null()]),
  username: String(),
  purpose: Union([Literal('invite'), Literal('reset')]),
  expiresAt: InstantText,
})

export type ActivationReply = Static<typeof ActivationReply>

export const Activation = Object(
  { code: Code, password: String({ minLength: 1, maxLength: 200 }) },
  { additionalProperties: false },
)

export type Activation = Static<typeof Activation>

/** A device on which the account is open. */
const OpenSession = Object({
  id: Identifier,
  /** 'Android, Chrome'; nothing where the browser didn't say. */
  device: String(),
  address: String(),
  createdAt: InstantText,
  /** True to the hour. */
  seenAt: InstantText,
  current: Boolean(),
})

export type OpenSession = Static<typeof OpenSession>

export const SessionList = Object({ sessions: Array(OpenSession) })

export type SessionList = Static<typeof SessionList>

export const PasswordChange = Object(
  {
    old: String({ minLength: 1, maxLength: 200 }),
    new: String({ minLength: 1, maxLength: 200 }),
  },
  { additionalProperties: false },
)

export type PasswordChange = Static<typeof PasswordChange>
