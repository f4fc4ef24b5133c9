import type { Day } from '../day.ts'
import { administers, holdsAt, leadsStaff, type Asked } from '../people/authority.ts'
import type { Post, Role } from '../people/person.ts'

interface Held {
  readonly posts: readonly Post[]
}

/**
 * Whose account a head may open again in the own school. Not another head's: whoever holds the
 * office for a few days would keep the account of the one who lent it.
 */
const belowHead: readonly Role[] = ['staff', 'group-head', 'deputy']
/** A post of these kinds elsewhere adds no power. */
const plainRoles: readonly Role[] = ['staff', 'group-head']

/** Whether the person is on a list that the asker sees: the administrator's tree, the own school's. */
export function mayKnow(holder: Held, act: Asked): boolean {
  const post = nearestPost(holder, act.day)
  if (!post) return false
  if (isOver(post, act.day)) return administers(post.unitId, act)
  return leadsStaff(post.unitId, act) || holdsAt(['deputy'], post.unitId, act)
}

/** Whether the account is in the asker's hand: by the main post; that of whoever left is the administrator's. */
export function leads(holder: Held, act: Asked): boolean {
  const post = nearestPost(holder, act.day)
  if (!post) return false
  return isOver(post, act.day) ? administers(post.unitId, act) : leadsStaff(post.unitId, act)
}

/** Whether the person holds an office, now or soon, that the asker could not give: its account would lend its power. */
export function outranks(holder: Held, act: Asked): boolean {
  return holder.posts
    .filter((post) => !isOver(post, act.day))
    .some((post) => !isWithinReach(post, act))
}

function isWithinReach({ unitId, role }: Post, act: Asked): boolean {
  if (plainRoles.includes(role) || administers(unitId, act)) return true
  return belowHead.includes(role) && holdsAt(['principal'], unitId, act)
}

/** The main post of the day, else the next one, else the last. */
export function nearestPost({ posts }: Held, day: Day): Post | undefined {
  return [...posts].sort(
    (a, b) => nearness(b, day) - nearness(a, day) || (a.from < b.from ? 1 : -1),
  )[0]
}

function nearness(post: Post, day: Day): number {
  const time = isOver(post, day) ? 0 : post.from <= day ? 4 : 2
  return time + (post.main ? 1 : 0)
}

function isOver({ until }: Post, day: Day): boolean {
  return until !== null && until < day
}
