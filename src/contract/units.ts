import { Array, Boolean, Integer, Literal, Null, Object, Optional, String, Union } from 'typebox'
import type { Static } from 'typebox'
import { ManagementRecord } from './management.ts'
import { UnitRecord } from './records.ts'
import { DayText, Identifier } from './words.ts'

const { kind, levels } = UnitRecord.properties
const OptionalDay = Union([DayText, Null()])

/** What is asked of the list of units; `q` finds names without marks, and codes. */
export const UnitQuery = Object(
  {
    q: Optional(String({ maxLength: 200 })),
    /** Only what stands directly below this one. */
    below: Optional(Identifier),
    /** This one and all that stands below it, at any depth. */
    under: Optional(Identifier),
    kind: Optional(kind),
    /** Closed ones too. */
    closed: Optional(Literal('1')),
    page: Optional(Integer({ minimum: 1, maximum: 1000 })),
  },
  { additionalProperties: false },
)

export type UnitQuery = Static<typeof UnitQuery>

/** A merger that is being thought of: ids with commas between them, and its day. */
export const MergerQuery = Object(
  { from: String({ maxLength: 6_500 }), day: DayText },
  { additionalProperties: false },
)

/** Names of who will be head, and of the heads who become deputies. */
export const MergerReply = Object({ heads: Array(String()), deputies: Array(String()) })

export type MergerReply = Static<typeof MergerReply>

/** A unit as the office lists it. */
export const UnitLine = Object({
  id: Identifier,
  parentId: Union([Identifier, Null()]),
  kind,
  name: String(),
  levels,
  code: Union([String(), Null()]),
  openedOn: OptionalDay,
  /** The first day without it. */
  closedOn: OptionalDay,
  version: Integer(),
  /** The name of the unit above. */
  above: Union([String(), Null()]),
  /** Open units directly below. */
  units: Integer(),
  /** People whose main post is here today. */
  people: Integer(),
  /** The same, here and in all below. */
  allPeople: Integer(),
})

export type UnitLine = Static<typeof UnitLine>

export const UnitPage = Object({
  units: Array(UnitLine),
  total: Integer(),
  page: Integer(),
  pageSize: Integer(),
  /** Of the whole list, by kind. */
  kinds: Array(Object({ kind, count: Integer() })),
  /** Where the reader's tree begins. */
  tops: Array(Identifier),
})

export type UnitPage = Static<typeof UnitPage>

const UnitName = Object({ id: Identifier, name: String(), kind })

/** What the unit was between two days, the last one included. */
const UnitPast = Object({
  from: OptionalDay,
  until: OptionalDay,
  name: String(),
  parent: Union([UnitName, Null()]),
  levels,
  code: Union([String(), Null()]),
})

const SuccessionRecord = Object({
  from: UnitName,
  to: UnitName,
  how: Union([Literal('merge'), Literal('split')]),
  onDay: DayText,
  keepsRecords: Boolean(),
})

/** One unit with all that the office knows of it. */
export const UnitReply = Object({
  unit: UnitLine,
  /** From the one above to the top, as far as the reader may see. */
  lineage: Array(UnitName),
  below: Array(UnitLine),
  history: Array(UnitPast),
  successions: Array(SuccessionRecord),
  /** What "last year" means for it (domain/units/last-year.ts). */
  lastYear: Object({
    how: Union([Literal('itself'), Literal('merged'), Literal('split'), Literal('new')]),
    units: Array(UnitName),
  }),
  /** Who manages it, and the rule that says so; none where the default does. */
  manager: Union([UnitName, Null()]),
  rule: Union([ManagementRecord, Null()]),
  people: Object({
    /** People with an open post here. */
    posts: Integer(),
    heads: Integer(),
    accounts: Integer(),
    activated: Integer(),
  }),
  /** Whether the reader may change it, and what stands below it. */
  mayChange: Boolean(),
})

export type UnitReply = Static<typeof UnitReply>
