import { isDay, type Day } from '../../day.ts'
import type { OfficeAct } from '../../office/office-act.ts'
import { refused, type Outcome, type Refused } from '../../outcome.ts'
import { administers, leadsStaff } from '../authority.ts'
import { isHeldOn, type Dossier, type HeldPost, type PersonFile } from '../dossier.ts'
import { isWithin } from '../unit.ts'
import { leavesNoAdministrator } from './last-administrator.ts'
import {
  endedOn,
  hasSame,
  openedFor,
  postOf,
  unfit,
  unplaced,
  withDossier,
  type PostWish,
} from './opening.ts'

/** A post beside the main one; the person is counted at the main one alone. */
export function addPost(there: PersonFile, wish: PostWish, act: OfficeAct): Outcome<PersonFile> {
  const opened = openedFor(there, act, () => administers(wish.unitId, act))
  if (!opened.ok) return opened
  return unplaced(there, wish, act) ?? further(there, opened.value, wish)
}

/** The head names who leads a group of the school's staff (tổ trưởng). */
export function nameGroupHead(
  there: PersonFile,
  input: Omit<PostWish, 'role'>,
  act: OfficeAct,
): Outcome<PersonFile> {
  const wish = { ...input, role: 'group-head' as const }
  const opened = openedFor(there, act, () => leadsStaff(wish.unitId, act))
  if (!opened.ok) return opened
  const against = unfit(there, wish, act)
  if (against) return against
  const isColleague = opened.value.posts.some(
    (post) => isHeldOn(post, wish.from) && isWithin(post.unitId, wish.unitId, act.units),
  )
  return isColleague ? further(there, opened.value, wish) : refused('person.not-colleague')
}

interface EndInput {
  readonly postId: string
  readonly until: Day
}

/** Ends a post that is not the main one. */
export function endPost(there: PersonFile, input: EndInput, act: OfficeAct): Outcome<PersonFile> {
  const opened = openedFor(there, act, ({ posts }) =>
    posts.some((post) => post.id === input.postId && administers(post.unitId, act)),
  )
  return opened.ok ? ended(there, input, act) : opened
}

export function endGroupHead(
  there: PersonFile,
  input: EndInput,
  act: OfficeAct,
): Outcome<PersonFile> {
  const opened = openedFor(there, act, ({ posts }) =>
    posts.some(
      ({ id, role, unitId }) =>
        id === input.postId && role === 'group-head' && leadsStaff(unitId, act),
    ),
  )
  return opened.ok ? ended(there, input, act) : opened
}

function further(there: PersonFile, dossier: Dossier, wish: PostWish): Outcome<PersonFile> {
  if (hasSame(dossier.posts, wish)) return refused('person.post-twice')
  const post = postOf(wish, { id: there.freshId, main: false })
  return withDossier(there, { ...dossier, posts: [...dossier.posts, post] })
}

function ended(
  there: PersonFile,
  { postId, until }: EndInput,
  act: OfficeAct,
): Outcome<PersonFile> {
  const { dossier } = there
  const post = dossier?.posts.find(({ id }) => id === postId)
  if (!dossier || !post) return refused('person.post-not-found')
  const against = unended(post, until)
  if (against) return against
  const posts = endedOn(dossier.posts, until, ({ id }) => id === postId)
  if (leavesNoAdministrator(there, posts, act)) return refused('person.last-administrator')
  return withDossier(there, { ...dossier, posts })
}

function unended(post: HeldPost, until: Day): Refused | undefined {
  if (post.main) return refused('person.main-post')
  if (!isDay(until) || (post.until !== null && until > post.until)) {
    return refused('person.day-unfit')
  }
  return until < post.from ? refused('person.end-before-begin', { limit: post.from }) : undefined
}
