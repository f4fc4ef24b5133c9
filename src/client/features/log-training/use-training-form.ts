import { computed, ref, shallowRef, watch } from 'vue'
import { useI18n } from 'petite-vue-i18n'
import type { Answer, Answers } from '#domain/instrument/instrument.ts'
import type { Problem } from '#domain/problems.ts'
import type { Device } from '../../device/door.ts'
import { versionOf } from '../../state/ledger.ts'
import { useShow } from '../../ui/show.ts'
import { refilled } from './earlier.ts'
import { formOf, itemsOf, type Field } from './form-fields.ts'
import { hintsOf } from './form-hints.ts'
import { keep, type OpenForm } from './log-training.ts'
import { useKeeping } from './use-keeping.ts'

const quiet = 10_000

/** The answers of an open form: changed by questions, kept as they change, faulted by a refusal. */
export function useTrainingForm(device: Device, form: OpenForm) {
  const { t, locale } = useI18n()
  const show = useShow()
  const instrument = versionOf(form.ledger, form.instrumentVersion)
  const fields = formOf(instrument)
  const answers = shallowRef<Answers>(form.answers)
  const errors = shallowRef<Readonly<Record<string, string>>>({})
  const problem = shallowRef<Problem>()
  const keeping = useKeeping(answers, (now) => keep(device, form, now))
  if (form.isKept) keeping.start(form.answers)

  const hints = computed(() => {
    const you = device.session.salutation ?? 'thầy cô'
    const facts = { instrument, answers: answers.value, others: form.others, you }
    const say = { t, show, isVietnamese: locale.value === 'vi' }
    return hintsOf({ ...facts, today: device.today() }, say)
  })

  function change(changed: Record<string, Answer | undefined>): void {
    answers.value = withChange(answers.value, changed)
    const rest = Object.entries(errors.value).filter(([id]) => !(id in changed))
    errors.value = Object.fromEntries(rest)
    keeping.touch()
  }

  function pick(id: string): void {
    const from = form.others.find((record) => record.id === id)
    if (!from) return
    answers.value = refilled(instrument, answers.value, from)
    keeping.touch()
  }

  function fault(found: Problem): void {
    problem.value = found
    const words = (found.fields ?? []).map(({ item, code, limit }) => [item, wordsOf(code, limit)])
    errors.value = Object.fromEntries(words) as Record<string, string>
  }

  function wordsOf(code: string, limit: number | string = ''): string {
    const text = typeof limit === 'number' ? show.number(limit) : limit
    return t(`problems.${code}`, { limit: /^\d{4}-\d\d-\d\d$/.test(text) ? show.day(text) : text })
  }

  function isSaved(field: Field): boolean {
    return itemsOf(field).some((id) => {
      const answer = answers.value[id]
      return answer !== undefined && keeping.kept.value[id] === answer
    })
  }

  return {
    ...{ instrument, fields, answers, errors, problem, hints, keeping },
    ...{ change, pick, fault, wordsOf, isSaved, saidAt: useSaid(keeping.kept) },
  }
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
  return Object.fromEntries(all.filter(([, answer]) => answer !== undefined && answer !== '')) as Answers
}
