import type { Transaction } from 'kysely'
import { randomUUID } from 'node:crypto'
import type { Day } from '#domain/day.ts'
import { lastDayBefore, movePosts, type HeldPost } from '#domain/units/move-posts.ts'
import type { Database } from '../../database/tables.ts'

/** Moves the open posts of units that go into another; gives the number of people that go along. */
export async function movePeople(
  trx: Transaction<Database>,
  { from, to }: { from: readonly string[]; to: string },
  day: Day,
): Promise<number> {
  const leaving = await openPosts(trx, from, day)
  const staying = await openPosts(trx, [to], day)
  const { ends, moves, adds } = movePosts({ leaving, staying }, { to, day })
  if (ends.length > 0) await endPosts(trx, ends, day)
  for (const { id, role } of moves) {
    await trx.updateTable('post').set({ unitId: to, role }).where('id', '=', id).execute()
  }
  if (adds.length > 0) await trx.insertInto('post').values(adds.map(rowOf)).execute()
  return new Set(leaving.map(({ personId }) => personId)).size
}

async function endPosts(trx: Transaction<Database>, ids: readonly string[], day: Day) {
  await trx
    .updateTable('post')
    .set({ untilOn: lastDayBefore(day) })
    .where('id', 'in', ids)
    .execute()
}

async function openPosts(
  trx: Transaction<Database>,
  unitIds: readonly string[],
  day: Day,
): Promise<HeldPost[]> {
  return trx
    .selectFrom('post')
    .select(['id', 'personId', 'unitId', 'role', 'fromOn as from', 'untilOn as until'])
    .select(['main', 'delegatedBy'])
    .where('unitId', 'in', unitIds)
    .where(({ or, eb }) => or([eb('untilOn', 'is', null), eb('untilOn', '>=', day)]))
    .orderBy('id')
    .execute()
}

function rowOf({ from, until, ...post }: Omit<HeldPost, 'id' | 'inheritedFrom'>) {
  return { id: randomUUID(), fromOn: from, untilOn: until, ...post }
}
