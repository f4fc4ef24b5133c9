import type { InjectOptions } from 'fastify'
import { afterAll, describe, expect, it } from 'vitest'
import type { CommandResult } from '#contract/exchange.ts'
import { aTraining } from '../../builders/training.ts'
import { needsSession, ok, open, signedIn, type Expected, type Rows } from './cases.ts'
import { accountRows } from './account-rows.ts'
import { auditRows } from './audit-rows.ts'
import { messageRows } from './message-rows.ts'
import { importRows } from './import-rows.ts'
import { officeRows } from './office-rows.ts'
import { unitRows } from './unit-rows.ts'
import { roundRows } from './round-rows.ts'
import { securityRows } from './security-rows.ts'
import { peopleRows } from './people-rows.ts'
import { trainingSessionRows } from './training-session-rows.ts'
import {
  aGuardedWorld,
  canaryText,
  type Asker,
  type Canary,
  type Who,
} from '../../support/guarded-world.ts'
import { operationsOf, type Description } from '../../support/operations.ts'

/*
 * Every endpoint × role × unit. The cases come out of the OpenAPI document: an operation that has
 * no row in the table below fails. In every answer, whatever its status, the canaries are looked
 * for: texts out of records that this person may not read.
 */

const world = await aGuardedWorld()
const { people, plan, round, canaries, authors, mayRead, ask, pushed } = world

afterAll(world.close)

const askers: Asker[] = ['nobody', ...world.everybody]
const description = (await ask('nobody', { url: '/api/openapi.json' })).json<Description>()
const url = (rest: string) => `/api/plans/${plan.id}${rest}`

/** Whoever takes no part in the plan doesn't learn that it exists. */
const inPlan = (expected: (who: Who) => Expected) =>
  signedIn((who) => (who === 'outsider' ? { status: 404, code: 'plan.not-found' } : expected(who)))

const decide = { kind: 'submission.decide', base: 1 }
const returnWithoutWords = {
  revision: 1,
  step: 0,
  verdict: 'returned',
  comment: '',
  itemComments: [],
}

/** Who has the step that a record waits at: their empty return is turned down for its emptiness. */
const turns: Partial<Record<Canary, readonly Who[]>> = {
  'of-teacher': ['groupHead', 'deputy', 'principal'],
  'of-stranger': ['otherPrincipal'],
  'of-principal': ['officer'],
  'of-other-principal': ['otherOfficer'],
  'of-officer': ['reviewer'],
}

function answerToDecision(who: Who, canary: Canary): string {
  if (!mayRead(who, canary)) return 'submission.not-found'
  if (authors[canary] === who) return 'decision.own-submission'
  return turns[canary]?.includes(who) ? 'decision.comment-required' : 'decision.not-yours'
}

/** A reviewer's queue is of others' records. */
const inQueue = (who: Who): Expected => ({
  ...ok,
  shows: canaries.filter((canary) => mayRead(who, canary) && authors[canary] !== who),
})

const noRound: readonly Who[] = ['administrator', 'auditor']

