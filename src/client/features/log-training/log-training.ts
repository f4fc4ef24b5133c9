import type { Answers } from '#domain/instrument/instrument.ts'
import type { Outcome } from '#domain/outcome.ts'
import { currentRevision, lastDecision, type Decision } from '#domain/submission/submission.ts'
import type { Device, Draft, Names, Shown } from '../../device/door.ts'
import {
  isAsked,
  ledgerOf,
  recordsIn,
  versionOf,
  type Ledger,
  type OwnRecord,
} from '../../state/ledger.ts'
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
  readonly returnedBy: string
  readonly others: readonly OwnRecord[]
}

/** What the form needs of the device; on a new device it comes with the first pull. */
export async function readGround(device: Device, id: string) {
  const { read } = device
  const [plans, one, heard] = await Promise.all([read.plans(), read.one(id), read.heard()])
  const ledger = ledgerOf(plans)
  return {
    ledger,
    /** Whether this record is on the device: who began it may go on. */
    isHere: one !== undefined,
    isAsked: !!ledger && isAsked(ledger, device),
    /** Whether a first pull has ended. */
    everything: heard.everything,
  }
}

/** Opens the form on a record of the device, or on a new one. */
export async function openForm(device: Device, ledger: Ledger, id: string): Promise<OpenForm> {
  const { read } = device
  const [shown, mine, names] = await Promise.all([read.one(id), read.mine(), read.names()])
  const others = recordsIn(ledger, mine).filter((record) => record.id !== id)
  const writing = writingOf(shown)
  const returned = returnOf(shown)
  const { version } = versionOf(ledger, writing?.instrumentVersion)
  return {
    id,
    ledger,
    instrumentVersion: version,
    base: writing?.base ?? 0,
    answers: writing?.answers ?? prefilled(ledger.instrument, others.find(isSent)),
    isKept: shown?.draft !== undefined,
    returned,
    returnedBy: returned ? byOf(returned, shown, names) : '',
    others,
  }
}

function isSent({ shown }: OwnRecord): boolean {
  return shown.submission !== undefined
}

/** Where the author goes on: at the draft, else at what was sent last. */
function writingOf(
  shown: Shown | undefined,
): Pick<Draft, 'answers' | 'base' | 'instrumentVersion'> | undefined {
  const { draft, submission } = shown ?? {}
  const sent = submission && currentRevision(submission)
  return draft ?? (sent && { ...sent, base: submission.revisions.length })
}

/** Who decided, by name, or by the unit where names are not held. */
function byOf({ byId, step }: Decision, shown: Shown | undefined, names: Names): string {
  const unitId = shown?.submission?.route[step]?.unitId ?? ''
  return names.person(byId) ?? names.unit(unitId)?.name ?? ''
}

function returnOf(shown: Shown | undefined): Decision | undefined {
  const decision = shown?.submission && lastDecision(shown.submission)
  return decision?.verdict === 'returned' ? decision : undefined
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
    input: { roundId: ledger.round.id, answers },
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
