import type { Answers } from '#domain/instrument/instrument.ts'
import type { Outcome } from '#domain/outcome.ts'
import { currentRevision, lastDecision, type Decision } from '#domain/submission/submission.ts'
import type { Device, Shown } from '../../device/door.ts'
import { recordsIn, versionOf, type Ledger, type OwnRecord } from '../../state/ledger.ts'
import { prefilled } from './earlier.ts'

/** A form as it is opened: what it mends, with which version, and what is written in it already. */
export interface OpenForm {
  readonly id: string
  readonly ledger: Ledger
  readonly instrumentVersion: number
  readonly base: number
  readonly answers: Answers
  /** Whether these answers are on the device already. */
  readonly isKept: boolean
  /** The return that asked for changes. */
  readonly returned: Decision | undefined
  /** It waits in the outbox: only taking it back makes it writable. */
  readonly isWaiting: boolean
  readonly others: readonly OwnRecord[]
}

/** Opens the form on a record of the device, or on a new one. */
export async function openForm(device: Device, ledger: Ledger, id: string): Promise<OpenForm> {
  const shown = await device.read.one(id)
  const others = recordsIn(ledger, await device.read.mine()).filter((record) => record.id !== id)
  const sent = shown?.submission && currentRevision(shown.submission)
  const decision = shown?.submission && lastDecision(shown.submission)
  const draft = shown?.draft
  const version = draft?.instrumentVersion ?? sent?.instrumentVersion ?? ledger.round.instrumentVersion
  const instrument = versionOf(ledger, version)
  return {
    id,
    ledger,
    instrumentVersion: instrument.version,
    base: draft?.base ?? shown?.submission?.revisions.length ?? 0,
    answers: draft?.answers ?? sent?.answers ?? prefilled(instrument, others[0]),
    isKept: draft !== undefined,
    returned: decision?.verdict === 'returned' ? decision : undefined,
    isWaiting: !draft && (shown?.standing === 'queued' || shown?.standing === 'sending'),
    others,
  }
}

export function keep(device: Device, form: OpenForm, answers: Answers): Promise<void> {
  const { id, ledger, instrumentVersion, base } = form
  const { planId, round } = ledger
  return device.keepDraft({ id, planId, roundId: round.id, instrumentVersion, base, answers })
}

/** Sends: stored on this device when it answers, and on its way as soon as there is a line. */
export function send(device: Device, form: OpenForm, answers: Answers): Promise<Outcome<Shown>> {
  const { id, ledger, instrumentVersion, base } = form
  return device.perform({
    kind: 'submission.send',
    planId: ledger.planId,
    recordId: id,
    base,
    instrumentVersion,
    input: { roundId: ledger.round.id, answers: { ...answers } },
  } as Parameters<typeof device.perform<'submission.send'>>[0])
}
