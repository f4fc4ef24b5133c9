import { ref } from 'vue'
import type { Problem } from '#domain/problems.ts'
import type { OfficeSaid } from '../../state/office.ts'
import { wordsOfProblem } from '../../state/words-of-problem.ts'
import { useI18n } from '../../ui/i18n.ts'
import { useShow } from '../../ui/show.ts'

/** What the office said to a write, as a sentence; nothing where it was done. */
export function useSaid() {
  const { t } = useI18n()
  const show = useShow()
  const text = ref('')
  const field = ref<string>()

  function sentence(problem: Problem): string {
    const { key, named } = wordsOfProblem(problem)
    const { limit } = named
    if (typeof limit === 'string' && /^\d{4}-\d\d-\d\d$/.test(limit)) {
      return t(key, { ...named, limit: show.day(limit) })
    }
    return t(key, named)
  }

  /** Whether it was done. */
  function hear(reply: OfficeSaid): boolean {
    clear()
    if (reply.ok) return true
    if (reply.word !== 'refused') text.value = t('rounds.unsent')
    else text.value = sentence(reply.problem)
    if (reply.word === 'refused') field.value = reply.problem.item
    return false
  }

  function clear(): void {
    text.value = ''
    field.value = undefined
  }

  return { text, field, hear, clear, sentence }
}
