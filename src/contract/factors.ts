import {
  Array,
  Boolean,
  Integer,
  Literal,
  Null,
  Object,
  Optional,
  String,
  Union,
  Unknown,
  type Static,
} from 'typebox'
import { factorNameAtMost } from '#domain/security/factor.ts'
import { RoleText } from './records.ts'
import { Identifier, InstantText } from './words.ts'

/** What the browser's own API asks for and gives; its library knows the shape. */
const WebAuthn = Unknown()

const Ticket = String({ minLength: 20, maxLength: 100 })
const Name = String({ maxLength: factorNameAtMost, pattern: '\\S' })
const closed = { additionalProperties: false } as const

const FactorRecord = Object({
  id: Identifier,
  kind: Union([Literal('totp'), Literal('passkey')]),
  name: String(),
  createdAt: InstantText,
  usedAt: Union([InstantText, Null()]),
  version: Integer(),
})

export type FactorRecord = Static<typeof FactorRecord>

/** One's own second factors. */
export const FactorList = Object({
  factors: Array(FactorRecord),
  recoveryCodesLeft: Integer(),
  /** One's role needs a second factor. */
  needed: Boolean(),
  /** This session may add the first one and do nothing else. */
  lacking: Boolean(),
  /** The identity provider that this server is joined to, and whether one's account is. */
  provider: Union([Object({ name: String(), linked: Boolean() }), Null()]),
})

export type FactorList = Static<typeof FactorList>

/** A code generator that waits for its first code. */
export const TotpOffer = Object({ id: Identifier, secret: String(), uri: String() })
export type TotpOffer = Static<typeof TotpOffer>

export const TotpConfirm = Object(
  { id: Identifier, code: String({ minLength: 6, maxLength: 12 }), name: Name },
  closed,
)
export type TotpConfirm = Static<typeof TotpConfirm>

/** Recovery codes come with the first factor, and are shown once. */
export const FactorAdded = Object({ recoveryCodes: Optional(Array(String())) })
export type FactorAdded = Static<typeof FactorAdded>

export const RecoveryCodes = Object({ recoveryCodes: Array(String()) })
export type RecoveryCodes = Static<typeof RecoveryCodes>

/** What the browser is asked, and the ticket under which its answer comes back. */
export const PasskeyOffer = Object({ ticket: String(), options: WebAuthn })
export type PasskeyOffer = Static<typeof PasskeyOffer>

export const PasskeyConfirm = Object({ ticket: Ticket, response: WebAuthn, name: Name }, closed)
export type PasskeyConfirm = Static<typeof PasskeyConfirm>

/** Without a ticket the key itself says whose it is. */
export const PasskeyAsk = Object({ ticket: Optional(Ticket) }, closed)

/** The second step of a sign-in: one of three ways. */
export const FactorAnswer = Union([
  Object({ ticket: Ticket, totp: String({ minLength: 6, maxLength: 12 }) }, closed),
  Object({ ticket: Ticket, recovery: String({ minLength: 8, maxLength: 30 }) }, closed),
  Object({ ticket: Ticket, passkey: WebAuthn }, closed),
])
export type FactorAnswer = Static<typeof FactorAnswer>

/** Somebody whose role needs a second factor. */
const Needing = Object({
  accountId: Identifier,
  name: String(),
  username: String(),
  unitName: String(),
  factors: Integer(),
})

/** What a department asks of its people, and who has done it. */
export const PolicyReply = Object({
  departments: Array(
    Object({
      unitId: Identifier,
      name: String(),
      requiredRoles: Array(RoleText),
      providerCounts: Boolean(),
      version: Integer(),
      people: Array(Needing),
      /** There are more of them than the list carries. */
      isCut: Boolean(),
    }),
  ),
  hasProvider: Boolean(),
})

export type PolicyReply = Static<typeof PolicyReply>

/** The identity provider, for the button at sign-in. */
export const IdentityReply = Object({
  provider: Union([Object({ name: String() }), Null()]),
})
export type IdentityReply = Static<typeof IdentityReply>

export const IdentityLink = Object({ url: String() })
export type IdentityLink = Static<typeof IdentityLink>
