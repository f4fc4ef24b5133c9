import type { PlanBundle } from '#contract/plans.ts'
import { isDay, isOpenYear, schoolYearOf, type Instant } from '#domain/day.ts'
import { completed } from '#domain/instrument/answers.ts'
import {
  answerMeaning,
  type Answers,
  type Instrument,
  type Item,
} from '#domain/instrument/instrument.ts'
import { mainPost } from '#domain/people/person.ts'
import type { Outcome } from '#domain/outcome.ts'
import type { Problem } from '#domain/problems.ts'
import { isFor } from '#domain/submission/round.ts'
import { linkedRecordId, unfitScan } from '#domain/training-sessions/link.ts'
import type { Device, Shown } from '../../device/door.ts'
import { readDoor, type DoorCode } from '../../state/session-code.ts'

/** What a code leads to on this device. */
export type Join =
  | { readonly state: 'unreadable' | 'coming' | 'elsewhere' | 'not-asked' | 'old' }
  | { readonly state: 'refused'; readonly problem: Problem }
  | { readonly state: 'there'; readonly id: string }
  | { readonly state: 'ready'; readonly form: JoinForm }

/** A record that is about to be written from a code. */
export interface JoinForm {
  readonly id: string
  readonly door: DoorCode
  readonly instrument: Instrument
  readonly answers: Answers
  /** What the session left open and the form needs. */
  readonly missing: readonly Item[]
  /** When the code was read. */
  readonly at: Instant
  /** Its last day has not come: it can only be kept until then. */
  readonly isEarly: boolean
}

/** Looks a code up on the device alone: it may have come with no line. */
export async function readJoin(device: Device, hash: string): Promise<Join> {
  const door = readDoor(hash)
  if (!door) return { state: 'unreadable' }
  const [plans, { everything }] = await Promise.all([device.read.plans(), device.read.heard()])
  const plan = plans.find((one) => one.plan.id === door.planId)
  if (!plan) return { state: everything ? 'elsewhere' : 'coming' }
  const id = linkedRecordId(door.id, device.session.personId)
  if (await device.read.one(id)) return { state: 'there', id }
  const instrument = formFor(device, plan, door.roundId)
  if (!instrument) return { state: 'not-asked' }
  // What came over the line is newer than what was printed.
  const known = plan.trainingSessions?.find((one) => one.id === door.id)
  if (known?.cancelled) return { state: 'refused', problem: { code: 'training-session.cancelled' } }
  return joinBy(device, { ...door, ...known }, { id, instrument })
}

/** The form of the ledger, where it asks this person to write. */
function formFor(
  device: Device,
  { rounds, instruments }: PlanBundle,
  roundId: string,
): Instrument | undefined {
  const round = rounds.find((one) => one.id === roundId)
  const post = mainPost(device.session, device.today())
  const units = new Map(device.session.units.map((unit) => [unit.id, unit]))
  if (!round || !post || !isFor(round, post, units)) return
  return instruments.find(
    ({ id, version }) => id === round.instrumentId && version === round.instrumentVersion,
  )
}

function joinBy(
  device: Device,
  door: DoorCode,
  { id, instrument }: Pick<JoinForm, 'id' | 'instrument'>,
): Join {
  const at = device.now()
  const today = device.today()
  const last = answerMeaning(instrument, door.answers, 'last-day')
  if (isDay(last) && last < today && !isOpenYear(schoolYearOf(last), today)) return { state: 'old' }
  const unfit = unfitScan(door, { code: door.code, at })
  if (unfit) return { state: 'refused', problem: unfit.problem }
  const answers = completed(instrument, known(instrument, door.answers))
  const missing = instrument.items.filter(
    ({ id: item, type, required }) =>
      required && type !== 'school-year' && answers[item] === undefined,
  )
  const isEarly = isDay(last) && last > today
  return { state: 'ready', form: { id, door, instrument, answers, missing, at, isEarly } }
}

/** A poster may be of a newer form than this device has. */
function known(instrument: Instrument, answers: Answers): Answers {
  const items = new Set(instrument.items.map(({ id }) => id))
  return Object.fromEntries(Object.entries(answers).filter(([id]) => items.has(id)))
}

function link({ door, at }: JoinForm) {
  return { trainingSessionId: door.id, scan: { code: door.code, at } }
}

/** Keeps what was typed, tied to the session, so that it can be gone on with. */
export function keepJoin(device: Device, form: JoinForm, answers: Answers): Promise<void> {
  const { id, door, instrument } = form
  const { planId, roundId } = door
  const draft = { id, planId, roundId, instrumentVersion: instrument.version, base: 0 }
  return device.keepDraft({ ...draft, answers, ...link(form) })
}

/** Writes the record, as the form would; it waits on the device while there is no line. */
export function sendJoin(
  device: Device,
  form: JoinForm,
  answers: Answers,
): Promise<Outcome<Shown>> {
  const { id, door, instrument } = form
  return device.perform({
    kind: 'submission.send',
    planId: door.planId,
    recordId: id,
    base: 0,
    instrumentVersion: instrument.version,
    input: { roundId: door.roundId, answers, ...link(form) },
  })
}
