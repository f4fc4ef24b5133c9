import type { Outcome } from '#domain/outcome.ts'
import type { Device, Shown } from '../device/door.ts'

/** Of what is to come late: its record, and the round that has closed. */
export interface LateWork {
  readonly planId: string
  readonly recordId: string
  readonly roundId: string
}

/** Asks to send after the round has closed. The work itself stays where it is, on the device. */
export async function askLate(
  device: Device,
  { planId, recordId, roundId }: LateWork,
  reason: string,
): Promise<Outcome<Shown>> {
  const base = (await device.read.one(recordId))?.submission?.revisions.length ?? 0
  const write = { kind: 'submission.ask-late', planId, recordId, base } as const
  return device.perform({ ...write, input: { roundId, reason } })
}
