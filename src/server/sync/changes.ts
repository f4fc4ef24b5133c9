import { sql } from 'kysely'
import type { ChangesPage } from '#contract/exchange.ts'
import type { Connection } from '../http/house.ts'
import { keyList } from '../records/key-list.ts'
import type { Cursor } from './cursor.ts'

/** A step of the feed, before the record is read. */
export interface Step {
  readonly id: string
  readonly event: number
  readonly change: 'put' | 'out_of_scope'
}

export interface Stretch {
  readonly steps: readonly Step[]
  readonly next: Cursor
  readonly more: boolean
}

export type Change = ChangesPage['changes'][number]

/**
 * Reads on from a cursor. Each submission has one place in the feed: its newest event while it is
 * held, the change that took it away once it isn't. So a walk goes strictly forward, meets no
 * submission twice unless it changed meanwhile, and skips history by itself.
 */
export async function readOn(
  db: Connection,
  asked: { planId: string; cursor: Cursor; limit: number },
): Promise<Stretch> {
  return asked.cursor.lost ? readLost(db, asked, asked.cursor.lost) : readForward(db, asked)
}

async function readForward(
  db: Connection,
  asked: { planId: string; cursor: Cursor; limit: number },
): Promise<Stretch> {
  const { cursor, limit } = asked
  const found = [
    ...(await heldQuery(db, asked).execute()),
    ...(await leftQuery(db, asked).execute()),
  ]
  const steps = found.sort((a, b) => a.event - b.event).slice(0, limit)
  const event = steps.at(-1)?.event ?? cursor.event
  return { steps, next: { ...cursor, event }, more: found.length > steps.length }
}

/** What is held now and changed since. */
export function heldQuery(
  db: Connection,
  { planId, cursor, limit }: { planId: string; cursor: Cursor; limit: number },
) {
  return db
    .selectFrom('submission')
    .select(['id', 'event', sql<'put'>`'put'`.as('change')])
    .where('planId', '=', planId)
    .where('event', '>', cursor.event)
    .where('holders', '&&', keyList(cursor.keys))
    .orderBy('event')
    .limit(limit + 1)
}

/** What was held and isn't any more, at the last change that its former holders were told of. */
export function leftQuery(
  db: Connection,
  { planId, cursor, limit }: { planId: string; cursor: Cursor; limit: number },
) {
  return db
    .selectFrom('change')
    .innerJoin('submission', 'submission.id', 'change.submissionId')
    .select((eb) => [
      'submission.id',
      eb.fn.max<number>('change.event').as('event'),
      sql<'out_of_scope'>`'out_of_scope'`.as('change'),
    ])
    .where('change.planId', '=', planId)
    .where('change.event', '>', Math.max(cursor.event, cursor.since))
    .where('change.audience', '&&', keyList(cursor.keys))
    .where(({ not, eb }) => not(eb('submission.holders', '&&', keyList(cursor.keys))))
    .groupBy('submission.id')
    .orderBy('event')
    .limit(limit + 1)
}

/** What only the earlier keys held, by id; then the walk begins anew with the keys of today. */
async function readLost(
  db: Connection,
  { planId, cursor, limit }: { planId: string; cursor: Cursor; limit: number },
  lost: NonNullable<Cursor['lost']>,
): Promise<Stretch> {
  const rows = await db
    .selectFrom('submission')
    .select(['id', 'event', sql<'out_of_scope'>`'out_of_scope'`.as('change')])
    .where('planId', '=', planId)
    .where('id', '>', lost.after)
    .where(({ not, eb }) => not(eb('holders', '&&', keyList(cursor.keys))))
    .where(({ or, eb, selectFrom }) =>
      or([
        eb('holders', '&&', keyList(lost.keys)),
        eb(
          'id',
          'in',
          selectFrom('change')
            .select('submissionId')
            .where('change.planId', '=', planId)
            .where('change.event', '>', lost.event)
            .where('audience', '&&', keyList(lost.keys)),
        ),
      ]),
    )
    .orderBy('id')
    .limit(limit + 1)
    .execute()
  const steps = rows.slice(0, limit)
  const { lost: _, ...anew } = cursor
  const on = { ...cursor, lost: { ...lost, after: steps.at(-1)?.id ?? lost.after } }
  return { steps, next: rows.length > limit ? on : anew, more: true }
}
