import { Array, Integer, Literal, Null, Object, Optional, String, Union } from 'typebox'
import {
  changeRound,
  closeRoundNow,
  extendRound,
  withdrawRound,
} from '#domain/rounds/change-round.ts'
import { foundPlan } from '#domain/rounds/found-plan.ts'
import { openRound } from '#domain/rounds/open-round.ts'
import { RoleText, UnitRecord } from '../records.ts'
import { DayText, Identifier } from '../words.ts'
import { define } from './define.ts'

const closed = { additionalProperties: false } as const

const Title = String({ maxLength: 300 })
const Roles = Array(RoleText, { maxItems: 20 })
const DayOrNone = Union([DayText, Null()])

const FoundPlan = Object(
  { unitId: Identifier, title: Title, from: DayText, until: DayOrNone },
  closed,
)

const StepRule = Object(
  { unit: Union([Literal('own'), Literal('managing'), Literal('department')]), roles: Roles },
  closed,
)

const RouteRule = Object(
  {
    roles: Optional(Roles),
    unitKinds: Optional(Array(UnitRecord.properties.kind, { maxItems: 10 })),
    steps: Array(StepRule, { maxItems: 10 }),
  },
  closed,
)

const terms = {
  taskId: Union([Identifier, Null()]),
  title: Title,
  instrumentId: Identifier,
  instrumentVersion: Integer({ minimum: 1, maximum: 100_000 }),
  opensOn: DayText,
  closesOn: DayOrNone,
  closingDays: Integer({ minimum: 0, maximum: 366 }),
  reviewUntil: DayOrNone,
  publishOn: DayOrNone,
  unitIds: Array(Identifier, { maxItems: 5_000 }),
  roles: Roles,
  levels: Array(UnitRecord.properties.levels.items, { maxItems: 10 }),
  routes: Array(RouteRule, { maxItems: 50 }),
  expected: Array(Object({ roles: Roles, text: String({ maxLength: 500 }) }, closed), {
    maxItems: 20,
  }),
  reminders: Array(Integer({ minimum: 0, maximum: 366 }), { maxItems: 10 }),
  copiedFrom: Union([Identifier, Null()]),
}

const Terms = Object(terms, closed)

/** What a round is opened with; the dry run takes the same. */
export const OpenRound = Object({ planId: Identifier, ...terms }, closed)

const Extend = Object({ closesOn: DayText, reviewUntil: DayOrNone, publishOn: DayOrNone }, closed)

const Nothing = Object({}, closed)

/** Writes about a department's plan and its rounds. */
export const roundCommands = {
  'plan.found': define({ on: 'plan', input: FoundPlan, rule: foundPlan }),
  'round.open': define({ on: 'round', input: OpenRound, rule: openRound }),
  'round.change': define({ on: 'round', input: Terms, rule: changeRound }),
  'round.extend': define({ on: 'round', input: Extend, rule: extendRound }),
  'round.close-now': define({ on: 'round', input: Nothing, rule: closeRoundNow }),
  'round.withdraw': define({ on: 'round', input: Nothing, rule: withdrawRound }),
}
