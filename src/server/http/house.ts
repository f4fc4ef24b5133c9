import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type {
  FastifyBaseLogger,
  FastifyInstance,
  RawReplyDefaultExpression,
  RawRequestDefaultExpression,
  RawServerDefault,
} from 'fastify'
import type { Kysely } from 'kysely'
import type { Config } from '../config.ts'
import type { Database } from '../database/tables.ts'

/** What every door is handed. */
export interface House {
  readonly db: Kysely<Database>
  readonly clock: () => Date
  readonly config: Config
  readonly receiptKey: ReceiptKey
  readonly sealKey: SealKey
  /** Without them browsers are told nothing while the app is closed. */
  readonly pushKeys?: PushKeys
}

/** Signs receipts; Ed25519. */
export interface ReceiptKey {
  readonly id: string
  /** SPKI, base64url. */
  readonly publicKey: string
  sign(text: string): string
}

/** Seals the secrets that the database keeps, so that a copy of it alone opens nothing. */
export interface SealKey {
  /** Good only for the place that it was sealed for. */
  seal(secret: Uint8Array, place: string): string
  open(sealed: string, place: string): Uint8Array
  /** A mark by which a code is known again, and from which nobody finds the code without the key. */
  mark(text: string): string
}

/** With this pair the browsers' push services know that a notification is ours (VAPID). */
export interface PushKeys {
  readonly publicKey: string
  readonly privateKey: string
}

export type { Connection } from '../database/tables.ts'

export type App = FastifyInstance<
  RawServerDefault,
  RawRequestDefaultExpression,
  RawReplyDefaultExpression,
  FastifyBaseLogger,
  TypeBoxTypeProvider
>
