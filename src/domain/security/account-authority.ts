import { administers, type Asked } from '../people/authority.ts'
import type { Actor } from '../people/person.ts'

/**
 * Whether somebody administers every unit in which the owner of an account works now or soon. What
 * loosens how an account is opened is a way into it, with all that its owner may do anywhere.
 */
export function administersAll({ posts: all }: Actor, asked: Asked): boolean {
  const open = all.filter(({ until }) => until === null || until >= asked.day)
  const posts = open.length > 0 ? open : all
  return posts.length > 0 && posts.every(({ unitId }) => administers(unitId, asked))
}
