import { anOfficeCommand } from '../../builders/office-commands.ts'
import { someTerms } from '../../builders/rounds.ts'
import { officePush } from '../../support/office-world.ts'
import type { Asker, Who } from '../../support/guarded-world.ts'
import { ok, signedIn, type Expected, type Rows, type World } from './cases.ts'

/** Rounds are read and written by the department's administrator; whoever is not, meets nothing. */
export function roundRows({ people, plan, round, pushed }: World): Rows {
  const [unitId] = round.unitIds
  const terms = { planId: plan.id, ...someTerms({ unitIds: [unitId ?? ''] }) }
  const own = (expected: Expected, others: Expected) =>
    signedIn((who: Who) => (who === 'administrator' ? expected : others))
  const push = (kind: string, record: { type: string; id: string }, input: object) => ({
    name: `${kind} over another's`,
    ask: (who: Asker) => {
      const account = who === 'nobody' ? 'account-of-nobody' : people[who].accountId
      return officePush([anOfficeCommand({ account, kind, record, input, base: 7 })])
    },
    expected: signedIn((who) => ({ ...ok, answer: answerTo(who, kind) })),
  })
  return {
    'GET /api/rounds': [
      { name: 'list', ask: () => ({ url: '/api/rounds' }), expected: signedIn(() => ok) },
    ],
    'GET /api/rounds/{id}': [
      {
        name: 'own',
        ask: () => ({ url: `/api/rounds/${round.id}` }),
        expected: own(ok, { status: 404, code: 'round.not-found' }),
      },
      {
        name: 'not there',
        ask: () => ({ url: '/api/rounds/none' }),
        expected: signedIn(() => ({ status: 404, code: 'round.not-found' })),
      },
    ],
    'GET /api/rounds/{id}/unsent': [
      {
        name: 'own',
        ask: () => ({ url: `/api/rounds/${round.id}/unsent` }),
        expected: own(ok, { status: 404, code: 'round.not-found' }),
      },
      {
        name: 'not there',
        ask: () => ({ url: '/api/rounds/none/unsent' }),
        expected: signedIn(() => ({ status: 404, code: 'round.not-found' })),
      },
    ],
    'POST /api/rounds/dry-run': [
      {
        name: 'own',
        ask: () => ({ method: 'POST', url: '/api/rounds/dry-run', payload: terms }),
        expected: own(ok, { status: 404, code: 'plan.not-found' }),
      },
    ],
    'GET /api/instruments': [
      { name: 'list', ask: () => ({ url: '/api/instruments' }), expected: signedIn(() => ok) },
    ],
    'GET /api/office/desk': [
      {
        name: 'own',
        ask: () => ({ url: '/api/office/desk' }),
        expected: own(ok, { status: 404, code: 'request.not-found' }),
      },
    ],
    'POST /api/office/commands': [
      push('round.close-now', { type: 'round', id: round.id }, {}),
      push('round.withdraw', { type: 'round', id: round.id }, {}),
      push('plan.found', { type: 'plan', id: 'another' }, foundingAt(plan.unitId)),
    ],
    'POST /api/plans/{plan}/commands': [
      {
        name: 'answer a wish to send late that nobody had',
        ask: (who) =>
          pushed(who, {
            kind: 'submission.answer-late',
            record: 'of-stranger',
            input: { request: 'none', granted: false, until: null, reason: 'Muộn' },
          }),
        expected: signedIn((who) => lateAnswerTo(who)),
      },
    ],
  }
}

function foundingAt(unitId: string) {
  return { unitId, title: 'Kế hoạch', from: '2026-01-01', until: null }
}

function answerTo(who: Who, kind: string): string {
  if (kind === 'plan.found') {
    if (who === 'outsider') return 'plan.not-found'
    return who === 'administrator' ? 'plan.already-there' : 'plan.not-yours'
  }
  if (who === 'outsider') return 'round.not-found'
  return who === 'administrator' ? 'record.changed' : 'round.not-yours'
}

function lateAnswerTo(who: Who): Expected {
  if (who === 'outsider') return { status: 404, code: 'plan.not-found' }
  const answers: Partial<Record<Who, string>> = {
    stranger: 'decision.own-submission',
    otherPrincipal: 'late.not-yours',
    reviewer: 'late.not-asked',
  }
  return { ...ok, answer: answers[who] ?? 'submission.not-found' }
}
