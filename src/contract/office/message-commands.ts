import { Array, Object, String } from 'typebox'
import { sendMessage, takeBackMessage } from '#domain/messages/message.ts'
import { RoleText } from '../records.ts'
import { DayText, Identifier } from '../words.ts'
import { define } from './define.ts'

const strict = { additionalProperties: false }
const on = 'message'

const Words = Object(
  {
    title: String({ maxLength: 120 }),
    text: String({ maxLength: 2_000 }),
    unitIds: Array(Identifier, { minItems: 1, maxItems: 200 }),
    roles: Array(RoleText, { maxItems: 9 }),
    until: DayText,
  },
  strict,
)

/** What the office says to many at once. */
export const messageCommands = {
  'message.send': define({ on, input: Words, rule: sendMessage }),
  'message.take-back': define({ on, input: Object({}, strict), rule: takeBackMessage }),
}
