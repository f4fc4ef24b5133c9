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
  Unsafe,
  type Static,
} from 'typebox'
import type { TSchema } from 'typebox'
import type { Answers } from '#domain/instrument/instrument.ts'
import { answerLate } from '#domain/submission/answer-late.ts'
import { decide } from '#domain/submission/decide.ts'
import { askLate, send, withdraw } from '#domain/submission/send.ts'
import type { Act, Submission } from '#domain/submission/submission.ts'
import type { Outcome } from '#domain/outcome.ts'
import { DayText, Identifier, InstantText } from './words.ts'

const AnswerSchema = Union([
  String({ maxLength: 20_000 }),
  Number(),
  Array(String({ maxLength: 100 }), { maxItems: 100 }),
])

const SendInput = Object(
  {
    roundId: Identifier,
    answers: Unsafe<Answers>(
      Record(String({ minLength: 1, maxLength: 100 }), AnswerSchema, { maxProperties: 200 }),
    ),
    /** The training session that it was written from. */
    trainingSessionId: Optional(Identifier),
    /** The code that was read at its door. */
    scan: Optional(Object({ code: Identifier, at: InstantText }, { additionalProperties: false })),
  },
  { additionalProperties: false },
)

const WithdrawInput = Object({}, { additionalProperties: false })

const DecideInput = Object(
  {
    revision: Integer({ minimum: 1, maximum: 100_000 }),
    step: Integer({ minimum: 0, maximum: 100 }),
    verdict: Union([Literal('accepted'), Literal('returned')]),
    comment: String({ maxLength: 4_000 }),
    itemComments: Array(
      Object(
        { item: String({ minLength: 1, maxLength: 100 }), comment: String({ maxLength: 2_000 }) },
        { additionalProperties: false },
      ),
      { maxItems: 200 },
    ),
  },
  { additionalProperties: false },
)

const AskLateInput = Object(
  { roundId: Identifier, reason: String({ maxLength: 2_000 }) },
  { additionalProperties: false },
)

const AnswerLateInput = Object(
  {
    request: Identifier,
    granted: Boolean(),
    until: Union([DayText, Null()]),
    reason: String({ maxLength: 2_000 }),
  },
  { additionalProperties: false },
)

interface Definition<S extends TSchema> {
  /** The kind of record that it changes. */
  readonly on: 'submission'
  readonly input: S
  readonly rule: (
    current: Submission | undefined,
    input: Static<S>,
    act: Act,
  ) => Outcome<Submission>
}

function define<S extends TSchema>(definition: Definition<S>): Definition<S> {
  return definition
}

/**
 * Every write there is. A device runs an entry's rule to predict, the server runs it to decide.
 * A kind never changes its meaning: add a kind instead.
 */
export const commands = {
  'submission.send': define({ on: 'submission', input: SendInput, rule: send }),
  'submission.withdraw': define({ on: 'submission', input: WithdrawInput, rule: withdraw }),
  'submission.decide': define({ on: 'submission', input: DecideInput, rule: decide }),
  'submission.ask-late': define({ on: 'submission', input: AskLateInput, rule: askLate }),
  'submission.answer-late': define({ on: 'submission', input: AnswerLateInput, rule: answerLate }),
}

export type CommandKind = keyof typeof commands

export type InputOf<K extends CommandKind> = Static<(typeof commands)[K]['input']>

export function isKind(kind: string): kind is CommandKind {
  return globalThis.Object.keys(commands).includes(kind)
}

/** Runs a command's rule over what is there. The input must have passed the kind's schema. */
export function run(
  kind: CommandKind,
  current: Submission | undefined,
  { input, act }: { input: unknown; act: Act },
): Outcome<Submission> {
  const { rule } = commands[kind] as unknown as Definition<TSchema>
  return rule(current, input, act)
}
