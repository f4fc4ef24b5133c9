import { describe, expect, it } from 'vitest'
import { holdersOf, mayDecide, mayRead } from '../../src/domain/people/access.ts'
import { send, withdraw } from '../../src/domain/submission/send.ts'
import type { Submission } from '../../src/domain/submission/submission.ts'
import { act, answers, binh, hoa, lan, mai, someone, tam } from './world.ts'

function sentBy(by: Parameters<typeof act>[0]): Submission {
  const outcome = send(undefined, { roundId: 'ledger', answers }, act(by))
  if (!outcome.ok) throw new Error(outcome.problem.code)
  return outcome.value
}

const day = '2026-11-21'
const teachers = sentBy(hoa)
const heads = sentBy(binh)

// PRODUCT.md, "Who may see what".
describe.each([
  ['the author', hoa, true, false],
  ['a colleague', someone('x', 'thcs', 'staff'), false, false],
  ['the deputy', lan, true, false],
  ['a named group head', someone('x', 'thcs', 'group-head'), true, false],
  ['the head', binh, true, true],
  ['the head of another school', someone('x', 'th', 'principal'), false, false],
  ['the commune', tam, false, true],
  ['another commune', someone('x', 'xa2', 'officer'), false, false],
  ['the Sở’s reviewer', mai, true, false],
  ['the leader', someone('x', 'so', 'leader'), false, false],
  ['the administrator', someone('x', 'so', 'administrator'), false, false],
  ['the auditor', someone('x', 'so', 'auditor'), false, false],
  [
    'a head whose post has ended',
    someone('x', 'thcs', 'principal', { until: '2026-11-20' }),
    false,
    false,
  ],
])('%s', (_, who, readsTeachers, readsHeads) => {
  it(`reads a teacher’s record: ${String(readsTeachers)}, the head’s own: ${String(readsHeads)}`, () => {
    expect(mayRead(who, teachers, day)).toBe(readsTeachers)
    expect(mayRead(who, heads, day)).toBe(readsHeads)
  })
})

it('shows withdrawn work to its author alone', () => {
  const outcome = withdraw(teachers, {}, act(hoa, { base: 1 }))
  const back = outcome.ok ? outcome.value : teachers
  expect([hoa, lan, binh, mai].map((who) => mayRead(who, back, day))).toEqual([
    true,
    false,
    false,
    false,
  ])
})

it('is carried by its author’s and its school’s devices, not by those above', () => {
  expect(holdersOf(teachers)).toEqual([
    'person:hoa',
    'thcs/principal',
    'thcs/deputy',
    'thcs/group-head',
  ])
  expect(holdersOf(heads)).toEqual(['person:binh'])
})

it('waits for the step that has it, and never for its author', () => {
  expect([hoa, lan, binh, mai, tam].map((who) => mayDecide(who, teachers, day))).toEqual([
    false,
    true,
    true,
    false,
    false,
  ])
  expect(mayDecide(tam, heads, day)).toBe(true)
})
