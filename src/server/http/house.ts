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
}

/** Signs receipts; Ed25519. */
export interface ReceiptKey {
  readonly id: string
  /** SPKI, base64url. */
  readonly publicKey: string
  sign(text: string): string
}

export type { Connection } from '../database/tables.ts'

export type App = FastifyInstance<
  RawServerDefault,
  RawRequestDefaultExpression,
  RawReplyDefaultExpression,
  FastifyBaseLogger,
  TypeBoxTypeProvider
>
