import type { Day, Instant } from '../day.ts'
import type { OfficeAct } from '../office/office-act.ts'
import { done, refused, type Outcome } from '../outcome.ts'
import { administers, holdsAbove, type Asked } from '../people/authority.ts'
import { postsOn, type Actor, type Post, type Role } from '../people/person.ts'
import { isWithin, type Units } from '../people/unit.ts'
import { tidy } from '../text.ts'

/** What somebody of the office says to all in a scope, until a day. */
export interface Message {
  readonly id: string
  readonly title: string
  readonly text: string
  /** The heads of the subtrees that it is for. */
  readonly unitIds: readonly string[]
  /** None means everybody there. */
  readonly roles: readonly Role[]
  /** The last day on which it is shown. */
  readonly until: Day
  /** Nobody: the house itself, as a reminder of a round. */
  readonly byId: string | null
  readonly sentAt: Instant
  readonly takenBackAt: Instant | null
  readonly version: number
}

export interface Words {
  readonly title: string
  readonly text: string
  readonly unitIds: readonly string[]
  readonly roles: readonly Role[]
  readonly until: Day
}

const writers: readonly Role[] = ['administrator', 'reviewer', 'officer', 'principal', 'deputy']

/** Whether the person may write to anybody, each for their own units and what is below. */
export function mayWrite(by: Actor, day: Day): boolean {
  return postsOn(by, day).some(({ role }) => writers.includes(role))
}

/** Whether the message is for somebody who holds this post. */
export function isForPost({ unitIds, roles }: Message, post: Post, units: Units): boolean {
  if (roles.length > 0 && !roles.includes(post.role)) return false
  return unitIds.some((above) => isWithin(post.unitId, above, units))
}

export function sendMessage(
  there: Message | undefined,
  words: Words,
  act: OfficeAct,
): Outcome<Message> {
  if (there) return refused('record.changed')
  const unitIds = [...new Set(words.unitIds)]
  // A unit that is not there and one that is not theirs get the same answer.
  if (!unitIds.every((id) => act.units.has(id) && holdsAbove(writers, id, act)))
    return refused('message.not-yours')
  const title = tidy(words.title)
  const text = tidy(words.text)
  if (title === '' || text === '') return refused('message.empty')
  if (words.until < act.day) return refused('message.until-past', { limit: act.day })
  return done({
    id: act.recordId,
    title,
    text,
    unitIds,
    roles: [...new Set(words.roles)],
    until: words.until,
    byId: act.by.personId,
    sentAt: act.at,
    takenBackAt: null,
    version: 1,
  })
}

/** By who wrote it, or who administers all units that it went to. */
export function takeBackMessage(
  there: Message | undefined,
  _: unknown,
  act: OfficeAct,
): Outcome<Message> {
  if (!there || !maySee(there, act)) return refused('message.not-found')
  if (there.takenBackAt !== null || there.version !== act.base) return refused('record.changed')
  return done({ ...there, takenBackAt: act.at, version: there.version + 1 })
}

/** Whether the message stands in this person's list of what was sent. */
export function maySee({ byId, unitIds }: Message, asked: Asked): boolean {
  return byId === asked.by.personId || unitIds.every((id) => administers(id, asked))
}
