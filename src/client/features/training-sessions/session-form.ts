import type { OfficeInputOf } from '#contract/office/commands.ts'
import type { Day } from '#domain/day.ts'
import {
  answerMeaning,
  itemMeaning,
  type Answer,
  type Answers,
  type Instrument,
  type Item,
} from '#domain/instrument/instrument.ts'
import type { TrainingSession } from '#domain/training-sessions/training-session.ts'

/** A session as it is typed; kept on the device until it was sent. */
export interface SessionForm {
  /** Made once, so that sending it again opens no second one. */
  id: string
  /** The version that is changed; 0 for a new one. */
  base: number
  unitId: string
  answers: Record<string, Answer>
  place: string
  scope: 'all' | 'some'
  chosen: { id: string; name: string }[]
  /** Empty until it is chosen. */
  opensOn: Day
  closesOn: Day
}

export function blankForm(id: string, unitId: string): SessionForm {
  const rest = { place: '', scope: 'all', chosen: [], opensOn: '', closesOn: '' } as const
  return { ...rest, id, base: 0, unitId, answers: {}, chosen: [] }
}

/** The form over a session that is there. */
export function formOf(session: TrainingSession, nameOf: (unitId: string) => string): SessionForm {
  const { id, version, unitId, unitIds, place, opensOn, closesOn } = session
  const isAll = unitIds.length === 1 && unitIds[0] === unitId
  return {
    ...{ id, base: version, unitId, place, opensOn, closesOn },
    answers: structuredClone(session.answers),
    scope: isAll ? 'all' : 'some',
    chosen: isAll ? [] : unitIds.map((one) => ({ id: one, name: nameOf(one) })),
  }
}

const asked = new Set<Item['means']>([
  ...(['title', 'first-day', 'last-day', 'periods'] as const),
  ...(['programme', 'format', 'organiser', 'topic'] as const),
])

/** What a session may say of the record beforehand: what the product knows the meaning of, in the form's order. */
export function itemsOf(instrument: Instrument): readonly Item[] {
  return instrument.items.filter(({ means }) => asked.has(means))
}

/** Its name and its days are needed; the rest may be left to the teacher. */
export function isNeeded({ means }: Item): boolean {
  return means === 'title' || means === 'first-day' || means === 'last-day'
}

/** What the form of the record needs and the session leaves open: each person who scans is asked for it. */
export function leftOpen(instrument: Instrument, answers: Answers): readonly Item[] {
  return itemsOf(instrument).filter(
    (item) => item.required && !isNeeded(item) && answers[item.id] === undefined,
  )
}

/** The days follow each other until a person says otherwise: most sessions have one, and are scanned on it. */
export function withAnswer(
  form: SessionForm,
  instrument: Instrument,
  { item, answer }: { item: Item; answer: Answer | undefined },
): void {
  const before = daysIn(instrument, form.answers)
  const { [item.id]: _, ...rest } = form.answers
  form.answers = answer === undefined ? rest : { ...rest, [item.id]: answer }
  const last = itemMeaning(instrument, 'last-day')
  const first = daysIn(instrument, form.answers).first
  if (item.means === 'first-day' && last && before.last === before.first && first) {
    form.answers = { ...form.answers, [last.id]: first }
  }
  const after = daysIn(instrument, form.answers)
  if (form.opensOn === before.first) form.opensOn = after.first
  if (form.closesOn === before.last) form.closesOn = after.last
}

function daysIn(instrument: Instrument, answers: Answers) {
  return {
    first: String(answerMeaning(instrument, answers, 'first-day') ?? ''),
    last: String(answerMeaning(instrument, answers, 'last-day') ?? ''),
  }
}

/** What the form says, as the write takes it. */
export function fieldsOf(form: SessionForm): OfficeInputOf<'training-session.change'> {
  const { answers, place, opensOn, closesOn, scope, unitId, chosen } = form
  const unitIds = scope === 'all' ? [unitId] : chosen.map(({ id }) => id)
  const plain = JSON.parse(JSON.stringify(answers)) as Answers
  return { answers: plain, place, unitIds, opensOn, closesOn }
}
