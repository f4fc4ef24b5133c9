import { addDays, type Day } from '../day.ts'
import type { Post, Role } from '../people/person.ts'

/** A post with whose it is. */
export interface HeldPost extends Post {
  readonly id: string
  readonly personId: string
  /** Who lent it for a time. */
  readonly delegatedBy: string | null
}

/** What becomes of posts when their unit goes into another. */
export interface PostMoves {
  /** Posts that end on the day before; history keeps them where they were. */
  readonly ends: readonly string[]
  /** Posts that would have begun on the day or later: they begin in the other unit. */
  readonly moves: readonly { readonly id: string; readonly role: Role }[]
  /** Posts that go on in the other unit. */
  readonly adds: readonly Omit<HeldPost, 'id' | 'inheritedFrom'>[]
}

/**
 * People go along with their unit, in the same roles. A school has one head (our reading, no source among the
 * papers): the head who comes stays one only where there is no other, else is a deputy
 * until the administrator says more. Whoever has the same role there already has it once. What was
 * lent does not go along: it ends with the post of which it was lent.
 */
export function movePosts(
  { leaving, staying }: { leaving: readonly HeldPost[]; staying: readonly HeldPost[] },
  { to, day }: { to: string; day: Day },
): PostMoves {
  const open = leaving.filter((post) => isOwn(post) && isOpen(post, day))
  const there = staying.filter((post) => isOwn(post) && isOpen(post, day))
  const { deputies } = headsOf(open, there)
  const roleOf = (post: HeldPost): Role => {
    return isHead(post) && deputies.includes(post.personId) ? 'deputy' : post.role
  }
  const going = onlyOnce(open, there, roleOf)
  const begun = open.filter(({ from }) => from < day)
  const doubled = there.filter((post) => going.some((one) => replaces(one, post, roleOf)))
  return {
    ends: [...begun, ...doubled].map(({ id }) => id),
    moves: open
      .filter((post) => post.from >= day)
      .map((post) => ({ id: post.id, role: roleOf(post) })),
    adds: going
      .filter(({ from }) => from < day)
      .map(({ id: _, ...post }) => ({
        ...post,
        role: roleOf({ id: '', ...post }),
        unitId: to,
        from: day,
      })),
  }
}

/** Who is head of a unit into which others go, and which heads become deputies; ids of people. */
export interface HeadsAfter {
  readonly heads: readonly string[]
  readonly deputies: readonly string[]
}

export function headsAfter(
  { leaving, staying }: { leaving: readonly HeldPost[]; staying: readonly HeldPost[] },
  day: Day,
): HeadsAfter {
  const counts = (post: HeldPost) => isOwn(post) && isOpen(post, day)
  return headsOf(leaving.filter(counts), staying.filter(counts))
}

function headsOf(coming: readonly HeldPost[], there: readonly HeldPost[]): HeadsAfter {
  const own = headsIn(there)
  const others = headsIn(coming).filter((one) => !own.includes(one))
  const goesOn = own.length === 0 && others.length === 1
  return goesOn ? { heads: others, deputies: [] } : { heads: own, deputies: others }
}

function headsIn(posts: readonly HeldPost[]): readonly string[] {
  return [...new Set(posts.filter(isHead).map(({ personId }) => personId))]
}

/** The day on which what ends has its last day. */
export function lastDayBefore(day: Day): Day {
  return addDays(day, -1)
}

function isOpen({ until }: HeldPost, day: Day): boolean {
  return until === null || until >= day
}

function isOwn({ delegatedBy }: HeldPost): boolean {
  return delegatedBy === null
}

function isHead({ role }: HeldPost): boolean {
  return role === 'principal'
}

/** Of posts that would be the same in the new unit one goes there, the main one first; none where it is held already. */
function onlyOnce(
  open: readonly HeldPost[],
  there: readonly HeldPost[],
  roleOf: (post: HeldPost) => Role,
): readonly HeldPost[] {
  const key = (post: HeldPost) => `${post.personId} ${roleOf(post)}`
  const held = new Map(there.map((post) => [key(post), post]))
  const chosen = new Map<string, HeldPost>()
  const mainFirst = [...open].sort((a, b) => Number(b.main) - Number(a.main))
  for (const post of mainFirst) {
    const same = held.get(key(post))
    const isNew = !same || (post.main && !same.main)
    if (isNew && !chosen.has(key(post))) chosen.set(key(post), post)
  }
  return [...chosen.values()]
}

/** The main post takes the place of the same person's further one. */
function replaces(one: HeldPost, post: HeldPost, roleOf: (post: HeldPost) => Role): boolean {
  const isSame = one.personId === post.personId && roleOf(one) === post.role
  return isSame && one.main && !post.main
}
