import {
  Array,
  Boolean,
  Integer,
  Literal,
  Null,
  Number,
  Object,
  Optional,
  Record,
  String,
  Union,
  type Static,
} from 'typebox'
import { PersonName, StandingText, UnitRecord } from './records.ts'
import { DayText, Identifier, InstantText } from './words.ts'

/** The filters of a reviewer's queue; the address bar holds the same words. */
export const QueueQuery = Object({
  /** 'mine': waits for my decision now. 'all': all that I may read. */
  of: Optional(Union([Literal('mine'), Literal('all')])),
  standing: Optional(StandingText),
  round: Optional(Identifier),
  /** A unit: it and all below it. */
  unit: Optional(Identifier),
  programme: Optional(String({ maxLength: 100 })),
  /** Sent again after a return. */
  again: Optional(Literal('1')),
  /** Search in title, author's name and unit's name, marks and case aside; or a whole receipt number. */
  q: Optional(String({ maxLength: 200 })),
  sort: Optional(Union([Literal('oldest'), Literal('newest'), Literal('name'), Literal('unit')])),
  cursor: Optional(String({ maxLength: 500 })),
  limit: Optional(Integer({ minimum: 1, maximum: 100 })),
})

export type QueueQuery = Static<typeof QueueQuery>

/** A submission as a list shows it, without its answers. */
export const QueueRow = Object({
  id: Identifier,
  event: Integer(),
  roundId: Identifier,
  authorId: Identifier,
  unitId: Identifier,
  standing: StandingText,
  /** The unit that has it, while it waits. */
  waitsAt: Union([Identifier, Null()]),
  /** Whether it waits for the reader's own decision. */
  mine: Boolean(),
  revision: Integer(),
  title: String(),
  periods: Union([Number(), Null()]),
  programme: Union([String(), Null()]),
  lastDay: Union([DayText, Null()]),
  sentAt: InstantText,
  waitingDays: Integer(),
  /** Its author asks to send late, and nobody has answered. */
  asksLate: Optional(Boolean()),
})

export type QueueRow = Static<typeof QueueRow>

export const QueuePage = Object({
  rows: Array(QueueRow),
  people: Array(PersonName),
  /** Those of the rows; and on a first page all from which there is something to read, with those above. */
  units: Array(UnitRecord),
  total: Integer(),
  /** Counts beside the filters, under the filters other than their own. */
  counts: Object({
    mine: Integer(),
    all: Integer(),
    again: Integer(),
    standing: Record(String(), Integer()),
  }),
  next: Union([String(), Null()]),
  serverTime: InstantText,
})

export type QueuePage = Static<typeof QueuePage>
