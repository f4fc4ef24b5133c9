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
    void watchWorker({ needsUpdate, installed }).then((take) => (update = take))
  }
  return {
    needsUpdate,
    installed,
    update: () => {
      update()
    },
  }
}

async function watchWorker({ needsUpdate, installed }: Omit<Pwa, 'update'>): Promise<() => void> {
  // Loaded on its own: the first screen does not wait for it.
  const { Workbox } = await import('workbox-window')
  const worker = new Workbox('/sw.js')
  worker.addEventListener('waiting', () => (needsUpdate.value = true))
  worker.addEventListener('activated', () => (installed.value = true))
  // Another tab asked for the new version: this one offers it too, and does not reload by itself.
  worker.addEventListener('controlling', (event) => {
    if (event.isUpdate) needsUpdate.value = true
  })
  const registration = await worker.register()
  installed.value ||= registration?.active !== undefined && registration.active !== null
  const look = (): void => {
    if (document.visibilityState === 'visible' && navigator.onLine) {
      void registration?.update().catch(() => undefined)
    }
  }
  document.addEventListener('visibilitychange', look)
  return () => {
    if (!registration?.waiting) {
      location.reload()
      return
    }
    worker.addEventListener('controlling', () => {
      location.reload()
    })
    worker.messageSkipWaiting()
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
