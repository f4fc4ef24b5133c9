import type { Day } from '../day.ts'

/** What a person does in a unit (PRODUCT.md, "Who may see what"). */
export type Role =
  | 'staff'
  | 'group-head'
  | 'deputy'
  | 'principal'
  | 'officer'
  | 'reviewer'
  | 'leader'
  | 'administrator'
  | 'auditor'

/** giáo viên, cán bộ quản lý, nhân viên, công chức. */
export type StaffKind = 'teacher' | 'manager' | 'employee' | 'official'

/** A role in a unit between two days, the last one included. One post is the main one: there the person counts. */
export interface Post {
  readonly unitId: string
  readonly role: Role
  readonly from: Day
  readonly until: Day | null
  readonly main: boolean
  /** Held because this unit, whose heads they are, keeps the records of the one that is gone. */
  readonly inheritedFrom?: string
}

/** A person as rules see one: no name. Names live in the `person` table and travel beside the records. */
export interface Actor {
  readonly personId: string
  readonly posts: readonly Post[]
}

export function postsOn(actor: Actor, day: Day): readonly Post[] {
  return actor.posts.filter(
    (post) => post.from <= day && (post.until === null || day <= post.until),
  )
}

export function mainPost(actor: Actor, day: Day): Post | undefined {
  const posts = postsOn(actor, day)
  return posts.find((post) => post.main) ?? posts[0]
}
