import {
  Array,
  Boolean,
  Integer,
  Literal,
  Null,
  Number,
  Object,
  Optional,
  String,
  Union,
  type Static,
} from 'typebox'
import type { Instrument } from '#domain/instrument/instrument.ts'
import type { Round } from '#domain/submission/round.ts'
import type { TrainingSession } from '#domain/training-sessions/training-session.ts'
import { ManagementRecord } from './management.ts'
import { MessageRecord } from './messages.ts'
import { PostRecord, UnitRecord } from './records.ts'
import { TrainingSessionRecord } from './training-sessions.ts'
import { DayText, Identifier } from './words.ts'

/** The signed-in account: who it is, what it may do, and where. */
export const SessionReply = Object({
  accountId: Identifier,
  personId: Identifier,
  username: String(),
  name: String(),
  /** How the app addresses the person, once the profile says. */
  salutation: Union([Literal('thầy'), Literal('cô'), Null()]),
  posts: Array(PostRecord),
  /** The units of the posts, and all above them. */
  units: Array(UnitRecord),
  /** Until a second factor is there, nothing else is answered. */
  factorRequired: Optional(Boolean()),
})

export type SessionReply = Static<typeof SessionReply>

export const SignIn = Object(
  {
    username: String({ minLength: 1, maxLength: 100 }),
    password: String({ minLength: 1, maxLength: 200 }),
  },
  { additionalProperties: false },
)

export type SignIn = Static<typeof SignIn>

export const PlanRecord = Object({
  id: Identifier,
  unitId: Identifier,
  title: String(),
  from: DayText,
  until: Union([DayText, Null()]),
})

const TaskRecord = Object({
  id: Identifier,
  planId: Identifier,
  title: String(),
  leadUnitId: Union([Identifier, Null()]),
  dueText: String(),
  product: String(),
})

export const PlanList = Object({ plans: Array(PlanRecord) })
export type PlanList = Static<typeof PlanList>

const RoleList = Array(String())

export const RoundRecord = Object({
  id: Identifier,
  planId: Identifier,
  taskId: Union([Identifier, Null()]),
  title: String(),
  instrumentId: Identifier,
  instrumentVersion: Integer(),
  opensOn: DayText,
  closesOn: Union([DayText, Null()]),
  closingDays: Integer(),
  unitIds: Array(Identifier),
  roles: RoleList,
  routes: Array(
    Object({
      roles: Optional(RoleList),
      unitKinds: Optional(Array(String())),
      steps: Array(
        Object({
          unit: Union([Literal('own'), Literal('managing'), Literal('department')]),
          roles: RoleList,
        }),
      ),
    }),
  ),
  // Not in what devices kept before rounds had them.
  levels: Optional(Array(String())),
  reviewUntil: Optional(Union([DayText, Null()])),
  publishOn: Optional(Union([DayText, Null()])),
  expected: Optional(Array(Object({ roles: RoleList, text: String() }))),
  reminders: Optional(Array(Integer())),
  version: Optional(Integer()),
  copiedFrom: Optional(Union([Identifier, Null()])),
})

const OptionRecord = Object({
  id: String(),
  labelVi: String(),
  labelEn: String(),
  noteVi: Optional(String()),
  status: Optional(String()),
})

const ItemRecord = Object({
  id: String(),
  labelVi: String(),
  labelEn: String(),
  type: String(),
  required: Boolean(),
  means: Optional(String()),
  options: Optional(Array(OptionRecord)),
  min: Optional(Number()),
  max: Optional(Number()),
  maxLength: Optional(Integer()),
  sumOf: Optional(Array(String())),
  noteVi: Optional(String()),
  status: String(),
  source: Optional(String()),
})

const ProgrammeRecord = Object({
  id: String(),
  code: String(),
  labelVi: String(),
  labelEn: String(),
  aboutVi: String(),
  aboutEn: String(),
  periods: Number(),
  status: String(),
})

const InstrumentRecord = Object({
  id: Identifier,
  version: Integer(),
  titleVi: String(),
  titleEn: String(),
  items: Array(ItemRecord),
  quota: Optional(
    Object({
      total: Number(),
      status: String(),
      noteVi: Optional(String()),
      programmes: Array(ProgrammeRecord),
    }),
  ),
  levels: Optional(Array(String())),
  legalBasis: Array(Object({ document: String(), for: String(), status: String() })),
})

/** Plan, tasks, open rounds and every version of their instruments: what a device needs to write without a line. */
export const PlanBundle = Object({
  plan: PlanRecord,
  tasks: Array(TaskRecord),
  rounds: Array(RoundRecord),
  instruments: Array(InstrumentRecord),
  /** The units above and at the reader's posts. */
  units: Array(UnitRecord),
  /** What the office says to the reader now; older servers don't say. */
  messages: Optional(Array(MessageRecord)),
  /** Who manages which of them; older servers don't say. */
  management: Optional(Array(ManagementRecord)),
  /** The training sessions of late that are open to the reader; their codes stay with who opened them. */
  trainingSessions: Optional(Array(TrainingSessionRecord)),
})

/** As the schema, with the domain's closed lists where JSON Schema says only text. */
export type PlanBundle = Omit<
  Static<typeof PlanBundle>,
  'rounds' | 'instruments' | 'trainingSessions'
> & {
  readonly rounds: readonly Round[]
  readonly trainingSessions?: readonly TrainingSession[]
  readonly instruments: readonly Instrument[]
}
