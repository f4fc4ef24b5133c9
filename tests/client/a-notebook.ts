import { mount } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { vi } from 'vitest'
import { ref } from 'vue'
import type { RouteRecordRaw } from 'vue-router'
import App from '../../src/client/app/App.vue'
import { followLinks } from '../../src/client/app/follow-links.ts'
import { createAppRouter } from '../../src/client/app/router.ts'
import { createWords } from '../../src/client/app/words.ts'
import type { Device } from '../../src/client/device/door.ts'
import { openDevice } from '../../src/client/device/open.ts'
import { routes as form } from '../../src/client/features/log-training/routes.ts'
import { routes as list } from '../../src/client/features/my-training/routes.ts'
import { routes as home } from '../../src/client/features/my-year/routes.ts'
import { routes as outbox } from '../../src/client/features/outbox/routes.ts'
import { routes as door } from '../../src/client/features/sign-in/routes.ts'
import { useSession } from '../../src/client/state/session.ts'
import type { SessionReply } from '../../src/contract/plans.ts'
import type { Actor } from '../../src/domain/people/person.ts'
import { anOffice, sessionOf } from '../device/tablet.ts'
import { hoa } from '../domain/world.ts'
import type { Office } from '../support/office.ts'

const pages: readonly RouteRecordRaw[] = [...home, ...form, ...list, ...outbox, ...door]

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
  field<T extends HTMLElement = HTMLInputElement>(name: string): T
  type(name: string, value: string): void
  press(name: string): void
  close(): void
}

export function aSession(actor: Actor = hoa): SessionReply {
  return { ...sessionOf(actor), name: 'Nguyễn Thị Hoa', salutation: 'cô' }
}

/** Opens the app on a device that has already pulled from the office. */
export async function openNotebook(path: string, office = anOffice()): Promise<Notebook> {
  const session = aSession()
  const first = await openDevice(session)
  await first.synchronise(office.for(hoa))
  first.close()
  setActivePinia(createPinia())
  const store = useSession()
  await store.open(session.accountId)
  return show(path, { office, device: store.opened })
}

export async function show(
  path: string,
  { office, device }: { office: Office; device: Device },
): Promise<Notebook> {
  const words = createWords()
  const router = createAppRouter(words)
  for (const page of pages) router.addRoute(page)
  await router.push(path)
  const pwa = { needsUpdate: ref(false), installed: ref(true), update: () => undefined }
  const pinia = (await import('pinia')).getActivePinia()
  const app = mount(App, {
    props: { pwa },
    attachTo: document.body,
    global: { plugins: [router, words.plugin, ...(pinia ? [pinia] : [])] },
  })
  followLinks(router, document.body)
  return {
    device,
    office,
    go: async (to) => void (await router.push(to)),
    path: () => router.currentRoute.value.fullPath,
    text: () => (document.body.textContent ?? '').replace(/\s+/g, ' '),
    field: (name) => control(name) as never,
    type: (name, value) => {
      const input = control(name) as HTMLInputElement
      input.value = value
      input.dispatchEvent(new Event('input', { bubbles: true }))
    },
    press: (name) => {
      control(name).click()
    },
    close: () => {
      app.unmount()
      device.close()
      document.body.replaceChildren()
    },
  }
}

/** Waits until the screen says so. */
export function until(check: () => boolean): Promise<void> {
  return vi.waitFor(
    () => {
      if (!check()) throw new Error(`Not yet: ${document.body.textContent ?? ''}`)
    },
    { timeout: 3_000 },
  )
}

function control(name: string): HTMLElement {
  const found = [...document.querySelectorAll<HTMLElement>('button, a, input, select, textarea')]
    .filter((element) => nameOf(element) === name)
    .at(0)
  if (!found) throw new Error(`No control is named “${name}”.`)
  return found
}

/** The name by which a person, and a screen reader, knows a control. */
function nameOf(element: HTMLElement): string {
  const said = element.getAttribute('aria-label')
  if (said) return said
  const labels = (element as HTMLInputElement).labels ?? undefined
  const words = labels?.[0] ? labels[0].textContent : element.textContent
  return (words ?? '').replace(/\s+/g, ' ').trim()
}
