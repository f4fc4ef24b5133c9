import { ok, signedIn, type Rows, type World } from './cases.ts'
import type { Who } from '../../support/guarded-world.ts'

/** Administrators and auditors; to everybody else there is no audit. */
const overseers: readonly Who[] = ['administrator', 'auditor']
const notThere = { status: 404, code: 'request.not-found' }

const overseersOnly = signedIn((who) => (overseers.includes(who) ? ok : notThere))

export function auditRows({ people }: World): Rows {
  return {
    'GET /api/audit': [
      { name: 'all', ask: () => ({ url: '/api/audit' }), expected: overseersOnly },
      {
        name: 'of one person',
        ask: () => ({ url: `/api/audit?person=${people.teacher.id}` }),
        expected: overseersOnly,
      },
      {
        name: 'search',
        ask: () => ({ url: '/api/audit?q=canary' }),
        expected: overseersOnly,
      },
    ],
    'GET /api/audit.csv': [
      { name: 'export', ask: () => ({ url: '/api/audit.csv' }), expected: overseersOnly },
    ],
  }
}
