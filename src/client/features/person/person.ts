import type { PersonPage } from '#contract/people.ts'
import { addDays, type Day } from '#domain/day.ts'
import type { PersonFields } from '#domain/people/person-fields.ts'
import type { Role } from '#domain/people/person.ts'
import type { UnitKind } from '#domain/people/unit.ts'

/** What a form holds of a person: text, so that what is half typed is kept too. */
export interface FactsForm {
  name: string
  staffKind: string
  code: string
  bornOn: string
  phone: string
  salutation: string
}

export function blankFacts(): FactsForm {
  return { name: '', staffKind: '', code: '', bornOn: '', phone: '', salutation: '' }
}

export function formOf(person: PersonPage['person']): FactsForm {
  const { name, staffKind, code, bornOn, phone, salutation } = person
  return {
    name,
    staffKind: staffKind ?? '',
    code: code ?? '',
    bornOn: bornOn ?? '',
    phone: phone ?? '',
    salutation: salutation ?? '',
  }
}

/** The form as the server takes it: what is empty is nothing. */
export function fieldsOf(
  form: FactsForm,
): PersonFields & Pick<Required<PersonFields>, 'salutation'> {
  const { salutation } = form
  return {
    name: form.name,
    staffKind: form.staffKind || null,
    code: form.code || null,
    bornOn: form.bornOn || null,
    phone: form.phone || null,
    salutation: salutation === 'thầy' || salutation === 'cô' ? salutation : null,
  }
}

/** What a form holds of a post. */
export interface PostForm {
  unitId: string
  unitName: string
  unitKind: UnitKind | ''
  role: Role | ''
  /** Empty until a day is chosen. */
  from: Day
  until: Day
}

export function blankPost(from: Day): PostForm {
  return { unitId: '', unitName: '', unitKind: '', role: '', from, until: '' }
}

/** What may be done with a person from their page. */
export const acts = [
  'change',
  'move',
  'rejoin',
  'add-post',
  'name-group-head',
  'end',
  'leave',
  'disable',
  'enable',
] as const

export type Act = (typeof acts)[number]

/** The last day of somebody who is still here and goes, with no other main unit after it. */
export function lastDayOf({ posts }: Pick<PersonPage, 'posts'>, day: Day): Day | undefined {
  const main = posts.filter((post) => post.main && (post.until === null || post.until >= day))
  const [last] = main.sort((a, b) => b.from.localeCompare(a.from))
  return last?.until ?? undefined
}

/** The first day on which somebody may be taken back. */
export function backFrom(page: Pick<PersonPage, 'posts'>, day: Day): Day {
  const last = lastDayOf(page, day)
  return last === undefined ? day : addDays(last, 1)
}

/** The acts that this reader has, of a person who stands so on a day. */
export function actsFor({ may, posts, account }: PersonPage, day: Day): readonly Act[] {
  const isOpen = ({ until }: { until: Day | null }) => until === null || until >= day
  const isHere = posts.some(isOpen)
  const hasMain = posts.some((post) => post.main && isOpen(post))
  const offered: Partial<Record<Act, boolean>> = {
    change: may.change,
    move: may.change && hasMain,
    rejoin: may.change && (!hasMain || lastDayOf({ posts }, day) !== undefined),
    'add-post': may.addPost && isHere,
    'name-group-head': may.groupHeadIn.length > 0,
    leave: may.endAll && isHere,
    disable: may.endAll && account !== null && account.disabledAt === null,
    enable: may.endAll && account !== null && account.disabledAt !== null,
  }
  return acts.filter((act) => offered[act])
}
