import { openDevice } from '../../src/client/device/open.ts'
import type { Actor } from '../../src/domain/people/person.ts'
import type { Answers } from '../../src/domain/instrument/instrument.ts'
import { sessionOf } from '../device/tablet.ts'
import { answers, binh, hoa, mai } from '../domain/world.ts'
import type { Office } from '../support/office.ts'

/** Hoa's session, arrived at the office. */
export async function sent(office: Office, id: string, given: Answers = {}): Promise<void> {
  await as(hoa, office, async (device) => {
    await device.perform({
      kind: 'submission.send',
      planId: 'plan',
      recordId: id,
      base: 0,
      instrumentVersion: 1,
      input: { roundId: 'ledger', answers: { ...answers, ...given } },
    })
  })
}

/** The same, returned by her head. */
export async function returned(office: Office, id: string, given: Answers = {}): Promise<void> {
  await sent(office, id, given)
  await decided(office, id, { verdict: 'returned', comment: 'Xem lại tên khóa' })
}

/** The same, through both steps of its route. */
export async function accepted(office: Office, id: string, given: Answers = {}): Promise<void> {
  await sent(office, id, given)
  await decided(office, id, { verdict: 'accepted', comment: '' })
  await decided(office, id, { verdict: 'accepted', comment: '', step: 1, by: mai })
}

interface Conclusion {
  readonly verdict: 'accepted' | 'returned'
  readonly comment: string
  readonly step?: number
  readonly by?: Actor
}

async function decided(office: Office, id: string, said: Conclusion): Promise<void> {
  const { verdict, comment, step = 0, by = binh } = said
  const itemComments = verdict === 'returned' ? [{ item: 'tiet', comment: 'Giấy ghi 3 tiết' }] : []
  await as(by, office, async (device) => {
    const held = office.records.get(id)
    if (held) await device.adopt({ ...recordOf(held), people: [], units: [] }, 'plan')
    await device.perform({
      kind: 'submission.decide',
      planId: 'plan',
      recordId: id,
      base: 1,
      input: { revision: 1, step, verdict, comment, itemComments },
    })
  })
}

function recordOf({ submission, event }: { submission: unknown; event: number }) {
  return { event, record: structuredClone(submission) as never }
}

async function as(
  actor: Actor,
  office: Office,
  act: (device: Awaited<ReturnType<typeof openDevice>>) => Promise<void>,
): Promise<void> {
  const device = await openDevice(sessionOf(actor))
  await device.synchronise(office.for(actor))
  await act(device)
  await device.synchronise(office.for(actor))
  device.close()
}
