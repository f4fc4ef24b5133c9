import { Array, Number, Object, Record, String, Union, Unsafe } from 'typebox'
import type { Answers } from '#domain/instrument/instrument.ts'
import {
  cancelSession,
  changeSession,
  markPresent,
  openSession,
} from '#domain/training-sessions/hold.ts'
import { DayText, Identifier } from '../words.ts'
import { define } from './define.ts'

const on = 'training-session'

const AnswerSchema = Union([
  String({ maxLength: 2_000 }),
  Number(),
  Array(String({ maxLength: 100 }), { maxItems: 100 }),
])

const fields = {
  answers: Unsafe<Answers>(
    Record(String({ minLength: 1, maxLength: 100 }), AnswerSchema, { maxProperties: 50 }),
  ),
  place: String({ maxLength: 300 }),
  unitIds: Array(Identifier, { maxItems: 500 }),
  opensOn: DayText,
  closesOn: DayText,
}

const closed = { additionalProperties: false }
const People = Array(Identifier, { maxItems: 1_000 })

/** Training sessions that a unit opens for its people. */
export const trainingSessionCommands = {
  'training-session.open': define({
    on,
    input: Object({ roundId: Identifier, unitId: Identifier, ...fields }, closed),
    rule: openSession,
  }),
  'training-session.change': define({ on, input: Object(fields, closed), rule: changeSession }),
  'training-session.cancel': define({ on, input: Object({}, closed), rule: cancelSession }),
  'training-session.mark-present': define({
    on,
    input: Object({ add: People, remove: People }, closed),
    rule: markPresent,
  }),
}
