import { onBeforeUnmount, onMounted } from 'vue'

/** What each key does, by its letter. */
export type Keys = Readonly<Record<string, () => void>>

/**
 * Single keys of a screen. They sleep while a person types, while a dialog is open, with a
 * modifier held, and where they were switched off (WCAG 2.1.4).
 */
export function useKeys(keys: Keys, isOn: () => boolean): void {
  const onKey = (event: KeyboardEvent) => {
    const act = keys[event.key.toLowerCase()]
    if (!act || !isOn() || isTaken(event)) return
    event.preventDefault()
    act()
  }
  onMounted(() => {
    document.addEventListener('keydown', onKey)
  })
  onBeforeUnmount(() => {
    document.removeEventListener('keydown', onKey)
  })
}

function isTaken(event: KeyboardEvent): boolean {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return true
  if (document.querySelector('dialog[open]')) return true
  const { target } = event
  return target instanceof Element && target.matches(typing)
}

const typing =
  'textarea, select, [contenteditable], input:not([type=radio], [type=checkbox], [type=button])'