const ownRows: Rows = {
  'GET /healthz': open({ url: '/healthz' }),
  'GET /readyz': open({ url: '/readyz' }),
  'GET /api/openapi.json': open({ url: '/api/openapi.json' }),
  'GET /api/ping': open({ url: '/api/ping?nonce=1' }),
  'POST /api/session': [
    {
      name: 'with a wrong password',
      ask: (who) => ({
        method: 'POST',
        url: '/api/session',
        payload: { username: `${who}-guessed`, password: 'sai' },
      }),
      expected: () => ({ status: 401, code: 'session.wrong-password' }),
    },
  ],
  'POST /api/first-administrator': open(
    {
      method: 'POST',
      url: '/api/first-administrator',
      payload: {
        token: 'x'.repeat(43),
        department: 'Sở',
        name: 'Ai đó',
        username: 'ai.do',
        password: 'một mật khẩu dài',
      },
    },
    { status: 404, code: 'request.not-found' },
  ),
  'GET /api/session': [
    { name: 'own', ask: () => ({ url: '/api/session' }), expected: signedIn(() => ok) },
    {
      name: "another's, by header",
      ask: (who) => ({
        url: '/api/session',
        headers: { 'x-account': people[who === 'teacher' ? 'colleague' : 'teacher'].accountId },
      }),
      expected: () => needsSession,
    },
  ],
  'DELETE /api/session': [
    {
      name: "another's, by header",
      ask: (who) => ({
        method: 'DELETE',
        url: '/api/session',
        headers: { 'x-account': people[who === 'teacher' ? 'colleague' : 'teacher'].accountId },
      }),
      expected: () => needsSession,
    },
  ],
  'GET /api/plans': [
    { name: 'list', ask: () => ({ url: '/api/plans' }), expected: signedIn(() => ok) },
  ],
  'GET /api/plans/{plan}': [
    { name: 'own', ask: () => ({ url: url('') }), expected: inPlan(() => ok) },
    {
      name: 'not there',
      ask: () => ({ url: '/api/plans/none' }),
      expected: signedIn(() => ({ status: 404, code: 'plan.not-found' })),
    },
  ],
  'GET /api/plans/{plan}/changes': [
    { name: 'all', ask: () => ({ url: url('/changes') }), expected: inPlan(() => ok) },
  ],
  'GET /api/plans/{plan}/queue': [
    { name: 'mine', ask: () => ({ url: url('/queue?of=mine') }), expected: inPlan(() => ok) },
    { name: 'all', ask: () => ({ url: url('/queue?of=all') }), expected: inPlan(inQueue) },
    {
      name: 'search',
      ask: () => ({ url: url('/queue?of=all&q=canary') }),
      expected: inPlan(inQueue),
    },
  ],
  'GET /api/plans/{plan}/submissions/{id}': [
    ...canaries.map((canary) => ({
      name: canary,
      ask: () => ({ url: url(`/submissions/${canary}`) }),
      expected: inPlan((who) =>
        mayRead(who, canary)
          ? { ...ok, shows: [canary] }
          : { status: 404, code: 'submission.not-found' },
      ),
    })),
    {
      name: 'not there',
      ask: () => ({ url: url('/submissions/none') }),
      expected: inPlan(() => ({ status: 404, code: 'submission.not-found' })),
    },
  ],
  'POST /api/plans/{plan}/commands': [
    ...canaries
      .filter((canary) => canary !== 'of-teacher-withdrawn')
      .map((canary) => ({
        name: `decide on ${canary}`,
        ask: (who: Asker) => pushed(who, { ...decide, record: canary, input: returnWithoutWords }),
        expected: inPlan((who) => ({ ...ok, answer: answerToDecision(who, canary) })),
      })),
    {
      name: "send over another's",
      ask: (who) =>
        pushed(who, {
          record: who === 'teacher' ? 'of-stranger' : 'of-teacher',
          base: 1,
          input: { roundId: round.id, answers: aTraining() },
        }),
      expected: inPlan(() => ({ ...ok, answer: 'submission.not-found' })),
    },
    {
      name: "withdraw another's",
      ask: (who) =>
        pushed(who, {
          kind: 'submission.withdraw',
          record: who === 'teacher' ? 'of-stranger' : 'of-teacher',
          base: 1,
        }),
      expected: inPlan(() => ({ ...ok, answer: 'submission.not-found' })),
    },
    {
      name: "speak for another's account",
      ask: (who) =>
        pushed(who, { account: people[who === 'teacher' ? 'colleague' : 'teacher'].accountId }),
      expected: inPlan(() => ({ ...ok, answer: 'command.wrong-account' })),
    },
    {
      name: 'ask to send late while it is open',
      ask: (who) =>
        pushed(who, { kind: 'submission.ask-late', input: { roundId: round.id, reason: 'Ốm' } }),
      expected: inPlan(() => ({ ...ok, answer: 'round.still-open' })),
    },
    {
      name: 'send an own one with a day that has not come',
      ask: (who) =>
        pushed(who, {
          input: { roundId: round.id, answers: aTraining({ denNgay: '2090-01-01' }) },
        }),
      expected: inPlan((who) => ({
        ...ok,
        answer: noRound.includes(who) ? 'round.not-for-you' : 'answer.day-in-future',
      })),
    },
  ],
}

/** The office's one door has rows of several nouns. */
const officeWrites: Rows = {
  'POST /api/office/commands': [
    accountRows(world),
    securityRows(world),
    officeRows(world),
    roundRows(world),
    messageRows(world),
  ].flatMap((table) => table['POST /api/office/commands'] ?? []),
}

/** So has the door of a plan. */
const planWrites: Rows = {
  'POST /api/plans/{plan}/commands': [ownRows, roundRows(world)].flatMap(
    (table) => table['POST /api/plans/{plan}/commands'] ?? [],
  ),
}

const rows: Rows = {
  ...ownRows,
  ...importRows(world),
  ...accountRows(world),
  ...securityRows(world),
  ...roundRows(world),
  ...unitRows(world),
  ...(await trainingSessionRows(world)),
  ...peopleRows(world),
  ...officeRows(world),
  ...auditRows(world),
  ...messageRows(world),
  ...officeWrites,
  ...planWrites,
}

const operations = operationsOf(description).map(({ name }) => name)

describe.each(operations)('%s', (operation) => {
  const cases = rows[operation] ?? []

  it('has a row in the table', () => {
    expect(cases.length).toBeGreaterThan(0)
  })

  it.each(cases.map((one) => [one.name, one] as const))(
    '%s',
    async (_, { ask: asked, expected }) => {
      const wanted = new Map(askers.map((who) => [who, expected(who)]))
      const came = await Promise.all(
        askers.map(
          async (who) => [who, await answerTo(who, asked(who), wanted.get(who)?.shows)] as const,
        ),
      )
      expect(Object.fromEntries(came)).toEqual(Object.fromEntries(wanted))
    },
  )
})

it('the table names no operation that is gone', () => {
  expect(Object.keys(rows).filter((name) => !operations.includes(name))).toEqual([])
})

/** What came, in the table's words; that nothing came which may not is looked at on the way. */
async function answerTo(
  who: Asker,
  options: InjectOptions,
  shows: readonly Canary[] | undefined,
): Promise<Expected> {
  const reply = await ask(who, options)
  const told = canaries.filter((canary) => reply.body.includes(canaryText(canary)))
  expect(
    told.filter((canary) => !mayRead(who, canary)),
    `${who} was told too much`,
  ).toEqual([])
  const isJson = String(reply.headers['content-type']).includes('json')
  const body = isJson ? reply.json<{ code?: string; results?: CommandResult[] }>() : {}
  const [result] = body.results ?? []
  return {
    status: reply.statusCode,
    ...(shows === undefined ? {} : { shows: told }),
    ...(body.code === undefined ? {} : { code: body.code }),
    ...(result === undefined
      ? {}
      : { answer: 'problem' in result ? result.problem.code : result.result }),
  }
}
