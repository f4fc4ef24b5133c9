import bookOpen from '../../ui/icons/book-open.svg?raw'
import calendarCheck from '../../ui/icons/calendar-check.svg?raw'
import clipboardList from '../../ui/icons/clipboard-list.svg?raw'
import type { Icon } from '../../ui/icons/icon.ts'
import inbox from '../../ui/icons/inbox.svg?raw'
import plus from '../../ui/icons/plus.svg?raw'
import send from '../../ui/icons/send.svg?raw'

/** Who the navigation is for: what a person does most decides the row. */
export type NavRole =
  'staff' | 'head' | 'reviewer' | 'writing-reviewer' | 'onlooker' | 'administrator'

/** A place of the navigation; its words are `core.nav.<name>`. */
export interface Place {
  readonly name: string
  readonly href: string
  readonly icon: Icon
  readonly go?: boolean
  readonly counts?: 'outbox' | 'queue'
}

const home: Place = { name: 'home', href: '/', icon: calendarCheck }
const training: Place = { name: 'training', href: '/training', icon: bookOpen }
const log: Place = { name: 'log', href: '/training/new', icon: plus, go: true }
const outbox: Place = { name: 'outbox', href: '/outbox', icon: send, counts: 'outbox' }
const review: Place = { name: 'review', href: '/review', icon: clipboardList, counts: 'queue' }
const queue: Place = { name: 'queue', href: '/review', icon: inbox, counts: 'queue' }

/** The places of each role, in order; the act stands in the middle where there is one. */
export const placesOf: Record<NavRole, readonly Place[]> = {
  staff: [home, training, log, outbox],
  head: [home, review, log, training, outbox],
  reviewer: [queue, home, outbox],
  'writing-reviewer': [queue, home, log, training, outbox],
  onlooker: [home, outbox],
  // Its places come with the office.
  administrator: [home, outbox],
}
