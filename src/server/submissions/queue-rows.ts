import { sql, type SelectQueryBuilder } from 'kysely'
import type { QueueQuery } from '#contract/queue.ts'
import { personKey, type Key } from '#domain/people/access.ts'
import { fold } from '#domain/text.ts'
import type { Database } from '../database/tables.ts'
import type { Connection } from '../http/house.ts'
import { keyList } from '../records/key-list.ts'
import { unitsWithin } from '../records/units.ts'
import { isAfter, orders, type Place } from './queue-order.ts'

/** Whose queue of which plan is asked for, and how it is narrowed. */
export interface QueueAsked {
  readonly planId: string
  readonly personId: string
  readonly keys: readonly Key[]
  readonly filters: QueueQuery
}

/** A page's rows, one more than asked for where there is one. */
export function rowQuery(
  db: Connection,
  asked: QueueAsked,
  { after, limit }: { after: Place | undefined; limit: number },
) {
  const { of = 'mine', standing, again, unit, sort = 'oldest' } = asked.filters
  return base(db, asked)
    .select(['submission.id', 'event', 'roundId', 'authorId', 'unitId', 'standing', 'waitsAt'])
    .select(['revision', 'title', 'periods', 'programme', 'lastOn', 'asksLate'])
    .select(sql<string>`sent_at`.as('sentAt'))
    .select(isMine(asked).as('mine'))
    .$if(of === 'mine', (query) => query.where(isMine(asked)))
    .$if(again !== undefined, (query) => query.where('again', '=', true))
    .$if(standing !== undefined, (query) => query.where('standing', '=', standing ?? 'received'))
    .$if(unit !== undefined, (query) => query.where(isIn(unit)))
    .$if(after !== undefined, (query) => query.where(isAfter(after as Place)))
    .orderBy(sql.raw(orders[sort]))
    .limit(limit + 1)
}

/**
 * How many there are of each sort that the filters tell apart, and from which unit; summed by the
 * caller. The unit that is asked for doesn't narrow it, so that the others stay to be chosen.
 */
export function tallyQuery(db: Connection, asked: QueueAsked) {
  const { unit } = asked.filters
  return base(db, asked)
    .select([isMine(asked).as('mine'), isIn(unit).as('within')])
    .select(['again', 'standing', 'unitId'])
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .groupBy([sql`1`, sql`2`, 'again', 'standing', 'unitId'])
}

/** Others' work that this person may read, under the filters that have no count of their own. */
function base(db: Connection, asked: QueueAsked) {
  const { planId, personId, keys, filters } = asked
  const { round, programme, q } = filters
  return db
    .selectFrom('submission')
    .innerJoin('person', 'person.id', 'submission.authorId')
    .innerJoin('unit', 'unit.id', 'submission.unitId')
    .where('planId', '=', planId)
    .where('readers', '&&', keyList(keys))
    .where('authorId', '<>', personId)
    .where('sentAt', 'is not', null)
    .$if(round !== undefined, (query) => query.where('roundId', '=', round as string))
    .$if(programme !== undefined, (query) => query.where('programme', '=', programme as string))
    .$call((query) => searched(query, q ?? ''))
}

type Base = SelectQueryBuilder<Database, 'submission' | 'person' | 'unit', object>

/** Each word in the title, the author's name or the unit's, marks and case aside; or all of it a receipt's number. */
function searched(query: Base, search: string): Base {
  const words = fold(search).split(' ').filter(Boolean)
  if (words.length === 0) return query
  return query.where(({ or, and, eb }) => {
    const named = words.map((word) => {
      const pattern = `%${word.replace(/[\\%_]/g, '\\$&')}%`
      const places = ['submission.search', 'person.search', 'unit.search'] as const
      return or(places.map((place) => eb(place, 'like', pattern)))
    })
    return or([and(named), eb('submission.id', '=', recordOf(search))])
  })
}

/** The record for which a receipt was given; no two have the same number. */
function recordOf(receiptNumber: string) {
  const number = receiptNumber.trim().toUpperCase()
  return sql<string>`(select record_id from receipt where number = ${number})`
}

/** Whether it comes from this unit or from below it. */
function isIn(unit: string | undefined) {
  if (unit === undefined) return sql<boolean>`true`
  return sql<boolean>`submission.unit_id in ${unitsWithin(unit)}`
}

/** Nobody decides on their own work; theirs is left out already. */
function isMine({ keys }: QueueAsked) {
  const posts = keys.filter((key) => !key.startsWith(personKey('')))
  return sql<boolean>`submission.deciders && ${keyList(posts)}`
}
