import { createHash } from 'node:crypto'
import { Null, Object } from 'typebox'
import type { Static } from 'typebox'
import { PlanBundle, PlanList } from '#contract/plans.ts'
import { Identifier } from '#contract/words.ts'
import { dayOf } from '#domain/day.ts'
import type { Actor } from '#domain/people/person.ts'
import type { App, House } from '../http/house.ts'
import { found } from '../http/refusal.ts'
import { signedIn } from '../http/signed-in.ts'
import { loadManagement } from '../records/management.ts'
import { messagesFor } from '../records/messages.ts'
import { loadTasks, planOf, plansOf, type HeldPlan } from '../records/plans.ts'
import { loadInstruments, loadRounds } from '../records/setting.ts'
import { sessionsOpenTo } from '../records/training-sessions.ts'
import { loadLineages } from '../records/units.ts'

const listSchema = {
  summary: 'The plans in which this person takes part',
  tags: ['plans'],
  response: { 200: PlanList },
}

const bundleSchema = {
  summary: 'What a device needs to write without a line: plan, tasks, rounds, instruments (ETag)',
  tags: ['plans'],
  params: Object({ plan: Identifier }),
  response: { 200: PlanBundle, 304: Null() },
}

/** The plans of a person, and what each asks for. */
export function planRoutes(app: App, house: House): void {
  app.get('/api/plans', { schema: listSchema }, async (request) => {
    const { actor } = signedIn(request)
    const plans = await plansOf(house.db, actor, dayOf(house.clock().toISOString()))
    return { plans: plans.map(planRecord) }
  })
  app.get('/api/plans/:plan', { schema: bundleSchema }, async (request, reply) => {
    const bundle = await bundleOf(house, request.params.plan, signedIn(request).actor)
    const etag = etagOf(bundle)
    void reply.headers({ etag, 'cache-control': 'private, no-cache', vary: 'cookie, x-account' })
    if (names(request.headers['if-none-match'], etag)) return reply.status(304).send(null)
    return bundle
  })
}

type Bundle = Static<typeof PlanBundle>

async function bundleOf(house: House, planId: string, actor: Actor): Promise<Bundle> {
  const { db, clock } = house
  const plan = found(
    await planOf(db, planId, { actor, day: dayOf(clock().toISOString()) }),
    'plan.not-found',
  )
  const rounds = await loadRounds(db, planId)
  const units = await loadLineages(
    db,
    actor.posts.map(({ unitId }) => unitId),
  )
  const bundle: PlanBundle = {
    plan: planRecord(plan),
    tasks: await loadTasks(db, planId),
    rounds,
    instruments: await loadInstruments(db, rounds),
    units: [...units.values()] as PlanBundle['units'],
    messages: await messagesFor(db, { actor, day: dayOf(clock().toISOString()), units, rounds }),
    management: await loadManagement(db, [...units.keys()]),
    trainingSessions: await sessionsOpenTo(db, [...units.keys()], {
      planId,
      day: dayOf(clock().toISOString()),
    }),
  }
  return bundle as Bundle
}

function planRecord({ id, unitId, title, from, until }: HeldPlan) {
  return { id, unitId, title, from, until }
}

function etagOf(bundle: Bundle): string {
  return `W/"${createHash('sha256').update(JSON.stringify(bundle)).digest('base64url')}"`
}

/** Weak comparison: on its way the reply may have been packed. */
function names(header: string | undefined, etag: string): boolean {
  const bare = (tag: string) => tag.trim().replace(/^W\//, '')
  return (header ?? '').split(',').some((tag) => bare(tag) === bare(etag))
}
