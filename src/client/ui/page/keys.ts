import { onBeforeUnmount, onMounted } from 'vue'

/** What each key does, by its letter. */
export type Keys = Readonly<Record<string, () => void>>

// A held key goes on through a list; an act is done once for each press.
const steps = new Set(['j', 'k'])

/**
 * Single keys of a screen. They sleep while a person types, while a dialog is open, with a
 * modifier held, and where they were switched off (WCAG 2.1.4).
 */
export function useKeys(keys: Keys, isOn: () => boolean): void {
  const onKey = (event: KeyboardEvent) => {
    const key = event.key.toLowerCase()
    const act = keys[key]
    if (!act || !isOn() || isTaken(event) || (event.repeat && !steps.has(key))) return
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

const settleMs = 600

/** For what can't be undone: its key does nothing until the page has stood for a moment. */
export function onceSettled() {
  const openedAt = performance.now()
  return <T>(act: (given: T) => void, given: T) =>
    () => {
      if (performance.now() - openedAt > settleMs) act(given)
    }
}

function isTaken(event: KeyboardEvent): boolean {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return true
  if (document.querySelector('dialog[open]')) return true
  const { target } = event
  return target instanceof Element && target.matches(typing)
}

const typing =
  'textarea, select, [contenteditable], input:not([type=radio], [type=checkbox], [type=button])'
