import { onScopeDispose, ref, type Ref } from 'vue'

/** Whether the screen is so, followed as it changes. For what CSS alone can't say: a table, or rows instead of it. */
export function useMedia(query: string): Readonly<Ref<boolean>> {
  const list = matchMedia(query)
  const fits = ref(list.matches)
  const follow = () => {
    fits.value = list.matches
  }
  list.addEventListener('change', follow)
  onScopeDispose(() => {
    list.removeEventListener('change', follow)
  })
  return fits
}
