import { mount } from '@vue/test-utils'
import { Dexie } from 'dexie'
import { createPinia, getActivePinia, setActivePinia } from 'pinia'
import { vi } from 'vitest'
import { ref } from 'vue'
import App from '../../src/client/app/App.vue'
import { followLinks } from '../../src/client/app/follow-links.ts'
import { followLikes } from '../../src/client/app/likes.ts'
import { createAppRouter } from '../../src/client/app/router.ts'
import { createWords } from '../../src/client/app/words.ts'
import type { Device } from '../../src/client/device/door.ts'
import { accountsHere, openDevice } from '../../src/client/device/open.ts'
import { toasts } from '../../src/client/state/toasts.ts'
import { useConnection } from '../../src/client/state/connection/connection.ts'
import { useSession } from '../../src/client/state/session.ts'
import type { SessionReply } from '../../src/contract/plans.ts'
import type { Actor } from '../../src/domain/people/person.ts'
import { anOffice, sessionOf } from '../device/tablet.ts'
import { line } from './a-line.ts'
import { hoa } from '../domain/world.ts'
import type { Office } from '../support/office.ts'

/** The whole app over a real device, for one person, at an address. */
export interface Notebook {
  readonly device: Device
  readonly office: Office
  /** Opens an address as a link would. */
  go(path: string): Promise<void>
  path(): string
  /** All text that a person reads on the screen. */
  text(): string
  /** The control that a label or a name belongs to. */
  field(name: string, kinds?: string): HTMLElement
  type(name: string, value: string): void
  press(name: string): void
  /** Ends a run that goes on, and leaves the machine. */
  close(): Promise<void>
}

export function aSession(actor: Actor = hoa): SessionReply {
  return { ...sessionOf(actor), name: 'Nguyễn Thị Hoa', salutation: 'cô' }
}

/** Opens the app on a device that has already pulled from the office. */
export async function openNotebook(
  path: string,
  office = anOffice(),
  actor: Actor = hoa,
): Promise<Notebook> {
  const session = aSession(actor)
  const first = await openDevice(session)
  await first.synchronise(office.for(actor))
  first.close()
  setActivePinia(createPinia())
  const store = useSession()
  await store.open(session.accountId)
  const device = store.opened
  const screen = await show(path, {
    close: async () => {
      // Signed out meanwhile, it is closed already.
      await device.synchronise(line.exchange).catch(() => undefined)
      device.close()
    },
  })
  return { ...screen, device, office }
}

/** Opens the cover: on a machine where nobody's notebook is open, or over the one of an account. */
export async function openCover(path = '/sign-in', accountId?: string) {
  setActivePinia(createPinia())
  const store = useSession()
  store.known = await accountsHere()
  if (accountId) await store.open(accountId)
  return show(path, { close: () => store.device?.close() })
}

interface Shown {
  readonly close: () => unknown
}

async function show(path: string, { close }: Shown) {
  // A page that breaks fails its test, by the word on the console.
  vi.stubGlobal('reportError', (error: unknown) => {
    console.error(error)
  })
  const words = createWords()
  await followLikes(words)
  const router = createAppRouter(words)
  await router.push(path)
  const pwa = { needsUpdate: ref(false), installed: ref(true), update: () => undefined }
  const pinia = getActivePinia()
  const host = document.body.appendChild(document.createElement('div'))
  const app = mount(App, {
    props: { pwa },
    attachTo: host,
    global: { plugins: [router, words.plugin, ...(pinia ? [pinia] : [])] },
  })
  followLinks(router, host)
  return {
    go: async (to: string) => {
      await router.push(to)
    },
    path: () => router.currentRoute.value.fullPath,
    text: () => document.body.textContent.replace(/\s+/g, ' '),
    field: (name: string, kinds = 'input, select, textarea') => control(name, kinds),
    type: (name: string, value: string) => {
      const input = control(name, 'input, textarea') as HTMLInputElement
      input.value = value
      input.dispatchEvent(new Event('input', { bubbles: true }))
    },
    press: (name: string) => {
      control(name, 'button, a, input').click()
    },
    close: async () => {
      app.unmount()
      useConnection().$dispose()
      await close()
      document.body.replaceChildren()
    },
  }
}

/** A machine on which nothing was ever kept. */
export function freshMachine(): void {
  indexedDB = new IDBFactory()
  Dexie.dependencies.indexedDB = indexedDB
  toasts.value = []
  history.replaceState(null, '', '/')
  localStorage.clear()
}

/** Waits until the screen says so. */
export function until(check: () => boolean): Promise<void> {
  return vi.waitFor(
    () => {
      if (!check()) throw new Error(`Not yet: ${document.body.textContent}`)
    },
    { timeout: 3_000 },
  )
}

/** The control of this name; of several names, the one that only begins so. */
function control(name: string, kinds: string): HTMLElement {
  const all = [...document.querySelectorAll<HTMLElement>(kinds)]
  const found =
    all.find((element) => nameOf(element) === name) ??
    all.find((element) => nameOf(element).startsWith(name))
  if (!found) throw new Error(`No control is named “${name}”: ${all.map(nameOf).join(' | ')}`)
  return found
}

/** The name by which a person, and a screen reader, knows a control. */
function nameOf(element: HTMLElement): string {
  const label = (element as HTMLInputElement).labels?.[0]
  const words = element.getAttribute('aria-label') ?? (label ?? element).textContent
  return words.replace(/\s+/g, ' ').trim()
}
