import { afterAll, describe, expect, it } from 'vitest'
import type { AuditPage } from '#contract/audit.ts'
import { appendAudit } from '../../../src/server/records/audit.ts'
import { aTraining } from '../../builders/training.ts'
import { aCommand } from '../../builders/commands.ts'
import { testNow } from '../../support/house.ts'
import { anOfficeWorld } from '../../support/office-world.ts'
import type { Who } from '../../support/guarded-world.ts'

const world = await anOfficeWorld()
const { app, ask, db, people, plan, round, units } = world
afterAll(world.close)

const nobody = { accountId: null, personId: null, address: '192.0.2.1', device: '' }

async function listed(query = '', who: Who = 'administrator') {
  const reply = await ask(who, { url: `/api/audit?${query}` })
  return reply.json<AuditPage>()
}

/** What was done, newest first: kind, by whom, to whom or what. */
async function lines(query = '', who: Who = 'administrator') {
  const page = await listed(query, who)
  return page.lines.map(({ kind, by, of }) => [kind, by, of])
}

const nameOf = (who: Who) => people[who].name

describe('what is written down', () => {
  it('who comes in and who leaves, from where', async () => {
    const reply = await app.inject({
      method: 'POST',
      url: '/api/session',
      payload: { username: 'high-teacher', password: 'so-tay-so' },
      headers: { 'user-agent': 'Mozilla/5.0 (Linux; Android 13) Chrome/120.0' },
      remoteAddress: '198.51.100.7',
    })
    const cookie = reply.cookies.map(({ name, value }) => `${name}=${value}`).join('; ')
    await app.inject({ method: 'DELETE', url: '/api/session', headers: { cookie } })
    const { lines: found } = await listed(`person=${people.highTeacher.id}`)
    expect(found.map(({ kind, address, device }) => [kind, address, device])).toEqual([
      ['session.end', '127.0.0.1', ''],
      ['session.begin', '198.51.100.7', 'Android, Chrome'],
    ])
  })

  it('who was turned away, without what they typed', async () => {
    const secret = 'mật khẩu gõ nhầm ô'
    for (const username of ['stranger', secret])
      await app.inject({
        method: 'POST',
        url: '/api/session',
        payload: { username, password: 'sai' },
      })
    expect(await lines('kind=session.refuse')).toEqual([
      ['session.refuse', null, nameOf('stranger')],
    ])
    const rows = await db.selectFrom('audit').selectAll().execute()
    expect(rows.filter(({ recordId }) => recordId === 'unknown')).toHaveLength(1)
    expect(JSON.stringify(rows)).not.toContain(secret)
    expect(JSON.stringify(rows)).not.toContain('Người dùng')
  })

  it("who reads another's record by name, and nobody who reads their own", async () => {
    const input = { roundId: round.id, answers: aTraining() }
    const commands = [
      aCommand({
        plan: plan.id,
        account: people.teacher.accountId,
        instrumentVersion: 1,
        record: 'read-me',
        input,
      }),
    ]
    await ask('teacher', {
      method: 'POST',
      url: `/api/plans/${plan.id}/commands`,
      payload: { commands },
    })
    const url = `/api/plans/${plan.id}/submissions/read-me`
    for (const who of ['teacher', 'principal', 'stranger'] as const) await ask(who, { url })
    expect(await lines('kind=submission')).toEqual([
      ['submission.read', nameOf('principal'), nameOf('teacher')],
      ['submission.send', nameOf('teacher'), nameOf('teacher')],
    ])
  })
})

describe('who sees what', () => {
  it('shows an administrator the lines of their subtree and no others', async () => {
    const deeds = [units.otherSo, units.school].map(({ id }) => ({
      kind: 'unit.change',
      recordType: 'unit',
      recordId: id,
      unitId: id,
    }))
    await appendAudit(db, deeds, { by: nobody, at: testNow })
    expect(await lines('kind=unit')).toEqual([['unit.change', null, units.school.name]])
    expect(await lines('kind=unit', 'auditor')).toEqual(await lines('kind=unit'))
    expect(await lines(`unit=${units.otherSo.id}`)).toEqual([])
  })

  it('keeps what belongs to no unit from a department that is not the only one', async () => {
    const deed = { kind: 'round.strange', recordType: 'round', recordId: 'nowhere' }
    await appendAudit(db, [deed], { by: nobody, at: testNow })
    expect(await lines('kind=round.strange')).toEqual([])
  })
})

