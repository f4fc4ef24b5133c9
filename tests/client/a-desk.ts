import { mount } from '@vue/test-utils'
import { Dexie } from 'dexie'
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb'
import { createPinia, setActivePinia } from 'pinia'
import { vi } from 'vitest'
import { ref } from 'vue'
import type { Device } from '../../src/client/device/door.ts'
import { openDevice } from '../../src/client/device/open.ts'
import App from '../../src/client/app/App.vue'
import { followLinks } from '../../src/client/app/follow-links.ts'
import { createAppRouter } from '../../src/client/app/router.ts'
import { createWords } from '../../src/client/app/words.ts'
import { toasts } from '../../src/client/state/toasts.ts'
import { useSession } from '../../src/client/state/session.ts'
import type { RecordReply } from '../../src/contract/exchange.ts'
import type { Answers } from '../../src/domain/instrument/instrument.ts'
import type { Actor } from '../../src/domain/people/person.ts'
import type { Submission } from '../../src/domain/submission/submission.ts'
import { anOffice, sessionOf } from '../device/tablet.ts'
import { answers, hoa, someone, units } from '../domain/world.ts'
import type { Office } from '../support/office.ts'

export const an = someone('an', 'thcs', 'staff')

const people = [
  { id: 'hoa', name: 'Nguyễn Thị Hoa', unitId: 'thcs' },
  { id: 'an', name: 'Trần Văn An', unitId: 'thcs' },
  { id: 'lan', name: 'Vũ Thị Lan', unitId: 'thcs' },
  { id: 'binh', name: 'Lê Văn Bình', unitId: 'thcs' },
]

/** An office to which Hoa and An have sent a session each; An's is the older one. */
export async function anOfficeWithTwo(): Promise<Office> {
  const office = anOffice()
  await sends(office, { by: an, id: 'b', more: { ten: 'Học liệu số', chuongTrinh: 'ct2' } })
  vi.setSystemTime(Date.now() + 60_000)
  await sends(office, { by: hoa, id: 'a' })
  return office
}

interface Sending {
  readonly by: Actor
  readonly id: string
  readonly more?: Answers
  readonly base?: number
}

/** A teacher sends from a machine of their own. */
export async function sends(office: Office, { by, id, more = {}, base = 0 }: Sending) {
  const device = await elsewhere(() => openDevice(sessionOf(by)))
  await device.synchronise(office.for(by))
  const input = { roundId: 'ledger', answers: { ...answers, ...more } }
  const outcome = await device.perform({
    kind: 'submission.send',
    planId: 'plan',
    recordId: id,
    base,
    input,
  })
  if (!outcome.ok) throw new Error(outcome.problem.code)
  await device.synchronise(office.for(by))
  device.close()
}

/** Another reviewer decides, on another machine. */
export async function decides(office: Office, by: Actor, id: string): Promise<void> {
  const device = await elsewhere(() => openDevice(sessionOf(by)))
  await device.synchronise(office.for(by))
  await device.perform({
    kind: 'submission.decide',
    planId: 'plan',
    recordId: id,
    base: 1,
    input: { revision: 1, step: 0, verdict: 'accepted', comment: '', itemComments: [] },
  })
  await device.synchronise(office.for(by))
  device.close()
}

async function elsewhere<T>(act: () => Promise<T>): Promise<T> {
  Dexie.dependencies = { indexedDB: new IDBFactory(), IDBKeyRange }
  return act()
}

export function replyOf(office: Office, id: string): RecordReply {
  const held = office.records.get(id)
  if (!held) throw new Error(`No record ${id}.`)
  const submission: Submission = held.submission
  return structuredClone({
    event: held.event,
    record: submission,
    people,
    units: [...units.values()],
  }) as RecordReply
}

export interface Desk {
  readonly device: Device
  readonly office: Office
  go(path: string): Promise<void>
  path(): string
  text(): string
  press(name: string): void
  write(name: string, value: string): void
  key(key: string): void
  control(name: string): HTMLElement
  /** A run of synchronising, as the connection makes them. */
  synchronise(): Promise<void>
  close(): void
}

/** The app as a reviewer opens it, on a device that has pulled what it holds. */
export async function openDesk(path: string, by: Actor, office: Office): Promise<Desk> {
  Dexie.dependencies = { indexedDB: new IDBFactory(), IDBKeyRange }
  toasts.value = []
  const first = await openDevice(sessionOf(by))
  await first.synchronise(office.for(by))
  for (const one of await first.read.toReview()) await first.adopt(replyOf(office, one.id), 'plan')
  first.close()
  const pinia = createPinia()
  setActivePinia(pinia)
  const store = useSession()
  await store.open(first.session.accountId)
  const device = store.opened
  const words = createWords()
  const router = createAppRouter(words)
  await router.push(path)
  const pwa = { needsUpdate: ref(false), installed: ref(true), update: () => undefined }
  // A root of its own: links of an earlier desk must not be followed by this one's router.
  const root = document.body.appendChild(document.createElement('div'))
  const app = mount(App, {
    props: { pwa },
    attachTo: root,
    global: { plugins: [pinia, router, words.plugin] },
  })
  followLinks(router, root)
  return {
    device,
    office,
    go: async (to) => {
      await router.push(to)
    },
    path: () => router.currentRoute.value.fullPath,
    text: screen,
    press: (name) => {
      control(name).click()
    },
    write: (name, value) => {
      const field = control(name) as HTMLTextAreaElement
      field.value = value
      field.dispatchEvent(new Event('input', { bubbles: true }))
    },
    key: (key) => {
      const target = document.activeElement ?? document.body
      target.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }))
    },
    control,
    synchronise: async () => {
      // A run of the app's own, which has no line here, may be joined: then once more.
      const { ended } = await device.synchronise(office.for(by))
      if (ended !== 'done') await device.synchronise(office.for(by))
    },
    close: () => {
      app.unmount()
      device.close()
      document.body.replaceChildren()
    },
  }
}

export function screen(): string {
  return document.body.textContent.replace(/\s+/g, ' ')
}

export function until(check: () => unknown): Promise<void> {
  return vi.waitFor(
    () => {
      if (!check()) throw new Error(`Not yet: ${screen()}`)
    },
    { timeout: 3_000 },
  )
}

function control(name: string): HTMLElement {
  const all = document.querySelectorAll<HTMLElement>('button, a, input, select, textarea')
  const found = [...all].find((element) => nameOf(element).startsWith(name))
  if (!found) throw new Error(`No control is named “${name}”.`)
  return found
}

function nameOf(element: HTMLElement): string {
  const label = (element as HTMLInputElement).labels?.[0]
  const words = element.getAttribute('aria-label') ?? label?.textContent ?? element.textContent
  return words.replace(/\s+/g, ' ').trim()
}
