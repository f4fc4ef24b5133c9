import { anOfficeCommand } from '../../builders/office-commands.ts'
import type { Asker, Who } from '../../support/guarded-world.ts'
import { officePush } from '../../support/office-world.ts'
import { ok, open, signedIn, type Expected, type Rows, type World } from './cases.ts'

const unknown: Expected = { status: 404, code: 'activation.unknown' }

/** One's own account, codes for the doors of others, and what a code opens. */
export function accountRows(world: World): Rows {
  return {
    'POST /api/activation/look': open(
      { method: 'POST', url: '/api/activation/look', payload: { code: '0000-0000-0000' } },
      unknown,
    ),
    'POST /api/activation': open(
      {
        method: 'POST',
        url: '/api/activation',
        payload: { code: '0000-0000-0000', password: 'mưa rơi trên mái tôn' },
      },
      unknown,
    ),
    'GET /api/account/sessions': [
      {
        name: 'own',
        ask: () => ({ url: '/api/account/sessions' }),
        expected: signedIn(() => ok),
      },
    ],
    'DELETE /api/account/sessions/{id}': [
      {
        name: 'not there',
        ask: () => ({ method: 'DELETE', url: '/api/account/sessions/none' }),
        expected: signedIn(() => ({ status: 404, code: 'session.not-found' })),
      },
    ],
    'POST /api/account/password': [
      {
        name: 'with a wrong old one',
        ask: () => ({
          method: 'POST',
          url: '/api/account/password',
          payload: { old: 'sai', new: 'mưa rơi trên mái tôn' },
        }),
        expected: signedIn(() => ({ status: 422, code: 'password.wrong' })),
      },
    ],
    'POST /api/office/commands': codeRows(world),
  }
}

/** Everybody has a password here, so whoever may give a code is told that none is needed. */
function codeRows({ people }: World) {
  const hash = 'a'.repeat(64)
  const invite = (name: string, of: Who, may: readonly Who[], near: readonly Who[] = []) => ({
    name: `a code for ${name}`,
    ask: (who: Asker) => {
      const account = who === 'nobody' ? 'account-of-nobody' : people[who].accountId
      const record = { type: 'account-codes', id: 'codes-1' }
      const input = { people: [{ personId: people[of].id, codeHash: hash }] }
      return officePush([anOfficeCommand({ account, kind: 'account.invite', record, input })])
    },
    expected: signedIn((who) => {
      if (may.includes(who)) return { ...ok, answer: 'account.already-active' }
      return { ...ok, answer: near.includes(who) ? 'account.not-yours' : 'account.not-found' }
    }),
  })
  return [
    invite('a teacher', 'teacher', ['principal', 'administrator'], ['deputy']),
    invite('a teacher of another school', 'stranger', ['otherPrincipal', 'administrator']),
    invite('the head', 'principal', ['principal', 'administrator'], ['deputy']),
    invite('the Sở’s reviewer', 'reviewer', ['administrator']),
    invite('somebody of another Sở', 'outsider', []),
  ]
}
