import { describe, expect, it } from 'vitest'
import { identify, type OwnedAccount } from '#domain/security/identity.ts'

const an = (who: string, isLinkedElsewhere = false): OwnedAccount => ({
  accountId: `account-${who}`,
  personId: who,
  isLinkedElsewhere,
})
const none = { linked: undefined, named: undefined, self: undefined }

describe('whose account a provider speaks of', () => {
  it.each([
    ['a known subject', { linked: an('a', true) }, 'account-a'],
    [
      'a known subject that is also named',
      { linked: an('a', true), named: an('a', true) },
      'account-a',
    ],
    ['a code of somebody here', { named: an('a') }, 'account-a'],
    ['somebody signed in', { self: an('a') }, 'account-a'],
    [
      'somebody signed in who is linked already',
      { linked: an('a', true), self: an('a', true) },
      'account-a',
    ],
    ['nobody', {}, 'identity.unknown'],
    [
      'a known subject with the code of another',
      { linked: an('a', true), named: an('b') },
      'identity.other-person',
    ],
    ['a code whose person has another subject', { named: an('a', true) }, 'identity.other-person'],
    [
      "another's subject while signed in",
      { linked: an('a', true), self: an('b') },
      'identity.other-person',
    ],
    ["another's code while signed in", { named: an('a'), self: an('b') }, 'identity.other-person'],
    ['a second subject while signed in', { self: an('a', true) }, 'identity.already-linked'],
  ])('%s', (_, claimed, expected) => {
    const outcome = identify({ ...none, ...claimed })
    expect(outcome.ok ? outcome.value.accountId : outcome.problem.code).toBe(expected)
  })
})
