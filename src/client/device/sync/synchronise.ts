import type { Exchange } from '#contract/exchange.ts'
import type { SyncReport } from '../door.ts'
import type { Ground } from '../ground.ts'
import { newId } from '../new-id.ts'
import { needsPerson } from '../read/shown.ts'
import { keepFact } from '../store/meta.ts'
import { emptyBin } from '../write/bin.ts'
import { bringPlans } from './plans.ts'
import { pull } from './pull.ts'
import { push } from './push.ts'
import { endingOf, watched, type Ending, type Run } from './run.ts'
import { singly } from './singly.ts'

/** One run: is the server there, plans, push, pull. It ends early where the line or the server says so. */
export async function synchronise(ground: Ground, exchange: Exchange): Promise<SyncReport> {
  const counted = { sent: 0, received: 0 }
  const ending = await singly(ground, (alive) => {
    const run = { ground, exchange: watched(exchange, alive), tried: new Set<string>(), counted }
    return throughAll(run)
  })
  const rows = await ground.db.outbox.toArray()
  const waiting = rows.filter(({ state }) => !needsPerson(state)).length
  return { ...(ending ?? { ended: 'busy-elsewhere' }), ...counted, waiting }
}

type Ended = NonNullable<Ending>

async function throughAll(run: Run): Promise<Ended> {
  return (await isThere(run)) ?? (await exchangeAll(run)) ?? { ended: 'done' }
}

/** A captive portal answers anything with its own page; it can't repeat the nonce. */
async function isThere({ exchange }: Run): Promise<Ending> {
  const nonce = newId()
  const reply = await exchange.ping(nonce)
  if (!reply.ok) return endingOf(reply, Date.now())
  return reply.value.nonce === nonce ? undefined : { ended: 'unreachable' }
}

async function exchangeAll(run: Run): Promise<Ending> {
  const { db } = run.ground
  const { ending, ids } = await bringPlans(run)
  if (ending) return ending
  const stopped = await pushAll(run, ids)
  if (stopped && stopped.ended !== 'broken') return stopped
  for (const id of ids) {
    const end = await pull(run, id)
    if (end) return end
  }
  await keepFact(db, 'everything', true)
  await emptyBin(run.ground)
  // What was written while this ran, or what a restored server lacks.
  return (await pushAll(run, ids)) ?? stopped
}

/** Plans that are no longer listed get their turn too: the server says what becomes of what waits there. */
async function pushAll(run: Run, ids: readonly string[]): Promise<Ending> {
  const waiting = (await run.ground.db.outbox.toArray()).map(({ plan }) => plan)
  for (const id of new Set([...ids, ...waiting])) {
    const ending = await push(run, id)
    if (ending) return ending
  }
  return
}
