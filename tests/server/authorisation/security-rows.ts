import type { InjectOptions } from 'fastify'
import type { OfficeWrite } from '../../builders/office-commands.ts'
import { anOfficeCommand } from '../../builders/office-commands.ts'
import type { Asker } from '../../support/guarded-world.ts'
import { officePush } from '../../support/office-world.ts'
import { ok, open, signedIn, type Expected, type Rows, type World } from './cases.ts'

const over: Expected = { status: 401, code: 'session.ticket-over' }
const malformed: Expected = { status: 400, code: 'request.malformed' }
const ticket = 'x'.repeat(43)

const post = (url: string, payload: object = {}): InjectOptions => ({
  method: 'POST',
  url,
  payload,
})

/** Second factors and the identity provider: everybody has their own, and nobody another's. */
export function securityRows({ people }: World): Rows {
  const write = (name: string, command: OfficeWrite) => ({
    name,
    ask: (who: Asker) => {
      const account = who === 'nobody' ? 'account-of-nobody' : people[who].accountId
      return officePush([anOfficeCommand({ account, ...command })])
    },
  })
  const set = { type: 'factor-set', id: people.outsider.accountId }
  return {
    ...ownFactors,
    ...signingIn,
    'POST /api/office/commands': [
      {
        ...write('remove a factor that is nobody’s', {
          kind: 'factor.remove',
          record: { type: 'factor', id: 'none' },
        }),
        expected: signedIn(() => ({ ...ok, answer: 'factor.not-found' })),
      },
      {
        ...write('reset the factors of somebody of another department', {
          kind: 'factor.reset',
          record: set,
        }),
        expected: signedIn(() => ({ ...ok, answer: 'factor.not-found' })),
      },
      {
        ...write('untie the account of somebody of another department', {
          kind: 'identity.unlink',
          record: { type: 'identity-links', id: people.outsider.accountId },
        }),
        expected: signedIn(() => ({ ...ok, answer: 'identity.not-linked' })),
      },
      {
        ...write('say who needs a factor, in a unit that is no department', {
          kind: 'policy.set',
          record: { type: 'policy', id: 'none' },
          input: { requiredRoles: [], providerCounts: false },
        }),
        expected: signedIn(() => ({ ...ok, answer: 'policy.not-found' })),
      },
    ],
  }
}

const ownFactors: Rows = {
  'GET /api/factors': [
    { name: 'own', ask: () => ({ url: '/api/factors' }), expected: signedIn(() => ok) },
  ],
  'POST /api/factors/totp': [
    { name: 'own', ask: () => post('/api/factors/totp'), expected: signedIn(() => ok) },
  ],
  'POST /api/factors/totp/confirm': [
    {
      name: 'one that is not there',
      ask: () => post('/api/factors/totp/confirm', { id: 'none', code: '000000', name: 'Máy' }),
      expected: signedIn(() => ({ status: 422, code: 'factor.not-verified' })),
    },
  ],
  'POST /api/factors/passkey': [
    { name: 'own', ask: () => post('/api/factors/passkey'), expected: signedIn(() => ok) },
  ],
  'POST /api/factors/passkey/confirm': [
    {
      name: 'with a ticket that is nobody’s',
      ask: () => post('/api/factors/passkey/confirm', { ticket, name: 'Máy', response: {} }),
      expected: signedIn(() => over),
    },
  ],
  'POST /api/factors/recovery-codes': [
    {
      name: 'without a factor',
      ask: () => post('/api/factors/recovery-codes'),
      expected: signedIn(() => ({ status: 404, code: 'factor.not-found' })),
    },
  ],
  'GET /api/office/policy': [
    { name: 'own', ask: () => ({ url: '/api/office/policy' }), expected: signedIn(() => ok) },
  ],
}

const signingIn: Rows = {
  'POST /api/session/passkey': open(post('/api/session/passkey')),
  'POST /api/session/factor': open(post('/api/session/factor', { ticket, totp: '000000' }), over),
  'GET /api/identity': open({ url: '/api/identity' }),
  'GET /api/identity/start': open(
    { url: `/api/identity/start?next=${'x'.repeat(600)}` },
    malformed,
  ),
  'GET /api/identity/callback': open(
    { url: `/api/identity/callback?state=${'x'.repeat(300)}` },
    malformed,
  ),
  'POST /api/identity/link': [
    {
      name: 'where there is no provider',
      ask: () => post('/api/identity/link'),
      expected: signedIn(() => ({ status: 404, code: 'identity.none' })),
    },
  ],
}
