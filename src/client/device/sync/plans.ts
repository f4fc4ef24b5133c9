import { seal } from '../store/codec.ts'
import { endingOf, type Ending, type Run } from './run.ts'

/** Brings the plans that the person takes part in up to date; answers their ids. A plan that is no longer listed stays: absence deletes nothing. */
export async function bringPlans(
  run: Run,
): Promise<{ readonly ending: Ending; readonly ids: readonly string[] }> {
  const list = await run.exchange.plans()
  if (!list.ok) return { ending: endingOf(list, Date.now()), ids: [] }
  const ids = list.value.plans.map((plan) => plan.id)
  for (const id of ids) {
    const ending = await bringPlan(run, id)
    if (ending) return { ending, ids }
  }
  return { ending: undefined, ids }
}

async function bringPlan({ ground, exchange }: Run, id: string): Promise<Ending> {
  const { db } = ground
  const kept = await db.plans.get(id)
  const reply = await exchange.plan(id, kept?.etag)
  if (!reply.ok) return endingOf(reply, Date.now())
  if (reply.value === 'same') return
  const { bundle, etag } = reply.value
  await db.plans.put({ id, etag, ...(await seal(bundle)) })
  return
}
