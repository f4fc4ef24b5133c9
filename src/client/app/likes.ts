import { watch } from 'vue'
import { usePreferences } from '../state/preferences.ts'
import type { Words } from './words.ts'

/** Keeps page and words as the device's user likes them. A language whose words can't be fetched now comes with the next start. */
export async function followLikes(words: Words): Promise<void> {
  const likes = usePreferences()
  watch(
    () => likes.theme,
    (theme) => {
      if (theme === 'auto') delete document.documentElement.dataset['theme']
      else document.documentElement.dataset['theme'] = theme
    },
    { immediate: true },
  )
  const speak = () => words.speak(likes.language).catch(() => undefined)
  watch(() => likes.language, speak)
  if (likes.language !== 'vi') await speak()
}
