import type { MergerReply } from '#contract/units.ts'
import { isDay } from '#domain/day.ts'
import { administers, type Asked } from '#domain/people/authority.ts'
import { headsAfter } from '#domain/units/move-posts.ts'
import type { Connection } from '../http/house.ts'
import { Refusal } from '../http/refusal.ts'
import { openPosts } from '../records/office/move-people.ts'

/** Which units go into which, and from when. */
export interface Merger {
  readonly into: string
  readonly from: readonly string[]
  readonly day: string
}

/** Who will be head after a merger: what the merger itself would do, by the same rule. */
export async function mergerReply(
  db: Connection,
  { into, from, day }: Merger,
  asked: Asked,
): Promise<MergerReply> {
  const isTheirs = [into, ...from].every((id) => asked.units.has(id) && administers(id, asked))
  if (!isTheirs) throw new Refusal('unit.not-found')
  if (!isDay(day)) throw new Refusal('request.malformed')
  const leaving = await openPosts(db, from, day)
  const staying = await openPosts(db, [into], day)
  const { heads, deputies } = headsAfter({ leaving, staying }, day)
  return { heads: await namesOf(db, heads), deputies: await namesOf(db, deputies) }
}

async function namesOf(db: Connection, ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) return []
  const rows = await db
    .selectFrom('person')
    .select('name')
    .where('id', 'in', ids)
    .orderBy('givenName')
    .orderBy('id')
    .execute()
  return rows.map(({ name }) => name)
}
