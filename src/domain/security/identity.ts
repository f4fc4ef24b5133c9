import { done, refused, type Outcome } from '../outcome.ts'

/** What an identity provider said of somebody, held against what is known here. */
export interface Claimed {
  /** The account that this subject is linked to. */
  readonly linked: OwnedAccount | undefined
  /** The one account of the person whose code equals the identifier claim. */
  readonly named: OwnedAccount | undefined
  /** Who links their own account, signed in. */
  readonly self: OwnedAccount | undefined
}

export interface OwnedAccount {
  readonly accountId: string
  readonly personId: string
  /** The account is linked to another subject of this provider. */
  readonly isLinkedElsewhere: boolean
}

/**
 * Whose account it is. A subject that is known counts, unless the provider names another person
 * with it; an unknown one needs the code of somebody here, or somebody who is signed in.
 */
export function identify({ linked, named, self }: Claimed): Outcome<OwnedAccount> {
  const owner = linked ?? self ?? named
  if (!owner) return refused('identity.unknown')
  const isOther = (one: OwnedAccount | undefined) => one && one.personId !== owner.personId
  if (isOther(named) || isOther(self)) return refused('identity.other-person')
  if (!linked && owner.isLinkedElsewhere) {
    return refused(self ? 'identity.already-linked' : 'identity.other-person')
  }
  return done(owner)
}
