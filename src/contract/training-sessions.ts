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
import type { TrainingSession } from '#domain/training-sessions/training-session.ts'
import { PersonName, StandingText, UnitRecord } from './records.ts'
import { DayText, Identifier, InstantText } from './words.ts'

/** A training session as it travels. */
export const TrainingSessionRecord = Object({
  id: Identifier,
  planId: Identifier,
  roundId: Identifier,
  unitId: Identifier,
  answers: Record(String(), Union([String(), Number(), Array(String())])),
  place: String(),
  unitIds: Array(Identifier),
  opensOn: DayText,
  closesOn: DayText,
  cancelled: Boolean(),
  version: Integer(),
  /** Only to who may hold the session. */
  code: Optional(Identifier),
})

/** How many people of those that the asker may see. */
const Figures = Object({
  present: Integer(),
  records: Integer(),
  accepted: Integer(),
})

const ListedSession = Object({
  session: TrainingSessionRecord,
  /** Whether the asker may change it. */
  mayHold: Boolean(),
  figures: Figures,
})

export const TrainingSessionList = Object({
  sessions: Array(ListedSession),
  units: Array(UnitRecord),
  serverTime: InstantText,
})

export type TrainingSessionList = Omit<Static<typeof TrainingSessionList>, 'sessions'> & {
  readonly sessions: readonly {
    readonly session: TrainingSession
    readonly mayHold: boolean
    readonly figures: Static<typeof Figures>
  }[]
}

export const TrainingSessionReply = Object({
  session: TrainingSessionRecord,
  mayHold: Boolean(),
  units: Array(UnitRecord),
})

export type TrainingSessionReply = Omit<Static<typeof TrainingSessionReply>, 'session'> & {
  readonly session: TrainingSession
}

const AttendanceRecord = Object({
  id: Identifier,
  standing: StandingText,
  revision: Integer(),
  /** Whether the code at the door was read. */
  scanned: Boolean(),
  /** Whether it waits for the asker's decision. */
  mine: Boolean(),
  /** What the writer says of title and periods. */
  title: String(),
  periods: Union([Number(), Null()]),
})

const Attendant = Object({
  personId: Identifier,
  unitId: Union([Identifier, Null()]),
  /** Marked on the list. */
  present: Boolean(),
  record: Union([AttendanceRecord, Null()]),
})

export type Attendant = Static<typeof Attendant>

/** Narrows the people who could still be marked. */
export const AttendanceQuery = Object(
  { q: Optional(String({ maxLength: 100 })) },
  { additionalProperties: false },
)

export const Attendance = Object({
  /** Whoever was marked or wrote a record. */
  attendants: Array(Attendant),
  /** People for whom it is and who are in neither list: the first of them, by name. */
  others: Array(Object({ personId: Identifier, unitId: Identifier })),
  moreOthers: Boolean(),
  people: Array(PersonName),
  units: Array(UnitRecord),
  serverTime: InstantText,
})

export type Attendance = Static<typeof Attendance>
