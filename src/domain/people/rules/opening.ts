import { addDays, isDay, type Day } from '../../day.ts'
import type { OfficeAct } from '../../office/office-act.ts'
import { done, refused, type Outcome, type Refused } from '../../outcome.ts'
import { administers } from '../authority.ts'
import { overlaps, type Dossier, type HeldPost, type PersonFile } from '../dossier.ts'
import { seesPerson } from '../person-authority.ts'
import type { Role } from '../person.ts'
import { fitsUnit } from '../roles.ts'

/** A post that a write asks for. */
export interface PostWish {
  readonly unitId: string
  readonly role: Role
  readonly from: Day
  readonly until?: Day | null
}

/** What every write on a person begins with: they are there, theirs to see and to change, and as the writer saw them. */
export function openedFor(
  { dossier }: PersonFile,
  act: OfficeAct,
  mayChange: (dossier: Dossier, act: OfficeAct) => boolean,
): Outcome<Dossier> {
  if (!dossier || !seesPerson(dossier, act)) return refused('person.not-found')
  if (!mayChange(dossier, act)) return refused('person.not-yours')
  return dossier.version === act.base ? done(dossier) : refused('record.changed')
}

/** Why the writer can't put anybody there: not their unit, a role that it doesn't have, days that can't be. */
export function unplaced(there: PersonFile, wish: PostWish, act: OfficeAct): Refused | undefined {
  if (!administers(wish.unitId, act)) return refused('person.unit-not-found')
  return unfit(there, wish, act)
}

/** Why there can't be such a post, whoever asks. */
export function unfit(there: PersonFile, wish: PostWish, act: OfficeAct): Refused | undefined {
  const { unitId, role, from, until = null } = wish
  const unit = act.units.get(unitId)
  if (!unit) return refused('person.unit-not-found')
  if (!fitsUnit(role, unit.kind)) return refused('person.role-unfit')
  return wrongDays({ from, until }, act.day) ?? closed(there, until ?? from)
}

function wrongDays(
  { from, until }: { from: Day; until: Day | null },
  today: Day,
): Refused | undefined {
  const isUnfit = !isOfficeDay(from, today) || (until !== null && !isDay(until))
  if (isUnfit) return refused('person.day-unfit')
  const isTurned = until !== null && until < from
  return isTurned ? refused('person.end-before-begin', { limit: from }) : undefined
}

function closed({ unitClosedOn }: PersonFile, day: Day): Refused | undefined {
  if (unitClosedOn === null || day < unitClosedOn) return
  return refused('person.unit-closed', { limit: unitClosedOn })
}

/** From the year 2000 to a year ahead: what an office writes down late, or plans. */
export function isOfficeDay(day: Day, today: Day): boolean {
  return isDay(day) && day >= '2000-01-01' && day <= addDays(today, 366)
}

export function hasSame(posts: readonly HeldPost[], wish: PostWish): boolean {
  return posts.some(
    (post) =>
      post.unitId === wish.unitId &&
      post.role === wish.role &&
      overlaps(post, wish.from, wish.until ?? null),
  )
}

export function postOf(wish: PostWish, rest: Pick<HeldPost, 'id' | 'main'>): HeldPost {
  const { unitId, role, from, until = null } = wish
  return { ...rest, unitId, role, from, until, delegatedBy: null }
}

/** The posts when none of those chosen holds after a day; one that had not begun by then is gone. */
export function endedOn(
  posts: readonly HeldPost[],
  lastDay: Day,
  isChosen: (post: HeldPost) => boolean,
): readonly HeldPost[] {
  return posts.flatMap((post) => {
    const goesOn = post.until === null || post.until > lastDay
    if (!goesOn || !isChosen(post)) return [post]
    return post.from > lastDay ? [] : [{ ...post, until: lastDay }]
  })
}

export function withDossier(there: PersonFile, dossier: Dossier): Outcome<PersonFile> {
  return done({ ...there, dossier })
}
