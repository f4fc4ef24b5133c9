import type { ChangesPage } from '#contract/exchange.ts'
import { dayOf, type Day } from '#domain/day.ts'
import { keysOf, type Key } from '#domain/people/access.ts'
import type { Connection, House } from '../http/house.ts'
import { found, Refusal } from '../http/refusal.ts'
import type { SignedIn } from '../http/signed-in.ts'
import { namesIn } from '../records/names.ts'
import { planOf, type HeldPlan } from '../records/plans.ts'
import { asRecord, loadSubmissions } from '../records/submissions.ts'
import { readOn, type Change, type Stretch } from './changes.ts'
import { openCursor, sealCursor, type Cursor } from './cursor.ts'

interface Pull {
  readonly planId: string
  readonly sealed: string | undefined
  readonly limit: number
  readonly reader: SignedIn
}

/** Gives a page of what a person holds. One snapshot for the whole page: feed, records and names are of one moment. */
export async function pull(house: House, asked: Pull): Promise<ChangesPage> {
  const at = house.clock().toISOString()
  const day = dayOf(at)
  const page = await house.db
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute(async (trx) => {
      const plan = found(
        await planOf(trx, asked.planId, { actor: asked.reader.actor, day }),
        'plan.not-found',
      )
      const cursor = await cursorOf(trx, { house, asked, plan, day })
      const stretch = await readOn(trx, { planId: plan.id, cursor, limit: asked.limit })
      return { plan, stretch, ...(await contentOf(trx, stretch, day)) }
    })
  return {
    epoch: page.plan.epoch,
    serverTime: at,
    durableThrough: page.plan.durableThrough,
    changes: page.changes,
    people: page.people,
    units: page.units as ChangesPage['units'],
    next: sealCursor(page.stretch.next, house.receiptKey),
    more: page.stretch.more,
  }
}

interface Standpoint {
  readonly house: House
  readonly asked: Pull
  readonly plan: HeldPlan
  readonly day: Day
}

async function cursorOf(db: Connection, standpoint: Standpoint): Promise<Cursor> {
  const { house, asked, plan, day } = standpoint
  const keys = keysOf(asked.reader.actor, day)
  const { lastEvent } = await db
    .selectFrom('planEvent')
    .select('lastEvent')
    .where('planId', '=', plan.id)
    .executeTakeFirstOrThrow()
  const anew = { epoch: plan.epoch, event: 0, since: lastEvent, keys: [...keys] }
  if (asked.sealed === undefined) return anew
  const given = openCursor(asked.sealed, house.receiptKey)
  // The first key names the person: another's cursor would tell what they held.
  if (given.keys[0] !== keys[0]) throw new Refusal('cursor.malformed')
  if (given.epoch !== plan.epoch || given.event > lastEvent) throw new Refusal('cursor.epoch')
  return isSame(given.keys, keys) ? given : { ...anew, lost: lostSince(given) }
}

function lostSince({ keys, event, lost }: Cursor): NonNullable<Cursor['lost']> {
  const earlier = new Set([...keys, ...(lost?.keys ?? [])])
  return { keys: [...earlier], event: lost ? Math.min(lost.event, event) : event, after: '' }
}

function isSame(given: readonly Key[], keys: readonly Key[]): boolean {
  return given.length === keys.length && keys.every((key) => given.includes(key))
}

async function contentOf(db: Connection, { steps }: Stretch, day: Day) {
  const put = steps.filter(({ change }) => change === 'put').map(({ id }) => id)
  const stored = await loadSubmissions(db, put)
  const submissions = [...stored.values()].map(({ submission }) => submission)
  const changes = steps.map(({ id, event, change }): Change => {
    const record = stored.get(id)
    return change === 'put' && record
      ? { change, event, id, record: asRecord(record.submission) }
      : { change: 'out_of_scope', event, id }
  })
  return { changes, ...(await namesIn(db, submissions, day)) }
}
