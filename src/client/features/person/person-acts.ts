import type { OfficeInputOf, OfficeKind } from '#contract/office/commands.ts'
import type { PersonPage, PersonPost } from '#contract/people.ts'
import type { Day } from '#domain/day.ts'
import type { Role } from '#domain/people/person.ts'
import {
  backFrom,
  blankFacts,
  blankPost,
  fieldsOf,
  formOf,
  type Act,
  type FactsForm,
  type PostForm,
} from './person.ts'

/** What an act's dialog holds: each act uses some of it. */
export interface ActForm {
  facts: FactsForm
  post: PostForm
  schoolId: string
  /** Empty until a day is chosen. */
  day: Day
}

export function blankForm(page: PersonPage, act: Act, today: Day): ActForm {
  return {
    facts: act === 'change' ? formOf(page.person) : blankFacts(),
    post: blankPost(act === 'rejoin' ? backFrom(page, today) : today),
    schoolId: page.may.groupHeadIn[0]?.id ?? '',
    day: today,
  }
}

type PersonKind = Extract<OfficeKind, `person.${string}`>

export type PersonWrite = { [K in PersonKind]: { kind: K; input: OfficeInputOf<K> } }[PersonKind]

/** The write that the form asks for, or nothing while something that it needs isn't chosen. */
export function writeOf(
  act: Act,
  form: ActForm,
  post: PersonPost | undefined,
): PersonWrite | undefined {
  const { day, facts } = form
  if (act === 'change') return { kind: 'person.change', input: fieldsOf(facts) }
  if (act === 'disable' || act === 'enable') return { kind: `person.${act}`, input: {} }
  if (act === 'leave') return day ? { kind: 'person.leave', input: { lastDay: day } } : undefined
  if (act === 'end') return endingOf(post, day)
  return act === 'name-group-head' ? namingOf(form) : postWriteOf(act, form.post)
}

function endingOf(post: PersonPost | undefined, day: Day): PersonWrite | undefined {
  if (!post?.ends) return
  if (post.ends === 'person.end-delegation') {
    return { kind: post.ends, input: { postId: post.id } }
  }
  return day ? { kind: post.ends, input: { postId: post.id, until: day } } : undefined
}

function namingOf({ schoolId: unitId, post }: ActForm): PersonWrite | undefined {
  const { from, until } = post
  if (!unitId || !from) return
  return { kind: 'person.name-group-head', input: { unitId, from, until: until || null } }
}

function postWriteOf(
  act: 'move' | 'rejoin' | 'add-post',
  { unitId, role, from, until }: PostForm,
): PersonWrite | undefined {
  if (!unitId || !role || !from) return
  const wish: { unitId: string; role: Role; from: Day } = { unitId, role, from }
  if (act === 'add-post')
    return { kind: 'person.add-post', input: { ...wish, until: until || null } }
  return { kind: `person.${act}`, input: wish }
}
