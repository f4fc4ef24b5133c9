import { addDays } from '../../day.ts'
import type { OfficeAct } from '../../office/office-act.ts'
import { refused, type Outcome, type Refused } from '../../outcome.ts'
import { administers } from '../authority.ts'
import { isHeldOn, type Dossier, type PersonFile } from '../dossier.ts'
import { lendable, longestLoanDays } from '../roles.ts'
import { isWithin } from '../unit.ts'
import { endedOn, hasSame, postOf, unfit, withDossier, type PostWish } from './opening.ts'

type Loan = PostWish & { readonly until: string }

/** Lends one's own role to a colleague of the same unit for a time (uỷ quyền); the lender keeps it too. */
export function delegate(there: PersonFile, wish: Loan, act: OfficeAct): Outcome<PersonFile> {
  const { dossier } = there
  const isNear = act.by.posts.some((post) => post.unitId === wish.unitId)
  if (!dossier || !isNear || !isColleague(dossier, wish, act)) return refused('person.not-found')
  if (dossier.version !== act.base) return refused('record.changed')
  const against = unlent(there, wish, act) ?? unfit(there, wish, act) ?? tooLong(wish, act)
  if (against) return against
  if (!isColleague(dossier, wish, { ...act, day: wish.from })) {
    return refused('person.not-colleague')
  }
  if (hasSame(dossier.posts, wish)) return refused('person.post-twice')
  const lent = { ...postOf(wish, { id: there.freshId, main: false }), delegatedBy: act.by.personId }
  return withDossier(there, { ...dossier, posts: [...dossier.posts, lent] })
}

/** Takes a lent role back, at once: the lender, or the unit's administrator. */
export function endDelegation(
  there: PersonFile,
  { postId }: { readonly postId: string },
  act: OfficeAct,
): Outcome<PersonFile> {
  const { dossier } = there
  const post = dossier?.posts.find(({ id }) => id === postId)
  const isOwn = post?.delegatedBy === act.by.personId
  const isTheirs = post?.delegatedBy != null && (isOwn || administers(post.unitId, act))
  if (!dossier || !isTheirs) return refused('person.not-found')
  if (dossier.version !== act.base) return refused('record.changed')
  const posts = endedOn(dossier.posts, addDays(act.day, -1), ({ id }) => id === postId)
  return withDossier(there, { ...dossier, posts })
}

function isColleague({ posts }: Dossier, { unitId }: PostWish, act: OfficeAct): boolean {
  return posts.some(
    (post) =>
      isHeldOn(post, act.day) &&
      post.delegatedBy === null &&
      isWithin(post.unitId, unitId, act.units),
  )
}

/** The role must be the lender's own on all those days, and not lent itself. */
function unlent({ ownPosts }: PersonFile, wish: Loan, act: OfficeAct): Refused | undefined {
  if (act.recordId === act.by.personId) return refused('person.lends-to-self')
  const isOwn = ownPosts.some(
    (post) =>
      post.unitId === wish.unitId &&
      post.role === wish.role &&
      post.delegatedBy === null &&
      isHeldOn(post, wish.from) &&
      isHeldOn(post, wish.until),
  )
  return isOwn && lendable.includes(wish.role) ? undefined : refused('person.not-lendable')
}

function tooLong({ from, until }: Loan, { day }: OfficeAct): Refused | undefined {
  const isShort = from >= day && until <= addDays(from, longestLoanDays - 1)
  return isShort ? undefined : refused('person.lent-too-long', { limit: longestLoanDays })
}
