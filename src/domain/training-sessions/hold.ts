import { addDays, isDay, type Day } from '../day.ts'
import { checkAnswers, completed } from '../instrument/answers.ts'
import { itemMeaning, type Answers, type Instrument } from '../instrument/instrument.ts'
import type { OfficeAct } from '../office/office-act.ts'
import { done, refused, type Outcome, type Refused } from '../outcome.ts'
import { isWithin } from '../people/unit.ts'
import type { FieldProblem } from '../problems.ts'
import type { Round } from '../submission/round.ts'
import { tidy } from '../text.ts'
import { knows, mayHold, mayMark, type TrainingSession } from './training-session.ts'

/** All that a write on a session looks at. */
export interface SessionDesk {
  readonly session: TrainingSession | undefined
  /** The ledger that it fills, with its form. */
  readonly round: Round | undefined
  readonly instrument: Instrument | undefined
  /** Who was marked as present. */
  readonly present: ReadonlySet<string>
  /** The main unit today of the people whom the write names. */
  readonly unitOf: ReadonlyMap<string, string>
}

/** What may be changed of a session. */
export interface SessionFields {
  readonly answers: Answers
  readonly place: string
  readonly unitIds: readonly string[]
  readonly opensOn: Day
  readonly closesOn: Day
}

export interface OpenSession extends SessionFields {
  readonly roundId: string
  readonly unitId: string
}

/** Opens a session in the name of a unit. Its code is made where it is stored. */
export function openSession(
  there: SessionDesk,
  input: OpenSession,
  act: OfficeAct,
): Outcome<SessionDesk> {
  if (there.session || act.base !== 0) return refused('record.changed')
  const { unitId, roundId } = input
  if (!mayHold(unitId, act)) return refused('training-session.not-yours')
  const { round } = there
  const takesPart = round?.unitIds.some((above) => isWithin(unitId, above, act.units))
  if (!round || !takesPart) return refused('round.not-found')
  const { planId } = round
  const whose = { id: act.recordId, planId, roundId, unitId, cancelled: false, version: 1 }
  return withFields(there, whose, { input, act })
}

/** Changes it; records that were written from it stay as they are. */
export function changeSession(
  there: SessionDesk,
  input: SessionFields,
  act: OfficeAct,
): Outcome<SessionDesk> {
  const held = heldIn(there, act)
  if (!held.ok) return held
  const whose = { ...held.value, version: held.value.version + 1 }
  return withFields(there, whose, { input, act })
}

/** Cancels it: no more is written from it, and what was written stays its writer's. */
export function cancelSession(there: SessionDesk, _: object, act: OfficeAct): Outcome<SessionDesk> {
  const held = heldIn(there, act)
  if (!held.ok) return held
  const session = { ...held.value, cancelled: true, version: held.value.version + 1 }
  return done({ ...there, session })
}

/** Marks who came. Several heads mark their own at once, so it stands on no version. */
export function markPresent(
  there: SessionDesk,
  input: { readonly add: readonly string[]; readonly remove: readonly string[] },
  act: OfficeAct,
): Outcome<SessionDesk> {
  const { session, unitOf } = there
  if (!session || !knows(session, act)) return refused('training-session.not-found')
  if (session.cancelled) return refused('training-session.cancelled')
  const isTheirs = (personId: string) => {
    const unitId = unitOf.get(personId)
    return unitId !== undefined && mayMark(session, unitId, act)
  }
  if (![...input.add, ...input.remove].every(isTheirs)) {
    return refused('training-session.unknown-person')
  }
  const present = new Set([...there.present, ...input.add])
  for (const personId of input.remove) present.delete(personId)
  return done({ ...there, present })
}

/** The session, where it is theirs to change. */
function heldIn({ session }: SessionDesk, act: OfficeAct): Outcome<TrainingSession> {
  if (!session || !knows(session, act)) return refused('training-session.not-found')
  if (!mayHold(session.unitId, act)) return refused('training-session.not-yours')
  if (session.cancelled) return refused('training-session.cancelled')
  if (act.base !== session.version) return refused('record.changed')
  return done(session)
}

type Whose = Omit<TrainingSession, keyof SessionFields>

function withFields(
  there: SessionDesk,
  whose: Whose,
  { input, act }: { input: SessionFields; act: OfficeAct },
): Outcome<SessionDesk> {
  const { instrument } = there
  if (!instrument) return refused('instrument.unknown-version')
  const faulty = unfitFields(input, instrument, act) ?? unfitScope(input.unitIds, whose, act)
  if (faulty) return faulty
  const session = {
    ...whose,
    answers: completed(instrument, input.answers),
    place: tidy(input.place),
    unitIds: [...new Set(input.unitIds)],
    opensOn: input.opensOn,
    closesOn: input.closesOn,
  }
  return done({ ...there, session })
}

function unfitScope(ids: readonly string[], { unitId }: Whose, act: OfficeAct) {
  if (ids.length === 0) return refused('training-session.no-scope')
  const outside = ids.some((id) => !isWithin(id, unitId, act.units))
  return outside ? refused('training-session.scope-outside') : undefined
}

function unfitFields(
  { answers, opensOn, closesOn }: SessionFields,
  instrument: Instrument,
  act: OfficeAct,
): Refused | undefined {
  const fields = checkSession(instrument, answers, act.day)
  const first = fields[0]
  if (first) return refused(first.code, { ...first, fields })
  const areDays = isDay(opensOn) && isDay(closesOn)
  if (!areDays) return refused('answer.not-a-day')
  return closesOn < opensOn ? refused('training-session.closes-before-opens') : undefined
}

/** A session is opened beforehand, but not years before. */
const daysAhead = 400

/**
 * What is wrong with a session's answers. The form's own rules hold, but for two: what is left open
 * the teacher fills in, and its days may come yet. Its name and its days it must have.
 */
export function checkSession(
  instrument: Instrument,
  answers: Answers,
  today: Day,
): readonly FieldProblem[] {
  const needed = new Set(
    (['title', 'first-day', 'last-day'] as const).map((it) => itemMeaning(instrument, it)?.id),
  )
  const days = Object.values(answers).filter(isDay)
  const latest = [today, ...days].reduce((a, b) => (a > b ? a : b))
  const faults = checkAnswers(instrument, answers, latest).filter(
    ({ code, item }) => code !== 'answer.required' || needed.has(item),
  )
  if (faults.length > 0 || latest <= addDays(today, daysAhead)) return faults
  const item = Object.keys(answers).find((id) => answers[id] === latest) ?? ''
  return [{ code: 'training-session.too-far-ahead', item, limit: addDays(today, daysAhead) }]
}
