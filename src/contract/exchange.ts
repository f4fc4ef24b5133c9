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
  type Static,
} from 'typebox'
import type { Problem } from '#domain/problems.ts'
import type { Command } from './command.ts'
import type { PlanBundle, PlanList } from './plans.ts'
import { PersonName, ProblemRecord, SubmissionRecord, UnitRecord } from './records.ts'
import { Identifier, InstantText } from './words.ts'

/** The server's signed proof that a command arrived. */
export const Receipt = Object({
  /** For people to read out: 'BN-2026-004182'. */
  number: String(),
  commandId: Identifier,
  recordId: Identifier,
  revision: Integer(),
  hash: String(),
  receivedAt: InstantText,
  keyId: String(),
  /** Ed25519 over the RFC 8785 form of all the above, base64url. */
  signature: String(),
})

export type Receipt = Static<typeof Receipt>

/** The event of a plan at which the record was last changed; a device never goes back behind it. */
const Event = Integer({ minimum: 0 })

const Applied = Object({
  id: Identifier,
  result: Literal('applied'),
  revision: Integer(),
  event: Event,
  receipt: Receipt,
  missingFiles: Array(String()),
  record: SubmissionRecord,
  replayed: Optional(Literal(true)),
})

const Conflict = Object({
  id: Identifier,
  result: Literal('conflict'),
  problem: ProblemRecord,
  /** What is there now; absent where there is nothing that this person may read. */
  record: Optional(SubmissionRecord),
  event: Optional(Event),
  replayed: Optional(Literal(true)),
})

const Refused = Object({
  id: Identifier,
  result: Literal('refused'),
  problem: ProblemRecord,
  replayed: Optional(Literal(true)),
})

const Deferred = Object({
  id: Identifier,
  result: Literal('deferred'),
  /** The earlier command of the same record that did not apply. */
  because: Identifier,
})

export const CommandResult = Union([Applied, Conflict, Refused, Deferred])

export type CommandResult = Static<typeof CommandResult>

export const PushReply = Object({
  epoch: String(),
  serverTime: InstantText,
  /** The last event that a verified back-up covers; 0 while there is none. */
  durableThrough: Event,
  results: Array(CommandResult),
})

export type PushReply = Static<typeof PushReply>

const Put = Object({
  change: Literal('put'),
  event: Event,
  id: Identifier,
  record: SubmissionRecord,
})

const Left = Object({
  change: Union([Literal('gone'), Literal('out_of_scope')]),
  event: Event,
  id: Identifier,
})

export const ChangesPage = Object({
  epoch: String(),
  serverTime: InstantText,
  durableThrough: Event,
  changes: Array(Union([Put, Left])),
  /** Names and units that the changes speak of. */
  people: Array(PersonName),
  units: Array(UnitRecord),
  /** Opaque: epoch, event, scope. */
  next: String(),
  more: Boolean(),
})

export type ChangesPage = Static<typeof ChangesPage>

/** A record asked for by name, with the names in it. */
export const RecordReply = Object({
  event: Event,
  record: SubmissionRecord,
  people: Array(PersonName),
  units: Array(UnitRecord),
})

export type RecordReply = Static<typeof RecordReply>

export const PingReply = Object({
  nonce: String(),
  serverTime: InstantText,
  account: Union([Identifier, Null()]),
})

/**
 * What the line answers. `refused`: the server said no, keep and show; `unreachable`: no line, try
 * later quietly; `broken`: back off, then tell.
 */
export type Reply<T> =
  | { readonly ok: true; readonly value: T }
  | {
      readonly ok: false
      readonly word: 'refused'
      readonly status: number
      readonly problem: Problem
      /** Seconds, from Retry-After. */
      readonly retryAfter?: number
    }
  | { readonly ok: false; readonly word: 'unreachable' | 'broken'; readonly retryAfter?: number }

/** All that a device asks of a server to synchronise: HTTP in life, the server itself in tests. */
export interface Exchange {
  /** Whether a real server is there: a captive portal can't repeat the nonce. */
  ping(nonce: string): Promise<Reply<{ readonly nonce: string }>>
  plans(): Promise<Reply<PlanList>>
  plan(planId: string, etag?: string): Promise<Reply<{ bundle: PlanBundle; etag: string } | 'same'>>
  push(planId: string, commands: readonly Command[]): Promise<Reply<PushReply>>
  changes(planId: string, cursor: string | undefined): Promise<Reply<ChangesPage>>
}
