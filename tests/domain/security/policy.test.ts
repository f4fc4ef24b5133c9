import { describe, expect, it } from 'vitest'
import { lacksFactor, type SecurityPolicy } from '#domain/security/policy.ts'
import type { Role } from '#domain/people/person.ts'
import { aPost } from '../../builders/people.ts'
import { aCommune, aMinistry, aSchool, aSo } from '../../builders/units.ts'

const ministry = aMinistry()
const so = aSo({ parentId: ministry.id })
const commune = aCommune({ parentId: so.id })
const school = aSchool({ parentId: commune.id })
const otherSo = aSo({ parentId: ministry.id })
const units = new Map([ministry, so, commune, school, otherSo].map((unit) => [unit.id, unit]))
const place = { day: '2026-11-16', units }

const actor = (role: Role, unitId: string, until: string | null = null) => ({
  personId: 'p',
  posts: [aPost({ unitId, role, until })],
})
const policy = (given: Partial<SecurityPolicy> = {}): SecurityPolicy => ({
  unitId: so.id,
  requiredRoles: ['principal'],
  providerCounts: false,
  version: 1,
  ...given,
})
const session = (given: object) => ({ proof: 'password' as const, hasFactor: false, ...given })

describe('whether a session has shown too little', () => {
  const head = actor('principal', school.id)
  it.each([
    ['a role that needs one, below the department', session({ actor: head }), policy(), true],
    ['the same, with a factor shown', session({ actor: head, proof: 'factor' }), policy(), false],
    ['the same, at the provider', session({ actor: head, proof: 'provider' }), policy(), true],
    [
      'at a provider that counts',
      session({ actor: head, proof: 'provider' }),
      policy({ providerCounts: true }),
      false,
    ],
    [
      'a password where the provider counts',
      session({ actor: head }),
      policy({ providerCounts: true }),
      true,
    ],
    ['another role', session({ actor: actor('staff', school.id) }), policy(), false],
    [
      'another role, but a factor that was not shown',
      session({ actor: actor('staff', school.id), hasFactor: true }),
      policy(),
      true,
    ],
    ['another department', session({ actor: actor('principal', otherSo.id) }), policy(), false],
    [
      'a post that is over',
      session({ actor: actor('principal', school.id, '2026-01-01') }),
      policy(),
      false,
    ],
  ])('%s', (_, shown, given, expected) => {
    expect(lacksFactor(shown as never, [given], place)).toBe(expected)
  })

  it('asks nobody while there is no policy', () => {
    expect(lacksFactor(session({ actor: head }) as never, [], place)).toBe(false)
  })
})
