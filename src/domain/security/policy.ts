import type { Day } from '../day.ts'
import type { OfficeAct } from '../office/office-act.ts'
import { done, refused, type Outcome } from '../outcome.ts'
import { administers } from '../people/authority.ts'
import { postsOn, type Actor, type Role } from '../people/person.ts'
import { isWithin, type Units } from '../people/unit.ts'

/** Which roles of a department need a second factor. Nobody does until its administrator says so. */
export interface SecurityPolicy {
  readonly unitId: string
  readonly requiredRoles: readonly Role[]
  /** Whether a sign-in at the identity provider is as good as a second factor. */
  readonly providerCounts: boolean
  readonly version: number
}

export interface PolicyInput {
  readonly requiredRoles: readonly Role[]
  readonly providerCounts: boolean
}

/** The administrator of a department sets its policy; it is no news to anybody else. */
export function setPolicy(
  there: SecurityPolicy | undefined,
  input: PolicyInput,
  act: OfficeAct,
): Outcome<SecurityPolicy | undefined> {
  const unit = act.units.get(act.recordId)
  if (unit?.kind !== 'department') return refused('policy.not-found')
  if (!administers(unit.id, act)) return refused('policy.not-found')
  const version = there?.version ?? 0
  if (act.base !== version) return refused('record.changed')
  const requiredRoles = [...new Set(input.requiredRoles)].sort()
  const { providerCounts } = input
  return done({ unitId: unit.id, requiredRoles, providerCounts, version: version + 1 })
}

/** Somebody's session: how it was begun, and whether there is more that its owner could have shown. */
export interface Shown {
  readonly actor: Actor
  readonly proof: 'password' | 'factor' | 'provider'
  readonly hasFactor: boolean
}

interface Place {
  readonly day: Day
  readonly units: Units
}

/**
 * Whether this session has shown too little: its owner has a second factor, or a role that needs
 * one, and neither it nor a provider that counts as one was used.
 */
export function lacksFactor(
  { actor, proof, hasFactor }: Shown,
  policies: readonly SecurityPolicy[],
  place: Place,
): boolean {
  if (proof === 'factor') return false
  const own = policies.filter((policy) => isUnder(actor, policy, place))
  const providerCounts = own.length > 0 && own.every((policy) => policy.providerCounts)
  if (proof === 'provider' && providerCounts) return false
  return hasFactor || own.some((policy) => needsFactor(actor, policy, place))
}

/** Whether one of the person's roles below the department is among those that need a second factor. */
export function needsFactor(
  actor: Actor,
  { requiredRoles, unitId }: SecurityPolicy,
  { day, units }: Place,
): boolean {
  return postsOn(actor, day).some(
    (post) => requiredRoles.includes(post.role) && isWithin(post.unitId, unitId, units),
  )
}

function isUnder(actor: Actor, { unitId }: SecurityPolicy, { day, units }: Place): boolean {
  return postsOn(actor, day).some((post) => isWithin(post.unitId, unitId, units))
}
