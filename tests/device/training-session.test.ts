import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Device } from '../../src/client/device/door.ts'
import { linkedRecordId } from '../../src/domain/training-sessions/link.ts'
import type { TrainingSession } from '../../src/domain/training-sessions/training-session.ts'
import { answers, hoa } from '../domain/world.ts'
import type { Office } from '../support/office.ts'
import { anOffice, Tablet, today } from './tablet.ts'

const session: TrainingSession = {
  id: 's1',
  planId: 'plan',
  roundId: 'ledger',
  unitId: 'xa',
  answers,
  place: 'Hội trường',
  unitIds: ['thcs'],
  opensOn: '2026-11-21',
  closesOn: '2026-11-21',
  cancelled: false,
  version: 1,
}
const id = linkedRecordId('s1', 'hoa')
const scan = { code: 'right', at: today.toISOString() }
const link = { trainingSessionId: 's1', scan }

let office: Office
let device: Device

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: today })
  office = anOffice()
})
afterEach(() => {
  device.close()
  vi.useRealTimers()
})

/** A device of Hoa's that has pulled a plan with these sessions. */
async function pulled(tablet: Tablet, ...sessions: TrainingSession[]): Promise<Device> {
  Object.assign(office.bundle, { trainingSessions: sessions })
  device = await tablet.signIn(hoa)
  await device.synchronise(office.for(hoa))
  return device
}

function log(on: Device, base = 0, more: object = {}) {
  return on.perform({
    kind: 'submission.send',
    planId: 'plan',
    recordId: id,
    base,
    input: { roundId: 'ledger', answers, ...link, ...more },
  })
}

describe('a record from a code at a door', () => {
  it('waits on a device that has never heard of the session', async () => {
    const on = await pulled(new Tablet())
    expect((await log(on)).ok).toBe(true)
    expect(await on.read.one(id)).toMatchObject({ standing: 'queued' })
    await on.synchronise(office.for(hoa))
    expect(office.records.get(id)?.submission.revisions[0]).toMatchObject({
      trainingSessionId: 's1',
      scannedAt: scan.at,
    })
  })

  it('is refused at once where the device knows that the session was cancelled', async () => {
    const on = await pulled(new Tablet(), { ...session, cancelled: true })
    const outcome = await log(on)
    expect(outcome.ok ? '' : outcome.problem.code).toBe('training-session.cancelled')
    expect(await on.read.outbox()).toEqual([])
  })

  it('is one, also when two devices of one person scan without a line', async () => {
    const [one, two] = [new Tablet(), new Tablet()]
    const first = await pulled(one, session)
    expect((await log(first)).ok).toBe(true)
    const second = await two.signIn(hoa)
    await second.synchronise(office.for(hoa))
    expect((await two.on(() => log(second))).ok).toBe(true)
    await one.on(() => first.synchronise(office.for(hoa)))
    await two.on(() => second.synchronise(office.for(hoa)))
    expect([...office.records.keys()]).toEqual([id])
    expect(office.records.get(id)?.submission.revisions).toHaveLength(1)
    expect(await two.on(() => second.read.outbox())).toMatchObject([
      { state: 'conflict', problem: { code: 'submission.stale-base' } },
    ])
    second.close()
  })

  it('scanned again on the same device is refused, and what is there stays', async () => {
    const on = await pulled(new Tablet(), session)
    await log(on)
    await on.synchronise(office.for(hoa))
    const again = await log(on)
    expect(again.ok ? '' : again.problem.code).toBe('submission.stale-base')
    expect(await on.read.one(id)).toMatchObject({ standing: 'received' })
  })

  it('taken back from the outbox is a draft that keeps its tie', async () => {
    const on = await pulled(new Tablet(), session)
    await log(on)
    const [entry] = await on.read.outbox()
    await on.mend(entry?.commandId ?? '')
    expect((await on.read.one(id))?.draft).toMatchObject({ ...link, answers, base: 0 })
  })
})
