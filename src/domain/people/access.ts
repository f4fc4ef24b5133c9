import type { Day } from '../day.ts'
import { openRequest, type Submission } from '../submission/submission.ts'
import { postsOn, type Actor } from './person.ts'

/**
 * What opens a record: 'person:<id>' or '<unit>/<role>'. A person carries keys, a record names
 * those that open it, and SQL asks whether the two lists overlap. So the one rule below is also
 * the server's: it is computed here and stored beside the record.
 */
export type Key = string

export function keysOf(actor: Actor, day: Day): readonly Key[] {
  return [
    personKey(actor.personId),
    ...postsOn(actor, day).map((post) => postKey(post.unitId, post.role)),
  ]
}

/** Who may read a submission (PRODUCT.md, "Who may see what"). Unsent and withdrawn work is its author's alone. */
export function readersOf(submission: Submission): readonly Key[] {
  const keys = [personKey(submission.authorId)]
  if (!isSent(submission)) return keys
  keys.push(postKey(submission.unitId, 'principal'))
  for (const step of submission.route) {
    keys.push(...step.roles.map((role) => postKey(step.unitId, role)))
  }
  return [...new Set(keys)]
}

/** Whose devices carry a submission: its author's and its school's. Above, it is asked for by name. */
export function holdersOf(submission: Submission): readonly Key[] {
  const schools = new Set(
    submission.route.filter((step) => step.unitKind === 'school').map((step) => step.unitId),
  )
  return readersOf(submission).filter(
    (key) => key === personKey(submission.authorId) || schools.has(key.split('/')[0] ?? ''),
  )
}

export function mayRead(actor: Actor, submission: Submission, day: Day): boolean {
  const keys = keysOf(actor, day)
  return readersOf(submission).some((key) => keys.includes(key))
}

/** Whether the submission waits for this person's decision now. Nobody decides on their own work. */
export function mayDecide(actor: Actor, submission: Submission, day: Day): boolean {
  const step = submission.route[submission.step]
  if (!step || submission.standing !== 'received') return false
  if (actor.personId === submission.authorId) return false
  return postsOn(actor, day).some(
    (post) => post.unitId === step.unitId && step.roles.includes(post.role),
  )
}

/** Whether the submission's wish to come late waits for this person's answer. */
export function mayAnswerLate(actor: Actor, submission: Submission, day: Day): boolean {
  if (submission.standing === 'withdrawn' || actor.personId === submission.authorId) return false
  return openRequest(submission) !== undefined && endsWith(actor, submission, day)
}

/** Whether something of the submission waits for this person now: a decision, or an answer. */
export function waitsFor(actor: Actor, submission: Submission, day: Day): boolean {
  return mayDecide(actor, submission, day) || mayAnswerLate(actor, submission, day)
}

/** Whether the person holds the last step of the route. */
export function endsWith(actor: Actor, { route }: Submission, day: Day): boolean {
  const last = route.at(-1)
  return postsOn(actor, day).some(
    (post) => post.unitId === last?.unitId && last.roles.includes(post.role),
  )
}

/** Whether some step of the route is this person's, whenever it comes. */
export function reviews(actor: Actor, submission: Submission, day: Day): boolean {
  const posts = postsOn(actor, day)
  return submission.route.some((step) =>
    posts.some((post) => post.unitId === step.unitId && step.roles.includes(post.role)),
  )
}

export function personKey(id: string): Key {
  return `person:${id}`
}

export function postKey(unitId: string, role: string): Key {
  return `${unitId}/${role}`
}

function isSent(submission: Submission): boolean {
  if (submission.standing === 'withdrawn') return false
  return submission.revisions.length > 0 || submission.lateRequests.length > 0
}
