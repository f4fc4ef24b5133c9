import type { Day, Instant } from '#domain/day.ts'
import type { Role } from '#domain/people/person.ts'

/** Messages, and where browsers take notifications of them. */
export interface MessageTables {
  message: MessageTable
  pushSubscription: PushSubscriptionTable
  roundReminder: RoundReminderTable
}

export interface MessageTable {
  id: string
  title: string
  text: string
  unitIds: string[]
  roles: Role[]
  untilOn: Day
  byId: string | null
  /** A reminder of this round, for those who have not sent yet. */
  roundId: string | null
  sentAt: Instant
  takenBackAt: Instant | null
  /** When its notifications were handed on. */
  pushedAt: Instant | null
  /** How many it was for when it was sent. */
  people: number
  version: number
}

export interface PushSubscriptionTable {
  endpoint: string
  accountId: string
  p256dh: string
  auth: string
  createdAt: Instant
}

export interface RoundReminderTable {
  roundId: string
  closesOn: Day
  daysBefore: number
  madeAt: Instant
  messageId: string | null
}
