import type { OfficeAct } from '../office/office-act.ts'
import { done, refused, type Outcome } from '../outcome.ts'
import type { Actor } from '../people/person.ts'
import { administersAll } from './account-authority.ts'

/** What ties an account to identity providers. */
export interface IdentityLinks {
  readonly accountId: string
  readonly owner: Actor
  readonly count: number
  readonly hasPassword: boolean
  readonly version: number
}

/**
 * Unties an account: its owner, or who administers every unit in which the owner works. Nobody takes
 * away their own only way in.
 */
export function unlinkIdentity(
  there: IdentityLinks | undefined,
  _: object,
  act: OfficeAct,
): Outcome<IdentityLinks | undefined> {
  const isOwn = there?.owner.personId === act.by.personId
  const isTheirs = there && (isOwn || administersAll(there.owner, act))
  if (!isTheirs || there.count === 0) return refused('identity.not-linked')
  if (isOwn && !there.hasPassword) return refused('identity.only-way')
  return done({ ...there, count: 0 })
}
