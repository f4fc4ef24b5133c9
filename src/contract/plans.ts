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
import { PostRecord, UnitRecord } from './records.ts'
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

const PlanRecord = Object({
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

const RoundRecord = Object({
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
})

/** As the schema, with the domain's closed lists where JSON Schema says only text. */
export type PlanBundle = Omit<Static<typeof PlanBundle>, 'rounds' | 'instruments'> & {
  readonly rounds: readonly Round[]
  readonly instruments: readonly Instrument[]
}
