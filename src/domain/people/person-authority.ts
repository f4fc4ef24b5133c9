import type { Day } from '../day.ts'
import { administers, holdsAbove, type Asked } from './authority.ts'
import { homePost, unitsOf, type Dossier } from './dossier.ts'
import { postsOn, type Actor, type Role } from './person.ts'

type Posts = Pick<Dossier, 'posts'>

/** Whether the person's page is theirs to see: their own, their administrator's, or their school's head's or deputy's. */
export function seesPerson(dossier: Pick<Dossier, 'personId' | 'posts'>, asked: Asked): boolean {
  if (dossier.personId === asked.by.personId) return true
  return unitsOf(dossier, asked.day).some(
    (unitId) => administers(unitId, asked) || holdsAbove(['principal', 'deputy'], unitId, asked),
  )
}

/** The administrator of the unit where the person counts. */
export function administersPerson({ posts }: Posts, asked: Asked): boolean {
  const home = homePost(posts, asked.day)
  return home !== undefined && administers(home.unitId, asked)
}

/** The administrator of every unit in which the person has something to do: they alone end it all. */
export function administersWholly(dossier: Posts, asked: Asked): boolean {
  return (
    administersPerson(dossier, asked) &&
    unitsOf(dossier, asked.day).every((unitId) => administers(unitId, asked))
  )
}

const staffRoles: readonly Role[] = ['administrator', 'principal', 'deputy']

/** The units below which somebody may look for people by name. */
export function staffUnitsOf(actor: Actor, day: Day): readonly string[] {
  const posts = postsOn(actor, day).filter(({ role }) => staffRoles.includes(role))
  return [...new Set(posts.map(({ unitId }) => unitId))]
}
