import { anOfficeCommand } from '../../builders/office-commands.ts'
import { officePush } from '../../support/office-world.ts'
import type { Asker, Who } from '../../support/guarded-world.ts'
import { ok, signedIn, type Case, type Rows, type World } from './cases.ts'

const writers: readonly Who[] = [
  'administrator',
  'reviewer',
  'officer',
  'otherOfficer',
  'principal',
  'deputy',
  'otherPrincipal',
  'outsider',
]

/** Who may write to everybody of the Sở; their own is elsewhere, or lower. */
const writersOfSo: readonly Who[] = ['administrator', 'reviewer']

const notThere = { status: 404, code: 'request.not-found' }
const writersOnly = signedIn((who) => (writers.includes(who) ? ok : notThere))

const target = (endpoint: string) => ({
  endpoint,
  keys: {
    p256dh:
      'BNcRdreALRFXTkOOUHK1EtK2wtaz5Ry4YfYCA_0QTpQtUbVlUls0VJXg7A8u-Ts1XbjhazAkj7I99e8QcYP7DkM',
    auth: 'tBHItJI5svbpez7KI4CCXg',
  },
})

export function messageRows({ people, plan }: World): Rows {
  const sent = (who: Asker, unitId: string) => {
    const account = who === 'nobody' ? 'account-of-nobody' : people[who].accountId
    // Until a day that is over: whoever may write is told of that, and nothing is written.
    const input = { title: 'Tin', text: 'Lời', unitIds: [unitId], roles: [], until: '2020-01-01' }
    const record = { type: 'message', id: 'message-1' }
    return officePush([anOfficeCommand({ account, kind: 'message.send', record, input })])
  }
  return {
    'GET /api/messages/sent': [
      { name: 'list', ask: () => ({ url: '/api/messages/sent' }), expected: writersOnly },
    ],
    'GET /api/messages/reach': [
      {
        name: 'of a unit',
        ask: () => ({ url: `/api/messages/reach?units=${plan.unitId}&roles=` }),
        expected: writersOnly,
      },
    ],
    'POST /api/office/commands': [
      {
        name: 'a message to the whole Sở',
        ask: (who) => sent(who, plan.unitId),
        expected: signedIn((who) => ({
          ...ok,
          answer: writersOfSo.includes(who) ? 'message.until-past' : 'message.not-yours',
        })),
      },
      {
        name: 'a message to a unit that is not there',
        ask: (who) => sent(who, 'nowhere'),
        expected: signedIn(() => ({ ...ok, answer: 'message.not-yours' })),
      },
      takenBack(people),
    ],
    'GET /api/push/key': [
      { name: 'key', ask: () => ({ url: '/api/push/key' }), expected: signedIn(() => ok) },
    ],
    'POST /api/push/subscriptions': [
      {
        name: 'an address without a lock',
        ask: () => ({
          method: 'POST',
          url: '/api/push/subscriptions',
          payload: target('http://push.example/1'),
        }),
        expected: signedIn(() => ({ status: 422, code: 'push.not-https' })),
      },
    ],
    'DELETE /api/push/subscriptions': [
      {
        name: "one that is another's, or nobody's",
        ask: () => ({
          method: 'DELETE',
          url: '/api/push/subscriptions',
          payload: { endpoint: 'https://push.example/of-another' },
        }),
        expected: signedIn(() => ({ status: 204 })),
      },
    ],
  }
}

function takenBack(people: World['people']): Case {
  return {
    name: 'take back a message that is not there',
    ask: (who) => {
      const account = who === 'nobody' ? 'account-of-nobody' : people[who].accountId
      const record = { type: 'message', id: 'message-of-nobody' }
      return officePush([anOfficeCommand({ account, kind: 'message.take-back', record, base: 1 })])
    },
    expected: signedIn(() => ({ ...ok, answer: 'message.not-found' })),
  }
}
