import { addDays, type Day } from '../../day.ts'
import type { OfficeAct } from '../../office/office-act.ts'
import { refused, type Outcome, type Refused } from '../../outcome.ts'
import { homePost, isHeldOn, overlaps, type HeldPost, type PersonFile } from '../dossier.ts'
import { administersPerson, administersWholly } from '../person-authority.ts'
import { leavesNoAdministrator } from './last-administrator.ts'
import {
  endedOn,
  isOfficeDay,
  openedFor,
  postOf,
  unplaced,
  withDossier,
  type PostWish,
} from './opening.ts'

/** Another main unit, or another main role: the old post ends the day before. What was written stays its author's. */
export function movePerson(
  there: PersonFile,
  input: PostWish,
  act: OfficeAct,
): Outcome<PersonFile> {
  const opened = openedFor(there, act, administersPerson)
  if (!opened.ok) return opened
  const wish = { ...input, until: null }
  const old = opened.value.posts.findLast((post) => post.main && isHeldOn(post, wish.from))
  const against = unplaced(there, wish, act) ?? unmoved(opened.value.posts, wish, old)
  if (against) return against
  const lastDay = addDays(wish.from, -1)
  const kept = endedOn(opened.value.posts, lastDay, (post) => goesWith(post, old, wish))
  const posts = [...kept, postOf(wish, { id: there.freshId, main: true })]
  if (leavesNoAdministrator(there, posts, act)) return refused('person.last-administrator')
  return withDossier(there, { ...opened.value, posts })
}

/** Takes back a move that was a slip: the posts are as before, and no post of one day stays behind. */
export function undoMove(there: PersonFile, _: object, act: OfficeAct): Outcome<PersonFile> {
  const opened = openedFor(there, act, administersPerson)
  if (!opened.ok) return opened
  const { newestMove } = there
  if (!newestMove || !administersPerson(newestMove, act)) return refused('person.no-move')
  if (newestMove.isUsed) return refused('person.move-used')
  const { posts } = newestMove
  if (leavesNoAdministrator(there, posts, act)) return refused('person.last-administrator')
  return withDossier(there, { ...opened.value, posts })
}

/** All posts end. The account stays, for the person's own records. */
export function leave(
  there: PersonFile,
  { lastDay }: { readonly lastDay: Day },
  act: OfficeAct,
): Outcome<PersonFile> {
  const opened = openedFor(there, act, administersWholly)
  if (!opened.ok) return opened
  const { posts } = opened.value
  if (!isOfficeDay(lastDay, act.day)) return refused('person.day-unfit')
  if (posts.every(({ until }) => until !== null && until <= lastDay)) return refused('person.left')
  const begun = homePost(posts, act.day)?.from
  if (begun !== undefined && lastDay < begun) {
    return refused('person.end-before-begin', { limit: begun })
  }
  const after = endedOn(posts, lastDay, () => true)
  if (leavesNoAdministrator(there, after, act)) return refused('person.last-administrator')
  return withDossier(there, { ...opened.value, posts: after })
}

/** Takes somebody back who had left. */
export function rejoin(there: PersonFile, input: PostWish, act: OfficeAct): Outcome<PersonFile> {
  const opened = openedFor(there, act, administersPerson)
  if (!opened.ok) return opened
  const wish = { ...input, until: null }
  const against = unplaced(there, wish, act) ?? mainFrom(opened.value.posts, wish.from)
  if (against) return against
  const post = postOf(wish, { id: there.freshId, main: true })
  return withDossier(there, { ...opened.value, posts: [...opened.value.posts, post] })
}

/** One main unit on any day: there must be one to leave, and none that comes later. */
function unmoved(
  posts: readonly HeldPost[],
  wish: PostWish,
  old: HeldPost | undefined,
): Refused | undefined {
  const later = posts.find((post) => post.main && post.from >= wish.from)
  if (later) return refused('person.main-overlap', { limit: later.from })
  if (!old) return refused('person.left')
  const isSame = old.unitId === wish.unitId && old.role === wish.role
  return isSame ? refused('person.post-twice') : undefined
}

/** With the main post end what was named or lent within the unit that is left. */
function goesWith(post: HeldPost, old: HeldPost | undefined, { unitId }: PostWish): boolean {
  if (post.main) return true
  const isOfOldUnit = post.unitId === old?.unitId && post.unitId !== unitId
  return isOfOldUnit && (post.role === 'group-head' || post.delegatedBy !== null)
}

function mainFrom(posts: readonly HeldPost[], from: Day): Refused | undefined {
  const main = posts.find((post) => post.main && overlaps(post, from, null))
  if (!main) return
  return isHeldOn(main, from)
    ? refused('person.still-here')
    : refused('person.main-overlap', { limit: main.from })
}
