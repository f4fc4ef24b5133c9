import {
  Array,
  Integer,
  Literal,
  Object,
  Optional,
  String,
  Union,
  Unknown,
  type Static,
} from 'typebox'
import { ProblemRecord } from '../records.ts'
import { HashText, Identifier, InstantText } from '../words.ts'

/** What an office command changes. */
export const OfficeRecordType = String({ minLength: 1, maxLength: 40, pattern: '^[a-z-]+$' })

/** The envelope of a write outside a plan: the same as `Command`, without what only a plan has. */
export const OfficeCommand = Object({
  id: Identifier,
  kind: String({ minLength: 1, maxLength: 64 }),
  record: Object({ type: OfficeRecordType, id: Identifier }),
  account: Identifier,
  device: Identifier,
  seq: Integer({ minimum: 1 }),
  /** The version of the record that the writer saw; 0 where there was none. */
  base: Integer({ minimum: 0 }),
  input: Unknown(),
  occurredAt: InstantText,
  hash: HashText,
})

export type OfficeCommand = Static<typeof OfficeCommand>

export const OfficePush = Object({
  /** Each is checked on its own against `OfficeCommand`. */
  commands: Array(Unknown(), { minItems: 1, maxItems: 100 }),
})

const Applied = Object({
  id: Identifier,
  result: Literal('applied'),
  /** The record's version from now on. */
  version: Integer(),
  replayed: Optional(Literal(true)),
})

const TurnedDown = Object({
  id: Identifier,
  result: Union([Literal('refused'), Literal('conflict')]),
  problem: ProblemRecord,
  replayed: Optional(Literal(true)),
})

export const OfficeResult = Union([Applied, TurnedDown])

export type OfficeResult = Static<typeof OfficeResult>

export const OfficeReply = Object({ serverTime: InstantText, results: Array(OfficeResult) })

export type OfficeReply = Static<typeof OfficeReply>