describe('search', () => {
  it('finds by name without marks, by unit, by address, by day', async () => {
    expect(await lines('kind=session.refuse&q=nguoi%20dung%20stranger')).toHaveLength(1)
    expect(await lines('kind=session.refuse&q=hoa%20ban')).toHaveLength(1)
    expect(await lines('q=198.51.100.7')).toHaveLength(1)
    expect(await lines('q=100%25_')).toEqual([])
    const [day] = testNow.split('T')
    const all = await lines()
    expect(await lines(`from=${day}&until=${day}`)).toEqual(all)
    expect(await lines('until=2026-11-15')).toEqual([])
    expect(await lines('from=2026-11-17')).toEqual([])
  })

  it('names and finds whoever a code was made for, one person alone', async () => {
    const deed = { kind: 'account.reset', recordType: 'account-codes', unitId: units.school.id }
    const one = { ...deed, recordId: 'codes-1', facts: { people: [people.teacher.id] } }
    const both = [people.teacher.id, people.highTeacher.id]
    const many = { ...deed, recordId: 'codes-2', facts: { people: both } }
    await appendAudit(db, [one, many], { by: nobody, at: testNow })
    expect(await lines('kind=account.reset')).toEqual([
      ['account.reset', null, null],
      ['account.reset', null, nameOf('teacher')],
    ])
    const name = encodeURIComponent(nameOf('highTeacher'))
    expect(await lines(`kind=account.reset&q=${name}`)).toEqual([['account.reset', null, null]])
  })

  it.each(['from=2026-02-30', 'q=%00', 'kind=%27', 'page=0'])('refuses %s', async (query) => {
    const reply = await ask('administrator', { url: `/api/audit?${query}` })
    expect([reply.statusCode, reply.json<{ code: string }>().code]).toEqual([
      400,
      'request.malformed',
    ])
  })

  it('turns pages of fifty, each line once', async () => {
    const deeds = Array.from({ length: 120 }, (_, index) => ({
      kind: 'person.change',
      recordType: 'person',
      recordId: `person-${index}`,
      unitId: units.school.id,
    }))
    await appendAudit(db, deeds, { by: nobody, at: testNow })
    const pages = await Promise.all([1, 2, 3].map((page) => listed(`kind=person&page=${page}`)))
    expect(pages.map(({ hasMore }) => hasMore)).toEqual([true, true, false])
    const ids = pages.flatMap((page) => page.lines.map(({ recordId }) => recordId))
    expect(new Set(ids).size).toBe(120)
  })
})

describe('the export', () => {
  it('gives all lines in order, harmless to a spreadsheet, and is a line itself', async () => {
    await db
      .updateTable('person')
      .set({ name: '=cmd()' })
      .where('id', '=', people.leader.id)
      .execute()
    const deed = { kind: 'person.read', recordType: 'person', recordId: people.leader.id }
    await appendAudit(db, [{ ...deed, unitId: units.so.id }], { by: nobody, at: testNow })
    const reply = await ask('auditor', { url: '/api/audit.csv?kind=person' })
    expect(reply.headers['content-type']).toMatch(/^text\/csv/)
    const rows = reply.body.trim().split('\r\n').slice(1)
    expect(rows).toHaveLength(121)
    const numbers = rows.map((row) => Number(row.split(',')[0]))
    expect(numbers).toEqual([...numbers].sort((a, b) => a - b))
    expect(rows.at(-1)).toContain(",'=cmd(),")
    const { lines: found } = await listed('kind=audit')
    expect(found).toMatchObject([
      { kind: 'audit.export', by: nameOf('auditor'), facts: { kind: 'person' } },
    ])
  })
})
