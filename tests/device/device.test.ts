import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Exchange } from '../../src/contract/exchange.ts'
import { hoa } from '../domain/world.ts'
import { lineTo } from '../support/line.ts'
import { refusedAs } from '../support/office.ts'
import { failFrom, heal } from './storage-faults.ts'
import { aDraft, anOffice, aSend, Tablet, today } from './tablet.ts'

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: today })
})
afterEach(() => {
  heal()
  vi.useRealTimers()
})

async function aTeacher() {
  const office = anOffice()
  const tablet = new Tablet()
  const device = await tablet.signIn(hoa)
  await device.synchronise(office.for(hoa))
  return { office, tablet, device, line: office.for(hoa) }
}

describe('writing without a line', () => {
  it('stores a send before it answers, and shows it as waiting', async () => {
    const { device, tablet } = await aTeacher()
    const outcome = await device.perform(aSend('a'))
    expect(outcome).toMatchObject({ ok: true, value: { id: 'a', standing: 'queued' } })
    expect(await tablet.rows(hoa, 'outbox')).toHaveLength(1)
    device.close()
    const again = await tablet.open(hoa)
    expect(await again.read.mine()).toMatchObject([{ id: 'a', standing: 'queued' }])
    expect(await again.read.outbox()).toMatchObject([
      { kind: 'submission.send', recordId: 'a', state: 'queued', attempts: 0 },
    ])
  })

  it('stores nothing when the rule refuses', async () => {
    const { device } = await aTeacher()
    const write = aSend('a', { title: '   ' })
    expect(await device.perform(write)).toMatchObject({
      ok: false,
      problem: { code: 'answer.required' },
    })
    expect(await device.read.outbox()).toEqual([])
    expect(await device.read.mine()).toEqual([])
  })

  it('keeps a draft over a restart', async () => {
    const { device, tablet } = await aTeacher()
    await device.keepDraft(aDraft('a', 'Dở dang'))
    device.close()
    const again = await tablet.open(hoa)
    expect(await again.read.one('a')).toMatchObject({
      standing: 'draft',
      draft: { answers: { ten: 'Dở dang' } },
    })
  })

  it('turns the draft into the command, and bins one that says something else', async () => {
    const { device, tablet } = await aTeacher()
    await device.keepDraft(aDraft('a', 'Một'))
    await device.perform(aSend('a', { title: 'Một' }))
    await device.keepDraft(aDraft('b', 'Gõ sau'))
    await device.perform(aSend('b', { title: 'Hai' }))
    expect(await tablet.rows(hoa, 'drafts')).toEqual([])
    expect(await tablet.rows(hoa, 'bin')).toMatchObject([{ of: 'b', what: 'draft' }])
    await device.restoreDraft('b')
    expect(await device.read.one('b')).toMatchObject({ draft: { answers: { ten: 'Gõ sau' } } })
  })

  it('puts a discarded draft into the bin for 30 days, with a line in the journal', async () => {
    const { device, tablet, line } = await aTeacher()
    await device.keepDraft(aDraft('a', 'Bỏ'))
    await device.discardDraft('a')
    expect(await device.read.mine()).toEqual([])
    vi.setSystemTime(new Date('2026-12-20T03:00:00Z'))
    await device.synchronise(line)
    expect(await tablet.rows(hoa, 'bin')).toHaveLength(1)
    vi.setSystemTime(new Date('2026-12-23T03:00:00Z'))
    await device.synchronise(line)
    expect(await tablet.rows(hoa, 'bin')).toEqual([])
    const lines = (await tablet.rows(hoa, 'journal')).map(({ what }) => what)
    expect(lines).toEqual(['draft.discard', 'bin.empty draft'])
  })

  it('counts its commands, and hashes what the server will hash', async () => {
    const { device, line, office } = await aTeacher()
    for (const id of ['a', 'b', 'c']) await device.perform(aSend(id))
    expect(await device.synchronise(line)).toMatchObject({ ended: 'done', sent: 3, waiting: 0 })
    expect(office.effects).toHaveLength(3)
    expect(await device.read.outbox()).toEqual([])
    expect(await device.read.sent(10)).toHaveLength(3)
    expect(await device.read.one('a')).toMatchObject({
      standing: 'received',
      receipt: { recordId: 'a' },
    })
  })

  it('says that a save did not happen, and why', async () => {
    const { device } = await aTeacher()
    failFrom(1, 'QuotaExceededError')
    const failing = device.keepDraft(aDraft('a', 'Đầy'))
    await expect(failing).rejects.toMatchObject({ name: 'NotSaved', reason: 'full' })
    await expect(device.perform(aSend('a'))).rejects.toMatchObject({ name: 'NotSaved' })
    heal()
    expect(await device.read.mine()).toEqual([])
  })

  it('opens a database that the browser closed, and saves', async () => {
    const { device } = await aTeacher()
    failFrom(1, 'InvalidStateError')
    const saving = device.keepDraft(aDraft('a', 'Đóng'))
    queueMicrotask(heal)
    await saving
    expect(await device.read.mine()).toMatchObject([{ id: 'a' }])
  })
})

