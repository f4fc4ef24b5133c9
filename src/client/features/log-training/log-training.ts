import type { InputOf } from '#contract/commands.ts'
import type { Answers } from '#domain/instrument/instrument.ts'
import type { Outcome } from '#domain/outcome.ts'
import { currentRevision, lastDecision, type Decision } from '#domain/submission/submission.ts'
import type { Device, Shown } from '../../device/door.ts'
import { recordsIn, versionOf, type Ledger, type OwnRecord } from '../../state/ledger.ts'
import { prefilled } from './earlier.ts'

type SendAnswers = InputOf<'submission.send'>['answers']

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
  readonly returnedBy: string
  readonly others: readonly OwnRecord[]
}

/** Opens the form on a record of the device, or on a new one. */
export async function openForm(device: Device, ledger: Ledger, id: string): Promise<OpenForm> {
  const [shown, names] = await Promise.all([device.read.one(id), device.read.names()])
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
    returnedBy: (decision && names.person(decision.byId)) ?? '',
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
    input: { roundId: ledger.round.id, answers: answers as SendAnswers },
  })
}

/**
 * Makes a record writable that waits in the outbox: its command becomes the draft again. False while
 * it is on its way and may have arrived.
 */
export async function takeBack(device: Device, id: string): Promise<boolean> {
  const waiting = (await device.read.outbox()).filter(
    ({ recordId, kind }) => recordId === id && kind === 'submission.send',
  )
  for (const { commandId } of waiting) {
    if (!(await device.mend(commandId))) return false
  }
  return true
}

/** Into the bin, where its owner may fetch it from for 30 days. */
export function discard(device: Device, id: string): Promise<void> {
  return device.discardDraft(id)
}

export function restore(device: Device, id: string): Promise<void> {
  return device.restoreDraft(id)
}
