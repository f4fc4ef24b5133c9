import { sql } from 'kysely'
import { Literal, Object, Union, type Static } from 'typebox'
import { Compile } from 'typebox/compile'
import type { QueueQuery } from '#contract/queue.ts'
import { Identifier, InstantText } from '#contract/words.ts'
import { Refusal } from '../http/refusal.ts'

export type QueueSort = NonNullable<QueueQuery['sort']>

/**
 * The row after which a page goes on. It carries ids and no names, because it stands in addresses;
 * PostgreSQL looks the names up when it compares.
 */
const Place = Object({
  sort: Union([Literal('oldest'), Literal('newest'), Literal('name'), Literal('unit')]),
  id: Identifier,
  sentAt: InstantText,
  authorId: Identifier,
  unitId: Identifier,
})

export type Place = Static<typeof Place>

const form = Compile(Place)

export function writePlace(place: Place): string {
  const { sort, id, sentAt, authorId, unitId } = place
  return Buffer.from(JSON.stringify([sort, id, sentAt, authorId, unitId])).toString('base64url')
}

export function readPlace(text: string, sort: QueueSort): Place {
  const place = parsed(text)
  const fits = form.Check(place) && place.sort === sort && !Number.isNaN(Date.parse(place.sentAt))
  if (!fits || place.sentAt < '0001') throw new Refusal('cursor.malformed')
  return place
}

function parsed(text: string): unknown {
  try {
    const parts: unknown = JSON.parse(Buffer.from(text, 'base64url').toString())
    if (!Array.isArray(parts)) return
    const [sort, id, sentAt, authorId, unitId] = parts as unknown[]
    return { sort, id, sentAt, authorId, unitId }
  } catch {
    return
  }
}

/** How rows follow each other, ids last so that no two are equal. Vietnamese sort by given name. */
export const orders: Readonly<Record<QueueSort, string>> = {
  oldest: 'submission.sent_at, submission.id',
  newest: 'submission.sent_at desc, submission.id desc',
  name: 'person.given_name, person.name collate "vi-x-icu", submission.sent_at, submission.id',
  unit: 'unit.name collate "vi-x-icu", unit.id, submission.sent_at, submission.id',
}

/** Whether a row comes after the place. */
export function isAfter(place: Place) {
  const { id, sentAt, authorId, unitId } = place
  const row = sql`submission.sent_at, submission.id`
  const last = sql`${sentAt}::timestamptz, ${id}::text`
  return {
    oldest: sql<boolean>`(${row}) > (${last})`,
    newest: sql<boolean>`(${row}) < (${last})`,
    name: sql<boolean>`(person.given_name, person.name collate "vi-x-icu", ${row}) >
      ((select given_name from person where id = ${authorId}),
       (select name from person where id = ${authorId}) collate "vi-x-icu", ${last})`,
    unit: sql<boolean>`(unit.name collate "vi-x-icu", unit.id, ${row}) >
      ((select name from unit where id = ${unitId}) collate "vi-x-icu", ${unitId}::text, ${last})`,
  }[place.sort]
}
