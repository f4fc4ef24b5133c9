import type { Transaction } from 'kysely'
import { randomUUID } from 'node:crypto'
import type { Day } from '#domain/day.ts'
import { lastDayBefore, movePosts, type HeldPost } from '#domain/units/move-posts.ts'
import type { Connection, Database } from '../../database/tables.ts'
import { endLoans } from '../loans.ts'

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
  await endLoans(trx)
  const people = [...new Set(leaving.map(({ personId }) => personId))]
  await countChange(trx, people)
  return people.length
}

/** Whoever has one of these people open saw other posts. */
async function countChange(trx: Transaction<Database>, personIds: readonly string[]) {
  if (personIds.length === 0) return
  await trx
    .updateTable('person')
    .set(({ eb }) => ({ version: eb('version', '+', 1) }))
    .where('id', 'in', personIds)
    .execute()
}

async function endPosts(trx: Transaction<Database>, ids: readonly string[], day: Day) {
  await trx
    .updateTable('post')
    .set({ untilOn: lastDayBefore(day) })
    .where('id', 'in', ids)
    .execute()
}

/** Posts of these units that go on on a day, or begin later. */
export async function openPosts(
  db: Connection,
  unitIds: readonly string[],
  day: Day,
): Promise<HeldPost[]> {
  if (unitIds.length === 0) return []
  return db
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
