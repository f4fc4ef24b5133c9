import type { Day } from '../day.ts'
import type { OfficeAct } from '../office/office-act.ts'
import { administers, holdsAt, leadsStaff } from '../people/authority.ts'
import type { Post, Role } from '../people/person.ts'

interface Held {
  readonly posts: readonly Post[]
}

/** What a head may hand out again in the own school; a post elsewhere of these kinds adds no power. */
const schoolRoles: readonly Role[] = ['staff', 'group-head', 'deputy', 'principal']
const plainRoles: readonly Role[] = ['staff', 'group-head']

/** Whether the person is on a list that the asker sees: the administrator's tree, the own school's. */
export function mayKnow(holder: Held, act: OfficeAct): boolean {
  const post = nearestPost(holder, act.day)
  if (!post) return false
  if (isOver(post, act.day)) return administers(post.unitId, act)
  return leadsStaff(post.unitId, act) || holdsAt(['deputy'], post.unitId, act)
}

/** Whether the account is in the asker's hand: by the main post; that of whoever left is the administrator's. */
export function leads(holder: Held, act: OfficeAct): boolean {
  const post = nearestPost(holder, act.day)
  if (!post) return false
  return isOver(post, act.day) ? administers(post.unitId, act) : leadsStaff(post.unitId, act)
}

/** Whether the person holds an office, now or soon, that the asker could not give: its account would lend its power. */
export function outranks(holder: Held, act: OfficeAct): boolean {
  return holder.posts
    .filter((post) => !isOver(post, act.day))
    .some((post) => !isWithinReach(post, act))
}

function isWithinReach({ unitId, role }: Post, act: OfficeAct): boolean {
  if (plainRoles.includes(role) || administers(unitId, act)) return true
  return schoolRoles.includes(role) && holdsAt(['principal'], unitId, act)
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
