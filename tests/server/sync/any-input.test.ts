import fc from 'fast-check'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { v7 } from 'uuid'
import type { PushReply } from '#contract/exchange.ts'
import { commands } from '#contract/commands.ts'
import { canonicalForm } from '#contract/command.ts'
import { sealed } from '../../builders/commands.ts'
import { theTrainingRecord } from '../../builders/plans.ts'
import { aWorld, word, type Device, type World } from './world.ts'

// Longer, or once more: RUNS=2000 SEED=7 npx vitest run --project server tests/server/sync/any-input
const numRuns = Number(process.env['RUNS'] ?? 150)
const seed = process.env['SEED'] === undefined ? {} : { seed: Number(process.env['SEED']) }
vi.setConfig({ testTimeout: 30_000 + numRuns * 200 })

let world: World
let teacher: Device

beforeAll(async () => {
  world = await aWorld()
  teacher = await world.as(world.people.teacher)
})

afterAll(() => world.close())

const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.constantFrom('\0', '\ud800', '0000-01-01', '9999-12-31', "'; --", 'constructor', '__proto__'),
)
const number = fc.oneof(fc.double(), fc.integer(), fc.constantFrom(1e308, -0, 1e-320, 2 ** 53))
const answer = fc.oneof(text, number, fc.array(text, { maxLength: 4 }))
const items = theTrainingRecord().items.map(({ id }) => id)

/** Envelopes that are right but for what they carry. */
const carried = fc.record(
  {
    kind: fc.constantFrom(...Object.keys(commands)),
    base: fc.oneof(fc.nat(3), number),
    instrumentVersion: fc.oneof(fc.constant(1), number),
    occurredAt: fc.oneof(
      fc.constant('2026-10-13T01:55:00Z'),
      fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
      text,
    ),
    input: fc.oneof(
      fc.record({
        roundId: fc.constantFrom('round-1', 'none'),
        answers: fc.dictionary(fc.oneof(fc.constantFrom(...items), text), answer, { maxKeys: 12 }),
      }),
      fc.record({ roundId: fc.constantFrom('round-1', 'none'), reason: text }),
      fc.record({
        revision: fc.oneof(fc.constant(1), number),
        step: fc.oneof(fc.constant(0), number),
        verdict: fc.constantFrom('accepted', 'returned', 'x'),
        comment: text,
        itemComments: fc.array(fc.record({ item: text, comment: text }), { maxLength: 3 }),
      }),
      fc.jsonValue(),
    ),
  },
  { requiredKeys: ['kind'] },
)

function envelope(given: object): unknown {
  const command = {
    ...teacher.sending(),
    record: { type: 'submission' as const, id: v7() },
    ...given,
  }
  try {
    canonicalForm(command)
    return sealed(command)
  } catch {
    return command
  }
}

it('answers every push in kind, whatever it carries', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.oneof(carried.map(envelope), fc.jsonValue()), { minLength: 1, maxLength: 8 }),
      async (values) => {
        const reply = await teacher.raw(values)
        // A body that would change what every object inherits is never parsed.
        if (reply.statusCode === 400) expect(JSON.stringify(values)).toContain('__proto__')
        if (reply.statusCode === 400) return
        expect(reply.statusCode, reply.body).toBe(200)
        const { results } = reply.json<PushReply>()
        expect(results).toHaveLength(values.length)
        expect(results.map(word).filter((one) => one.includes('command.failed'))).toEqual([])
      },
    ),
    { numRuns, ...seed },
  )
})

it('answers every question in kind, whatever it asks', async () => {
  const name = fc.constantFrom(
    'cursor',
    'limit',
    'of',
    'standing',
    'round',
    'unit',
    'programme',
    'again',
    'q',
    'sort',
  )
  const query = fc.dictionary(
    name,
    fc.oneof(text, fc.constantFrom('mine', 'all', 'name', '1', 'W10')),
    { maxKeys: 4 },
  )
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom('queue', 'changes', 'submissions/x', ''),
      query,
      async (path, given) => {
        const asked = new URLSearchParams(given).toString()
        const reply = await teacher.get(`/api/plans/${world.plan.id}/${path}?${asked}`)
        expect(reply.statusCode, `${path}?${asked} ${reply.body}`).toBeLessThan(500)
      },
    ),
    { numRuns, ...seed },
  )
})
