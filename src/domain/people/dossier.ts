import type { Day, Instant } from '../day.ts'
import type { PersonFacts } from './person-fields.ts'
import type { Actor, Post } from './person.ts'

/** A post as the office keeps it. */
export interface HeldPost extends Post {
  readonly id: string
  /** Who lent the role for a time (uỷ quyền). */
  readonly delegatedBy: string | null
}

export interface AccountStanding {
  readonly id: string
  readonly username: string
  readonly disabledAt: Instant | null
}

/** A person to the office: facts, all posts past and to come, and whether the account is open. */
export interface Dossier {
  readonly personId: string
  readonly version: number
  readonly facts: PersonFacts
  readonly posts: readonly HeldPost[]
  readonly account: AccountStanding | null
}

/** The person's newest move, while nothing was written about them since. */
export interface NewestMove {
  /** The posts as they were before it. */
  readonly posts: readonly HeldPost[]
  /** Whether the person has sent or decided something since. */
  readonly isUsed: boolean
}

/** What a rule of people sees: the person's dossier, and what beside it the rule needs to know. */
export interface PersonFile {
  /** None where there is no such person yet. */
  readonly dossier: Dossier | undefined
  /** Whether somebody else has the identifier that the write names. */
  readonly isCodeTaken: boolean
  /** Since when the unit that the write names is closed. */
  readonly unitClosedOn: Day | null
  readonly usernames: ReadonlySet<string>
  /** The posts of whoever acts, with those that were lent to them marked. */
  readonly ownPosts: readonly HeldPost[]
  /** Everybody else who is an administrator now or later and can open the notebook. */
  readonly administrators: readonly Actor[]
  readonly newestMove: NewestMove | undefined
  /** For a post or an account that the rule adds. */
  readonly freshId: string
}

export function isHeldOn(post: Post, day: Day): boolean {
  return post.from <= day && (post.until === null || day <= post.until)
}

/** Whether the post holds on some day of a span; an open span has no end. */
export function overlaps(post: Post, from: Day, until: Day | null): boolean {
  return (until === null || post.from <= until) && (post.until === null || from <= post.until)
}

/** Where the person counts: the main post of the day, else the next one, else the last one they had. */
export function homePost(posts: readonly HeldPost[], day: Day): HeldPost | undefined {
  const main = posts.filter((post) => post.main)
  const byBegin = [...main].sort((a, b) => (a.from < b.from ? -1 : 1))
  return (
    main.find((post) => isHeldOn(post, day)) ??
    byBegin.find((post) => post.from > day) ??
    byBegin.at(-1) ??
    posts[0]
  )
}

/** Whose the person is: the units of posts that hold or are to come, else the last main unit. */
export function unitsOf({ posts }: Pick<Dossier, 'posts'>, day: Day): readonly string[] {
  const open = posts.filter((post) => post.until === null || post.until >= day)
  const home = homePost(posts, day)
  const those = open.length > 0 ? open : home ? [home] : []
  return [...new Set(those.map(({ unitId }) => unitId))]
}
