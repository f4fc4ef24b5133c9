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
import type { Problem } from '#domain/problems.ts'
import type { Submission } from '#domain/submission/submission.ts'
import type { Unit } from '#domain/people/unit.ts'
import { DayText, Identifier, InstantText } from './words.ts'

/** The records as they travel: the domain's own shapes, checked to be so below. */

export const RoleText = Union([
  Literal('staff'),
  Literal('group-head'),
  Literal('deputy'),
  Literal('principal'),
  Literal('officer'),
  Literal('reviewer'),
  Literal('leader'),
  Literal('administrator'),
  Literal('auditor'),
])

const UnitKindText = Union([
  Literal('ministry'),
  Literal('department'),
  Literal('commune'),
  Literal('school'),
  Literal('site'),
])

export const StandingText = Union([
  Literal('draft'),
  Literal('received'),
  Literal('returned'),
  Literal('accepted'),
  Literal('withdrawn'),
  Literal('published'),
])

const StepRecord = Object({
  unitId: Identifier,
  unitKind: UnitKindText,
  roles: Array(RoleText),
})

const AnswerValue = Union([String(), Number(), Array(String())])

const RevisionRecord = Object({
  no: Integer(),
  commandId: Identifier,
  instrumentId: Identifier,
  instrumentVersion: Integer(),
  answers: Record(String(), AnswerValue),
  receivedAt: InstantText,
  occurredAt: InstantText,
  late: Boolean(),
  trainingSessionId: Optional(Identifier),
  scannedAt: Optional(InstantText),
})

const DecisionRecord = Object({
  commandId: Identifier,
  revision: Integer(),
  step: Integer(),
  byId: Identifier,
  verdict: Union([Literal('accepted'), Literal('returned')]),
  comment: String(),
  itemComments: Array(Object({ item: String(), comment: String() })),
  at: InstantText,
})

export const SubmissionRecord = Object({
  id: Identifier,
  planId: Identifier,
  roundId: Identifier,
  authorId: Identifier,
  unitId: Identifier,
  standing: StandingText,
  step: Integer(),
  route: Array(StepRecord),
  revisions: Array(RevisionRecord),
  decisions: Array(DecisionRecord),
  lateRequests: Array(
    Object({
      commandId: Identifier,
      reason: String(),
      at: InstantText,
      occurredAt: InstantText,
      answer: Optional(
        Object({
          commandId: Identifier,
          byId: Identifier,
          granted: Boolean(),
          until: Union([DayText, Null()]),
          reason: String(),
          at: InstantText,
        }),
      ),
    }),
  ),
})

export const UnitRecord = Object({
  id: Identifier,
  parentId: Union([Identifier, Null()]),
  kind: UnitKindText,
  name: String(),
  levels: Array(
    Union([
      Literal('mam-non'),
      Literal('tieu-hoc'),
      Literal('thcs'),
      Literal('thpt'),
      Literal('gdtx'),
    ]),
  ),
})

export const PostRecord = Object({
  unitId: Identifier,
  role: RoleText,
  from: DayText,
  until: Union([DayText, Null()]),
  main: Boolean(),
  /** The unit of one's own that keeps the records of this one, which is gone. */
  inheritedFrom: Optional(Identifier),
})

/** A name beside the records that carry only the opaque id. */
export const PersonName = Object({
  id: Identifier,
  name: String(),
  unitId: Union([Identifier, Null()]),
})

export type PersonName = Static<typeof PersonName>

const FactorWay = Union([Literal('totp'), Literal('passkey'), Literal('recovery')])

export const ProblemRecord = Object({
  code: String(),
  item: Optional(String()),
  limit: Optional(Union([Number(), String()])),
  fields: Optional(
    Array(
      Object({
        code: String(),
        item: String(),
        limit: Optional(Union([Number(), String()])),
      }),
    ),
  ),
  byId: Optional(String()),
  at: Optional(String()),
  /** The second step of a sign-in whose password was right. */
  step: Optional(Object({ ticket: String(), ways: Array(FactorWay) })),
})

type Mutable<T> = T extends readonly (infer E)[]
  ? Mutable<E>[]
  : T extends object
    ? { -readonly [K in keyof T]: Mutable<T[K]> }
    : T

type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : never) : never

// The compiler's proof that what travels is what the domain means.
true satisfies Same<Static<typeof SubmissionRecord>, Mutable<Submission>>
true satisfies Same<Static<typeof UnitRecord>, Mutable<Unit>>
true satisfies [Mutable<Problem>] extends [Static<typeof ProblemRecord>] ? true : never
