import type { Answers } from '#domain/instrument/instrument.ts'
import type { Outcome } from '#domain/outcome.ts'
import { currentRevision, lastDecision, type Decision } from '#domain/submission/submission.ts'
import { linkedRecordId, type SessionLink } from '#domain/training-sessions/link.ts'
import type { TrainingSession } from '#domain/training-sessions/training-session.ts'
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
  /** The training session that it is tied to. */
  readonly link: SessionLink
  /** Sessions that a unit has opened and that are not in the notebook yet. */
  readonly sessions: readonly OfferedSession[]
}

/** A session to be suggested, with the name of who opened it. */
export interface OfferedSession {
  readonly session: TrainingSession
  readonly unit: string
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
    link: linkOf(device, writing, others),
    sessions: writing?.base ? [] : await offered(device, { ledger, names, id }),
  }
}

/** The tie of what is written; none once the session was logged by a scan, or on another device. */
function linkOf(
  { session: { personId } }: Device,
  writing: ReturnType<typeof writingOf>,
  others: readonly OwnRecord[],
): SessionLink {
  const { trainingSessionId, scan } = writing ?? {}
  if (trainingSessionId === undefined) return {}
  const record = linkedRecordId(trainingSessionId, personId)
  if (others.some(({ id }) => id === record)) return {}
  return { trainingSessionId, ...(scan && { scan }) }
}

/** The newest first; one that was logged already is not offered again. */
async function offered(
  { read, session: { personId } }: Device,
  { ledger, names, id }: { ledger: Ledger; names: Names; id: string },
): Promise<readonly OfferedSession[]> {
  const sessions = (await read.plans()).flatMap((plan) => plan.trainingSessions ?? [])
  const own = new Set((await read.mine()).map((one) => one.id))
  return sessions
    .filter(({ roundId, cancelled }) => roundId === ledger.round.id && !cancelled)
    .filter((one) => {
      const record = linkedRecordId(one.id, personId)
      return record === id || !own.has(record)
    })
    .map((session) => ({ session, unit: names.unit(session.unitId)?.name ?? '' }))
}

function isSent({ shown }: OwnRecord): boolean {
  return shown.submission !== undefined
}

/** Where the author goes on: at the draft, else at what was sent last. */
function writingOf(
  shown: Shown | undefined,
): (Pick<Draft, 'answers' | 'base' | 'instrumentVersion'> & SessionLink) | undefined {
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

export function keep(device: Device, form: OpenForm, written: Written): Promise<void> {
  const { id, ledger, instrumentVersion, base } = form
  const { planId, round } = ledger
  const { answers, link } = written
  return device.keepDraft({
    id,
    planId,
    roundId: round.id,
    instrumentVersion,
    base,
    answers,
    ...link,
  })
}

/** What stands in the form. */
export interface Written {
  readonly answers: Answers
  readonly link: SessionLink
}

/** Where a form's record is: one that is tied to a session has the id that follows from it. */
export function recordIdOf({ session }: Device, { id, base }: OpenForm, link: SessionLink): string {
  const { trainingSessionId } = link
  if (base > 0 || trainingSessionId === undefined) return id
  return linkedRecordId(trainingSessionId, session.personId)
}

/** Sends: stored on this device when it answers, and on its way as soon as there is a line. */
export async function send(
  device: Device,
  form: OpenForm,
  { answers, link }: Written,
): Promise<Outcome<Shown>> {
  const { id, ledger, instrumentVersion, base } = form
  const recordId = recordIdOf(device, form, link)
  const outcome = await device.perform({
    kind: 'submission.send',
    planId: ledger.planId,
    recordId,
    base,
    instrumentVersion,
    input: { roundId: ledger.round.id, answers, ...link },
  })
  // The draft was kept under an id of its own before it was tied to the session.
  if (outcome.ok && recordId !== id) await device.discardDraft(id)
  return outcome
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
