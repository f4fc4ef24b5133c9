import { ref, type Ref } from 'vue'
import type { Router } from 'vue-router'

/** What the screen may know of the installed app. */
export interface Pwa {
  /** A new version waits; it takes over only when a person asks for it. */
  readonly needsUpdate: Ref<boolean>
  /** The shell is on this device: the app opens without a line. */
  readonly installed: Ref<boolean>
  readonly update: () => void
}

/** Installs the service worker after the first screen has painted, and watches it. */
export function startPwa(): Pwa {
  const needsUpdate = ref(false)
  const installed = ref(false)
  let update = (): void => undefined
  if (import.meta.env.PROD && 'serviceWorker' in navigator) {
    // The first screen does not wait for what watches it.
    void import('./watch-worker.ts')
      .then(({ watchWorker }) => watchWorker({ needsUpdate, installed }))
      .then((take) => (update = take))
  }
  return {
    needsUpdate,
    installed,
    update: () => {
      update()
    },
  }
}

/**
 * A page whose code is gone, because a newer version replaced it on the server: opens the address anew,
 * once, and only with a line. What was typed is kept by the device as it is typed, so nothing is lost.
 */
export function reloadForLostCode(router: Router): void {
  let isLost = false
  window.addEventListener('vite:preloadError', () => (isLost = true))
  router.onError((_error, to) => {
    const state = history.state as { reloaded?: string } | null
    if (!isLost || !navigator.onLine || state?.reloaded === to.fullPath) return
    history.replaceState({ ...state, reloaded: to.fullPath }, '', to.fullPath)
    location.reload()
  })
}
