import { computed } from 'vue'
import type { OfficeKind } from '#contract/office/commands.ts'
import type { Problem } from '#domain/problems.ts'
import { useOffice, type OfficeWrite } from './office.ts'
import { problemIn, wordsOfProblem } from './words-of-problem.ts'

type PersonKind = Extract<OfficeKind, `person.${string}`>

/** How the screen speaks, and how it writes a day. */
interface Speech {
  readonly t: (key: string, named?: Readonly<Record<string, unknown>>) => string
  readonly day: (day: string) => string
}

/** A write on a person, with what came of it in words: for the whole, and for each field. */
export function usePersonWrite({ t, day }: Speech) {
  const { send, busy, problem } = useOffice()
  const refusal = computed(() => problemIn(problem.value))

  function sentenceOf(one: Pick<Problem, 'code' | 'limit'>): string {
    const { key, named } = wordsOfProblem(one)
    const { limit } = named
    const isDay = typeof limit === 'string' && /^\d{4}-\d\d-\d\d$/.test(limit)
    return t(key, { ...named, ...(isDay && { limit: day(limit) }) })
  }

  const sentence = computed(() => {
    if (!problem.value) return
    if (!refusal.value) return t('people.not-sent')
    return refusal.value.fields ? t('people.fields-wrong') : sentenceOf(refusal.value)
  })

  function errorOf(item: string): string | undefined {
    const field = refusal.value?.fields?.find((one) => one.item === item)
    return field && sentenceOf(field)
  }

  function write<K extends PersonKind>(
    kind: K,
    { id, version }: { readonly id: string; readonly version: number },
    input: OfficeWrite<K>['input'],
  ) {
    return send({ kind, record: { type: 'person', id }, base: version, input })
  }

  return { write, busy, sentence, errorOf, refusal }
}
