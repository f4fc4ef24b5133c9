import type { OfficeAct } from '../office/office-act.ts'
import { done, refused, type Outcome } from '../outcome.ts'
import type { Actor } from '../people/person.ts'
import { tidy } from '../text.ts'
import { administersAll } from './account-authority.ts'

/** A second factor of an account, without its secret. */
export interface Factor {
  readonly id: string
  readonly accountId: string
  readonly ownerId: string
  readonly name: string
  readonly version: number
  /** The last one of a person who needs one. */
  readonly isLastNeeded: boolean
  readonly isGone: boolean
}

/** At most so many of an account: a phone, a key, a spare, and room. */
export const factorsAtMost = 10
export const factorNameAtMost = 60

/** Only its owner knows of a factor. */
function own(there: Factor | undefined, act: OfficeAct): Outcome<Factor> {
  if (there?.ownerId !== act.by.personId) return refused('factor.not-found')
  return act.base === there.version ? done(there) : refused('record.changed')
}

export function renameFactor(
  there: Factor | undefined,
  { name }: { readonly name: string },
  act: OfficeAct,
): Outcome<Factor | undefined> {
  const mine = own(there, act)
  return mine.ok ? done({ ...mine.value, name: tidy(name), version: act.base + 1 }) : mine
}

/** The last one stays where the person's role needs one: else nothing could be done after it. */
export function removeFactor(
  there: Factor | undefined,
  _: object,
  act: OfficeAct,
): Outcome<Factor | undefined> {
  const mine = own(there, act)
  if (!mine.ok) return mine
  if (mine.value.isLastNeeded) return refused('factor.last')
  return done({ ...mine.value, isGone: true, version: act.base + 1 })
}

/** All second factors of an account, as who resets them needs to know. */
export interface FactorSet {
  readonly accountId: string
  readonly owner: Actor
  readonly count: number
  readonly version: number
}

/**
 * Takes a lost phone's factors away, so that their owner can begin anew. Whoever does it must
 * administer every unit that the owner works in: resetting is a way into the account.
 */
export function resetFactors(
  there: FactorSet | undefined,
  _: object,
  act: OfficeAct,
): Outcome<FactorSet | undefined> {
  if (!there || !administersAll(there.owner, act)) return refused('factor.not-found')
  if (there.owner.personId === act.by.personId) return refused('factor.own-reset')
  return done({ ...there, count: 0 })
}
