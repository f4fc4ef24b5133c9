import { describe, expect, it } from 'vitest'
import {
  isForPost,
  mayWrite,
  sendMessage,
  takeBackMessage,
  type Message,
} from '../../src/domain/messages/message.ts'
import type { OfficeAct } from '../../src/domain/office/office-act.ts'
import type { Post, Role } from '../../src/domain/people/person.ts'
import type { Unit, UnitKind } from '../../src/domain/people/unit.ts'

const unit = (id: string, parentId: string | null, kind: UnitKind): [string, Unit] => [
  id,
  { id, parentId, kind, name: id, levels: [] },
]
const units = new Map([
  unit('so', null, 'department'),
  unit('xa', 'so', 'commune'),
  unit('truong', 'xa', 'school'),
  unit('khac', 'so', 'school'),
])

const post = (role: Role, unitId: string): Post => ({
  role,
  unitId,
  from: '2020-01-01',
  until: null,
  main: true,
})

const act = (role: Role, unitId: string, base = 0): OfficeAct => ({
  by: { personId: 'ai', posts: [post(role, unitId)] },
  at: '2026-11-16T02:00:00.000Z',
  day: '2026-11-16',
  commandId: 'c',
  recordId: 'm',
  base,
  units,
})

const words = {
  title: ' Họp ',
  text: 'Mời thầy cô họp.',
  unitIds: ['truong', 'truong'],
  roles: [],
  until: '2026-11-16',
}

const codeOf = (outcome: ReturnType<typeof sendMessage>) =>
  outcome.ok ? 'sent' : outcome.problem.code

describe('who may write to whom', () => {
  it.each<[Role, string, string, string]>([
    ['administrator', 'so', 'truong', 'sent'],
    ['reviewer', 'so', 'so', 'sent'],
    ['officer', 'xa', 'truong', 'sent'],
    ['officer', 'xa', 'khac', 'message.not-yours'],
    ['officer', 'xa', 'so', 'message.not-yours'],
    ['principal', 'truong', 'truong', 'sent'],
    ['deputy', 'truong', 'truong', 'sent'],
    ['principal', 'khac', 'truong', 'message.not-yours'],
    ['group-head', 'truong', 'truong', 'message.not-yours'],
    ['staff', 'truong', 'truong', 'message.not-yours'],
    ['leader', 'so', 'truong', 'message.not-yours'],
    ['auditor', 'so', 'truong', 'message.not-yours'],
    ['administrator', 'so', 'khong-co', 'message.not-yours'],
  ])('%s of %s to %s: %s', (role, at, to, answer) => {
    expect(codeOf(sendMessage(undefined, { ...words, unitIds: [to] }, act(role, at)))).toBe(answer)
  })

  it('lets nobody write whose post is over', () => {
    const gone = { ...post('principal', 'truong'), until: '2026-11-15' }
    expect(mayWrite({ personId: 'ai', posts: [gone] }, '2026-11-15')).toBe(true)
    expect(mayWrite({ personId: 'ai', posts: [gone] }, '2026-11-16')).toBe(false)
  })
})

describe('what may be sent', () => {
  const send = (more: Partial<typeof words>, there?: Message) =>
    sendMessage(there, { ...words, ...more }, act('principal', 'truong'))

  it('keeps it tidy, each unit once', () => {
    expect(send({})).toMatchObject({
      ok: true,
      value: { title: 'Họp', unitIds: ['truong'], byId: 'ai', version: 1 },
    })
  })

  it('refuses empty words, a day that is over, and an id that is taken', () => {
    expect(codeOf(send({ title: ' ' }))).toBe('message.empty')
    expect(codeOf(send({ text: '\n' }))).toBe('message.empty')
    expect(codeOf(send({ until: '2026-11-15' }))).toBe('message.until-past')
    const sent = send({})
    expect(codeOf(send({}, sent.ok ? sent.value : undefined))).toBe('record.changed')
  })
})

describe('taking back', () => {
  const sent = sendMessage(undefined, words, act('principal', 'truong'))
  const there = sent.ok ? { ...sent.value, byId: 'hieu-truong' } : undefined
  const code = (act: OfficeAct, message = there) => codeOf(takeBackMessage(message, {}, act))

  it('is for who wrote it and who administers the units', () => {
    expect(code(act('administrator', 'so', 1))).toBe('sent')
    expect(code(act('principal', 'truong', 1))).toBe('message.not-found')
    expect(codeOf(takeBackMessage(undefined, {}, act('administrator', 'so', 1)))).toBe(
      'message.not-found',
    )
    const own = there && { ...there, byId: 'ai' }
    expect(code(act('staff', 'khac', 1), own)).toBe('sent')
  })

  it('happens once, over the version that was seen', () => {
    expect(code(act('administrator', 'so', 2))).toBe('record.changed')
    const gone = there && { ...there, takenBackAt: '2026-11-16T02:00:00.000Z' }
    expect(code(act('administrator', 'so', 1), gone)).toBe('record.changed')
  })
})

it('is for the roles that it names, in its units and below', () => {
  const message = { unitIds: ['xa'], roles: ['staff'] } as unknown as Message
  expect(isForPost(message, post('staff', 'truong'), units)).toBe(true)
  expect(isForPost(message, post('deputy', 'truong'), units)).toBe(false)
  expect(isForPost(message, post('staff', 'khac'), units)).toBe(false)
  expect(isForPost({ ...message, roles: [] }, post('deputy', 'truong'), units)).toBe(true)
})
