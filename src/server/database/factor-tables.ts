import type { Generated } from 'kysely'
import type { Instant } from '#domain/day.ts'
import type { Role } from '#domain/people/person.ts'

/** The tables of second factors and of sign-in by an identity provider. */
export interface FactorTables {
  factor: FactorTable
  recoveryCode: { accountId: string; codeHash: string; usedAt: Instant | null }
  factorTry: { accountId: string; tries: number; freeAt: Instant }
  factorTicket: FactorTicketTable
  securityPolicy: SecurityPolicyTable
  identity: { issuer: string; subject: string; accountId: string; linkedAt: Instant }
  identityAttempt: IdentityAttemptTable
}

/** How a session was begun. */
export type Proof = 'password' | 'factor' | 'provider'

export interface FactorTable {
  id: string
  accountId: string
  kind: 'totp' | 'passkey'
  name: string
  createdAt: Instant
  confirmedAt: Instant | null
  usedAt: Instant | null
  version: Generated<number>
  sealed: string | null
  lastStep: number | null
  credentialId: string | null
  publicKey: string | null
  counter: number | null
  transports: string[] | null
}

export interface FactorTicketTable {
  ticketHash: string
  accountId: string | null
  purpose: 'sign-in' | 'enrol'
  challenge: string | null
  expiresAt: Instant
}

export interface SecurityPolicyTable {
  unitId: string
  requiredRoles: Role[]
  providerCounts: boolean
  version: Generated<number>
}

export interface IdentityAttemptTable {
  stateHash: string
  browserHash: string
  verifier: string
  nonce: string
  next: string
  linkAccountId: string | null
  expiresAt: Instant
}
