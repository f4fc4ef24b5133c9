import type { Actor, Post } from '#domain/people/person.ts'
import { fresh } from './fresh.ts'

/** A person with an account, as tests and the demo speak of one. */
export interface Someone {
  readonly id: string
  readonly name: string
  readonly salutation: 'thầy' | 'cô' | null
  readonly posts: readonly Post[]
  readonly accountId: string
  readonly username: string
}

/** The password of every account that a builder makes. */
export const demoPassword = 'so-tay-so'

export function aPost(given: Partial<Post> & Pick<Post, 'unitId'>): Post {
  return { role: 'staff', from: '2020-06-01', until: null, main: true, ...given }
}

export function aPerson(given: Partial<Someone> = {}): Someone {
  const id = given.id ?? fresh('person')
  return {
    id,
    name: 'Nguyễn Thị Hoa',
    salutation: null,
    posts: [],
    accountId: `account-${id}`,
    username: id,
    ...given,
  }
}

/** Staff of a unit, unless the post says more. */
export function aTeacher(unitId: string, given: Partial<Someone> & { role?: Post['role'] } = {}) {
  const { role, ...rest } = given
  return aPerson({ posts: [aPost({ unitId, role: role ?? 'staff' })], ...rest })
}

export function anActor(someone: Someone): Actor {
  return { personId: someone.id, posts: someone.posts }
}
