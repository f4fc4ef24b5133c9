import { Literal, Null, Object, Optional, String, Union } from 'typebox'
import { disable, enable } from '#domain/people/rules/account-standing.ts'
import { delegate, endDelegation } from '#domain/people/rules/delegation.ts'
import { addPerson, changePerson } from '#domain/people/rules/facts.ts'
import {
  addPost,
  endGroupHead,
  endPost,
  nameGroupHead,
} from '#domain/people/rules/further-posts.ts'
import { leave, movePerson, rejoin, undoMove } from '#domain/people/rules/main-unit.ts'
import { RoleText } from '../records.ts'
import { DayText, Identifier } from '../words.ts'
import { define } from './define.ts'

const strict = { additionalProperties: false }
const on = 'person'
const Text = String({ maxLength: 400 })

// The rules say which field is wrong; the schema only keeps what is no text at all away.
const fields = {
  name: Text,
  staffKind: Union([String({ maxLength: 40 }), Null()]),
  code: Union([Text, Null()]),
  bornOn: Union([Text, Null()]),
  phone: Union([Text, Null()]),
  salutation: Union([Literal('thầy'), Literal('cô'), Null()]),
}

const post = { unitId: Identifier, role: RoleText, from: DayText }
const Nothing = Object({}, strict)
const MainPost = Object(post, strict)
const End = Object({ postId: Identifier, until: DayText }, strict)
const until = Optional(Union([DayText, Null()]))

/** Writes on people: who they are, where they work, what they may do, whether their account is open. */
export const personCommands = {
  'person.add': define({
    on,
    input: Object({ ...fields, post: MainPost }, strict),
    rule: addPerson,
  }),
  'person.change': define({ on, input: Object(fields, strict), rule: changePerson }),
  'person.move': define({ on, input: MainPost, rule: movePerson }),
  'person.undo-move': define({ on, input: Nothing, rule: undoMove }),
  'person.leave': define({ on, input: Object({ lastDay: DayText }, strict), rule: leave }),
  'person.rejoin': define({ on, input: MainPost, rule: rejoin }),
  'person.add-post': define({ on, input: Object({ ...post, until }, strict), rule: addPost }),
  'person.end-post': define({ on, input: End, rule: endPost }),
  'person.name-group-head': define({
    on,
    input: Object({ unitId: Identifier, from: DayText, until }, strict),
    rule: nameGroupHead,
  }),
  'person.end-group-head': define({ on, input: End, rule: endGroupHead }),
  'person.delegate': define({
    on,
    input: Object({ ...post, until: DayText }, strict),
    rule: delegate,
  }),
  'person.end-delegation': define({
    on,
    input: Object({ postId: Identifier }, strict),
    rule: endDelegation,
  }),
  'person.disable': define({ on, input: Nothing, rule: disable }),
  'person.enable': define({ on, input: Nothing, rule: enable }),
}
