import { computed, ref, shallowRef, watch, type Ref } from 'vue'
import { useI18n } from '../../ui/i18n.ts'
import { isDay } from '#domain/day.ts'
import {
  itemMeaning,
  type Answer,
  type Answers,
  type Instrument,
} from '#domain/instrument/instrument.ts'
import type { FieldProblem, Problem } from '#domain/problems.ts'
import type { Device } from '../../device/door.ts'
import { versionOf } from '../../state/ledger.ts'
import { useShow } from '../../ui/show.ts'
import { filledFrom, refilled } from './earlier.ts'
import { formOf, itemsOf, type Field } from './form-fields.ts'
import { hintsOf } from './form-hints.ts'
import type { SessionLink } from '#domain/training-sessions/link.ts'
import { keep, type OpenForm } from './log-training.ts'
import { useKeeping } from './use-keeping.ts'

const quiet = 10_000
const outOfRange = new Set(['answer.required', 'answer.too-small', 'answer.too-large'])

/** The answers of an open form: changed by questions, kept as they change, faulted by a refusal. */
export function useTrainingForm(device: Device, form: OpenForm) {
  const instrument = versionOf(form.ledger, form.instrumentVersion)
  const answers = shallowRef<Answers>(form.answers)
  const faults = useFaults(instrument)
  const link = shallowRef<SessionLink>(form.link)
  const keeping = useKeeping(answers, (now) =>
    keep(device, form, { answers: now, link: link.value }),
  )
  if (form.isKept) keeping.start(form.answers)

  function change(changed: Record<string, Answer | undefined>): void {
    answers.value = withChange(answers.value, changed)
    faults.forget(Object.keys(changed))
    keeping.touch()
  }

  const { pick, untie } = usePicks(form, { instrument, answers, link, touch: keeping.touch })

  function isSaved(field: Field): boolean {
    return itemsOf(field).some((id) => {
      const answer = answers.value[id]
      return answer !== undefined && keeping.kept.value?.[id] === answer
    })
  }

  return {
    ...{ instrument, answers, link, keeping, change, pick, untie, isSaved, faults },
    fields: formOf(instrument),
    hints: useHints(device, { form, instrument, answers, link }),
    saidAt: useSaid(keeping.kept),
  }
}

/** What a suggestion fills in: an earlier record of one's own, or a session to which it is tied then. */
function usePicks(
  form: OpenForm,
  { instrument, answers, link, touch }: Omit<Written, 'form'> & { touch: () => void },
) {
  function pick(id: string): void {
    const from = form.others.find((record) => record.id === id)
    const session = form.sessions.find((one) => `session:${one.session.id}` === id)?.session
    if (from) answers.value = refilled(instrument, answers.value, from)
    if (session) {
      answers.value = filledFrom(instrument, answers.value, session)
      link.value = { trainingSessionId: session.id }
    }
    if (from ?? session) touch()
  }

  function untie(): void {
    link.value = {}
    touch()
  }

  return { pick, untie }
}

interface Written {
  readonly form: OpenForm
  readonly instrument: Instrument
  readonly answers: Ref<Answers>
  readonly link: Ref<SessionLink>
}

function useHints(device: Device, { form, instrument, answers, link }: Written) {
  const { t, locale } = useI18n()
  const show = useShow()
  const you = device.session.salutation ?? 'thầy cô'
  return computed(() => {
    const { others, sessions } = form
    const tiedTo = link.value.trainingSessionId
    const facts = { instrument, answers: answers.value, others, sessions, tiedTo, you }
    const say = { t, show, isVietnamese: locale.value === 'vi' }
    return hintsOf({ ...facts, today: device.today() }, say)
  })
}

/** Why it was not sent: the refusal, and a sentence for each field. */
function useFaults(instrument: Instrument) {
  const { t } = useI18n()
  const show = useShow()
  const problem = shallowRef<Problem>()
  const byItem = shallowRef<Readonly<Record<string, string>>>({})

  function sentence({ code, limit = '' }: Pick<Problem, 'code' | 'limit'>): string {
    const text = typeof limit === 'number' ? show.number(limit) : limit
    return t(`problems.${code}`, { limit: isDay(text) ? show.day(text) : text })
  }

  // Periods are stepped, not written: their range says what to do, whichever end was missed.
  function wordsOf(fault: FieldProblem): string {
    const { id, min = 0, max } = itemMeaning(instrument, 'periods') ?? {}
    if (fault.item !== id || max === undefined || !outOfRange.has(fault.code)) {
      return sentence(fault)
    }
    return t('log-training.form.range', { min: show.number(min), max: show.number(max) })
  }

  function set(found: Problem): void {
    problem.value = found
    const words = (found.fields ?? []).map((field) => [field.item, wordsOf(field)] as const)
    byItem.value = Object.fromEntries(words)
  }

  function forget(items: readonly string[]): void {
    const rest = Object.entries(byItem.value).filter(([id]) => !items.includes(id))
    byItem.value = Object.fromEntries(rest)
    if (rest.length === 0 && problem.value?.fields) problem.value = undefined
  }

  return { problem, byItem, set, forget, sentence }
}

/** When "Đã lưu" was last said aloud: politely, at most every ten seconds. */
function useSaid(kept: ReturnType<typeof useKeeping>['kept']) {
  const saidAt = ref(0)
  watch(kept, () => {
    if (Date.now() - saidAt.value >= quiet) saidAt.value = Date.now()
  })
  return saidAt
}

function withChange(answers: Answers, changed: Record<string, Answer | undefined>): Answers {
  const all = Object.entries({ ...answers, ...changed })
  return Object.fromEntries(
    all.filter(([, answer]) => answer !== undefined && answer !== ''),
  ) as Answers
}
