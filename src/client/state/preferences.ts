import { defineStore } from 'pinia'
import { ref, watch } from 'vue'

export type Theme = 'auto' | 'light' | 'dark'

interface Kept {
  readonly language: 'vi' | 'en'
  readonly theme: Theme
  /** Whether single letters act, as J and K in lists: some people press them by accident. */
  readonly letterKeys: boolean
}

const place = 'so-tay-so:preferences'
const first: Kept = { language: 'vi', theme: 'auto', letterKeys: true }

/** How this device's user likes the app; kept on the device, the same for all its accounts. */
export const usePreferences = defineStore('preferences', () => {
  const kept = read()
  const language = ref(kept.language)
  const theme = ref(kept.theme)
  const letterKeys = ref(kept.letterKeys)
  watch(
    () => ({ language: language.value, theme: theme.value, letterKeys: letterKeys.value }),
    write,
    { flush: 'sync' },
  )
  return { language, theme, letterKeys }
})

function read(): Kept {
  try {
    return { ...first, ...(JSON.parse(localStorage.getItem(place) ?? '{}') as Partial<Kept>) }
  } catch {
    return first
  }
}

function write(preferences: Kept): void {
  try {
    localStorage.setItem(place, JSON.stringify(preferences))
  } catch {
    // A browser that keeps nothing still lets one choose for now.
  }
}
