import {
  Array,
  Boolean,
  Integer,
  Null,
  Number,
  Object,
  Optional,
  Record,
  String,
  Union,
  type Static,
} from 'typebox'
import { DayText, HashText, Identifier, InstantText } from './words.ts'

/** The filters of the audit; the address bar holds the same words. */
export const AuditQuery = Object({
  /** Search in who did it, to whom or what, and where, marks and case aside; or a whole id or address. */
  q: Optional(String({ maxLength: 200 })),
  /** A kind, 'unit.add', or all kinds of a noun, 'unit'. */
  kind: Optional(String({ maxLength: 64, pattern: '^[a-z-]+(\\.[a-z-]+)?$' })),
  /** Who did it. */
  person: Optional(Identifier),
  /** A unit: it and all below it. */
  unit: Optional(Identifier),
  from: Optional(DayText),
  until: Optional(DayText),
  page: Optional(Integer({ minimum: 1, maximum: 10_000 })),
})

export type AuditQuery = Static<typeof AuditQuery>

const Fact = Union([String(), Number(), Boolean(), Null(), Array(String())])

/** A line of the audit, with the names that its ids have today. */
export const AuditLine = Object({
  number: Integer(),
  at: InstantText,
  kind: String(),
  recordType: String(),
  recordId: String(),
  personId: Union([Identifier, Null()]),
  unitId: Union([Identifier, Null()]),
  /** Who did it; nobody where nobody was signed in. */
  by: Union([String(), Null()]),
  /** What the record is called; of a submission, its author. */
  of: Union([String(), Null()]),
  unit: Union([String(), Null()]),
  facts: Record(String(), Fact),
  address: String(),
  device: String(),
  hash: HashText,
})

export type AuditLine = Static<typeof AuditLine>

export const AuditPage = Object({
  /** The newest first. */
  lines: Array(AuditLine),
  page: Integer(),
  hasMore: Boolean(),
  serverTime: InstantText,
})

export type AuditPage = Static<typeof AuditPage>
