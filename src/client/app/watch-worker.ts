import { Workbox } from 'workbox-window'
import type { Ref } from 'vue'

interface Watched {
  readonly needsUpdate: Ref<boolean>
  readonly installed: Ref<boolean>
}

/** Installs the service worker, tells what it does, and gives the act that lets a new version in. */
export async function watchWorker({ needsUpdate, installed }: Watched): Promise<() => void> {
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
