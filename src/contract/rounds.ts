import { Array, Boolean, Integer, Literal, Null, Object, Optional, String, Union } from 'typebox'
import type { Static } from 'typebox'
import { OpenRound } from './office/round-commands.ts'
import { PlanRecord, RoundRecord } from './plans.ts'
import { UnitRecord } from './records.ts'
import { Identifier } from './words.ts'

/** How far a round has come: who was asked, by the posts of today, and who has sent. */
const Counts = Object({
  asked: Integer(),
  sent: Integer(),
  /** Wishes to send late that nobody has answered. */
  late: Integer(),
})

export const RoundLine = Object({ round: RoundRecord, counts: Counts })

export type RoundLine = Static<typeof RoundLine>

/** The rounds of the departments that the reader administers, with what a new one is made of. */
export const RoundList = Object({
  departments: Array(UnitRecord),
  plans: Array(PlanRecord),
  tasks: Array(Object({ id: Identifier, planId: Identifier, title: String() })),
  rounds: Array(RoundLine),
})

export type RoundList = Static<typeof RoundList>

/** One round, with the units that it names. */
export const RoundPage = Object({ ...RoundLine.properties, units: Array(UnitRecord) })

export type RoundPage = Static<typeof RoundPage>

/** The published instruments, each with its versions. */
export const InstrumentList = Object({
  instruments: Array(
    Object({
      id: Identifier,
      titleVi: String(),
      titleEn: String(),
      versions: Array(Integer()),
      levels: Array(String()),
    }),
  ),
})

export type InstrumentList = Static<typeof InstrumentList>

/** What a dry run is asked: the terms of a round that isn't there yet. */
export const DryRun = OpenRound

/** Each figure of a dry run, with a list behind it. */
export const FigureName = Union([
  Literal('units'),
  Literal('people'),
  Literal('units-unconfirmed'),
  Literal('people-unconfirmed'),
  Literal('units-without-instrument'),
  Literal('people-without-instrument'),
  Literal('people-without-account'),
])

export type FigureName = Static<typeof FigureName>

export const DryRunQuery = Object({
  /** The figure whose list is asked for. */
  list: Optional(FigureName),
  from: Optional(Integer({ minimum: 0, maximum: 1_000_000 })),
})

/** A page of those whom a figure counts. */
export const BehindFigure = Object({
  rows: Array(
    Object({
      id: Identifier,
      name: String(),
      /** The unit of a person; of a unit, the one above. */
      place: String(),
      /** Of a unit: how many of its people are meant. */
      people: Union([Integer(), Null()]),
    }),
  ),
  more: Boolean(),
})

export type BehindFigure = Static<typeof BehindFigure>

export const UnsentQuery = Object({
  from: Optional(Integer({ minimum: 0, maximum: 1_000_000 })),
})

const Tally = Array(Object({ name: String(), count: Integer() }))

export const DryRunReply = Object({
  figures: Array(Object({ name: FigureName, count: Integer() })),
  unitsByKind: Tally,
  unitsByLevel: Tally,
  peopleByKind: Tally,
  peopleByLevel: Tally,
  list: Optional(BehindFigure),
})

export type DryRunReply = Static<typeof DryRunReply>

/** What a department's first morning has brought so far. */
export const DeskReply = Object({
  department: UnitRecord,
  planId: Union([Identifier, Null()]),
  units: Integer(),
  people: Integer(),
  rounds: Integer(),
  /** Accounts, those that were given a way in, and those that are open. */
  accounts: Object({ all: Integer(), invited: Integer(), opened: Integer() }),
})

export type DeskReply = Static<typeof DeskReply>