describe('a newer send of the same record', () => {
  it('takes the place of one that was never tried, under a new id', async () => {
    const { device, tablet } = await aTeacher()
    await device.perform(aSend('a', { title: 'Cũ' }))
    const [older] = await device.read.outbox()
    expect(await device.perform(aSend('a', { title: 'Mới', base: 1 }))).toMatchObject({ ok: true })
    const rows = await device.read.outbox()
    expect(rows).toMatchObject([{ title: 'Mới' }])
    expect(rows[0]?.commandId).not.toBe(older?.commandId)
    expect((await device.read.one('a'))?.submission?.revisions).toHaveLength(1)
    expect(await tablet.rows(hoa, 'bin')).toMatchObject([{ of: 'a', what: 'command' }])
  })

  it('follows one that may have arrived', async () => {
    const { device, office } = await aTeacher()
    await device.perform(aSend('a', { title: 'Cũ' }))
    await device.synchronise(lineTo(office.for(hoa), (call) => (call === 'push' ? 'lose' : 'well')))
    expect(await device.read.outbox()).toMatchObject([{ state: 'unknown', attempts: 1 }])
    await device.perform(aSend('a', { title: 'Mới', base: 1 }))
    expect(await device.read.outbox()).toHaveLength(2)
    await device.synchronise(office.for(hoa))
    expect(office.records.get('a')?.submission.revisions).toMatchObject([
      { answers: { ten: 'Cũ' } },
      { answers: { ten: 'Mới' } },
    ])
  })
})

describe('mending', () => {
  it('turns a command that was never tried into the draft again', async () => {
    const { device } = await aTeacher()
    await device.perform(aSend('a', { title: 'Sửa' }))
    const [entry] = await device.read.outbox()
    const draft = await device.mend(entry?.commandId ?? '')
    expect(draft).toMatchObject({ id: 'a', base: 0, answers: { ten: 'Sửa' } })
    expect(await device.read.one('a')).toMatchObject({ standing: 'draft' })
    expect(await device.read.outbox()).toEqual([])
  })

  it('leaves one alone that may have arrived', async () => {
    const { device, office } = await aTeacher()
    await device.perform(aSend('a'))
    await device.synchronise(lineTo(office.for(hoa), (call) => (call === 'push' ? 'drop' : 'well')))
    const [entry] = await device.read.outbox()
    expect(await device.mend(entry?.commandId ?? '')).toBeUndefined()
    expect(await device.read.outbox()).toHaveLength(1)
  })
})

describe('the server that says no to everything', () => {
  it.each([
    [refusedAs(401, 'session.needed'), 'sign-in'],
    [refusedAs(403, 'session.disabled'), 'disabled'],
    [refusedAs(426, 'app.too-old'), 'too-old'],
  ] as const)('counts no attempt and deletes nothing: %j', async (standing, ended) => {
    const { device, office, line } = await aTeacher()
    await device.perform(aSend('a'))
    await device.keepDraft(aDraft('b', 'Nháp'))
    office.standing = standing
    expect(await device.synchronise(line)).toMatchObject({ ended, waiting: 1 })
    const pushing = { ...line, plans: () => office.for(hoa).plans() }
    expect(await device.synchronise(pushing)).toMatchObject({ ended })
    expect(await device.read.outbox()).toMatchObject([{ state: 'queued', attempts: 0 }])
    expect(await device.read.mine()).toHaveLength(2)
    office.standing = undefined
    expect(await device.synchronise(line)).toMatchObject({ ended: 'done', sent: 1 })
  })

  it('pauses in the middle of a run when the session ends', async () => {
    const { device, line } = await aTeacher()
    await device.perform(aSend('a'))
    const over = { ...line, push: () => Promise.resolve(refusedAs(401, 'session.needed')) }
    expect(await device.synchronise(over)).toMatchObject({ ended: 'sign-in' })
    expect(await device.read.outbox()).toMatchObject([{ state: 'queued', attempts: 0 }])
  })

  it('obeys Retry-After', async () => {
    const { device, line } = await aTeacher()
    const busy = { ok: false, word: 'unreachable', retryAfter: 90 } as const
    const report = await device.synchronise({ ...line, plans: () => Promise.resolve(busy) })
    expect(report).toMatchObject({ ended: 'unreachable', retryAt: '2026-11-21T03:01:30.000Z' })
  })

  it('takes a captive portal for no line', async () => {
    const { device, line } = await aTeacher()
    await device.perform(aSend('a'))
    const own = { ok: true, value: { nonce: 'x' } } as const
    const portal: Exchange = { ...line, ping: () => Promise.resolve(own) }
    expect(await device.synchronise(portal)).toMatchObject({ ended: 'unreachable', waiting: 1 })
    expect(await device.read.outbox()).toMatchObject([{ state: 'queued', attempts: 0 }])
  })
})
