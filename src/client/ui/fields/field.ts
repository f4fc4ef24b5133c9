import '../styles/fields.css'
import { computed, useId } from 'vue'

/** What every field may be given besides its value. */
export interface FieldWords {
  label: string
  hint?: string | undefined
  error?: string | undefined
  optional?: boolean | undefined
}

/** The names by which a field, its hint and its error find each other. */
export function useField(words: () => Pick<FieldWords, 'hint' | 'error'>) {
  const id = useId()
  const described = computed(() => {
    const { hint, error } = words()
    return [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ') || undefined
  })
  return { id, described }
}
