import { sql } from 'kysely'
import type { MessageRecord } from '#contract/messages.ts'
import type { Day } from '#domain/day.ts'
import { isForPost, type Message } from '#domain/messages/message.ts'
import { postsOn, type Actor } from '#domain/people/person.ts'
import { isFor, type Round } from '#domain/submission/round.ts'
import type { Units } from '#domain/people/unit.ts'
import type { Connection } from '../database/tables.ts'

const columns = [
  'message.id',
  'message.title',
  'message.text',
  'message.unitIds',
  'message.roles',
  'message.untilOn as until',
  'message.byId',
  'message.sentAt',
  'message.takenBackAt',
  'message.version',
] as const

/** How many a device holds. */
const newest = 30

export function selectMessages(db: Connection) {
  return db.selectFrom('message').select(columns)
}

export async function loadMessage(db: Connection, id: string): Promise<Message | undefined> {
  return selectMessages(db).where('id', '=', id).executeTakeFirst()
}

/** How many it is for, and of which round it reminds them. */
interface Beside {
  readonly people: number
  readonly roundId?: string
}

export async function saveMessage(
  db: Connection,
  { until, ...message }: Message,
  { people, roundId }: Beside,
): Promise<void> {
  const row = {
    ...message,
    untilOn: until,
    unitIds: [...message.unitIds],
    roles: [...message.roles],
  }
  await db
    .insertInto('message')
    .values({ ...row, people, roundId: roundId ?? null, pushedAt: null })
    .onConflict((conflict) =>
      conflict.column('id').doUpdateSet({ takenBackAt: row.takenBackAt, version: row.version }),
    )
    .execute()
}

/** Who asks for their messages, with the units of their posts and all above, and the rounds that may remind them. */
export interface Reader {
  readonly actor: Actor
  readonly day: Day
  readonly units: Units
  readonly rounds: readonly Round[]
}

/** The newest messages for one of the reader's posts, not past their day; a reminder only while it is of use. */
export async function messagesFor(
  db: Connection,
  { actor, day, units, rounds }: Reader,
): Promise<MessageRecord[]> {
  const posts = postsOn(actor, day)
  if (posts.length === 0) return []
  const rows = await selectMessages(db)
    .leftJoin('person', 'person.id', 'message.byId')
    .select(['person.name as by', 'message.roundId'])
    .where('takenBackAt', 'is', null)
    .where('untilOn', '>=', day)
    .where(sql<boolean>`message.unit_ids && ${[...units.keys()]}::text[]`)
    .where(
      sql<boolean>`(message.round_id is null or not exists (
      select from submission where submission.round_id = message.round_id
        and author_id = ${actor.personId} and sent_at is not null and standing <> 'returned'))`,
    )
    .orderBy('sentAt', 'desc')
    .orderBy('message.id')
    .execute()
  const mine = rows.filter((row) => {
    const round = rounds.find(({ id }) => id === row.roundId)
    if (row.roundId !== null && !round) return false
    return posts.some(
      (post) => isForPost(row, post, units) && (!round || isFor(round, post, units)),
    )
  })
  return mine.slice(0, newest).map(({ id, title, text, by, sentAt, until, roundId }) => {
    return { id, title, text, by, sentAt, until, ...(roundId !== null && { roundId }) }
  })
}

/** People with a post in the scope today, each once: a list of ids for `in`. */
export function peopleInScope(scope: Pick<Message, 'unitIds' | 'roles'>, day: Day) {
  return sql<string>`(
    with recursive branch as (
      select id from unit where id = any(${[...scope.unitIds]}::text[])
      union select unit.id from unit join branch on unit.parent_id = branch.id)
    select distinct person_id from post join branch on branch.id = post.unit_id
    where from_on <= ${day}::date and (until_on is null or until_on >= ${day}::date)
      and (cardinality(${[...scope.roles]}::text[]) = 0 or role = any(${[...scope.roles]}::text[])))`
}

/** How many people a scope reaches. */
export async function reachOf(
  db: Connection,
  scope: Pick<Message, 'unitIds' | 'roles'>,
  day: Day,
): Promise<number> {
  const { rows } = await sql<{ people: number }>`
    select count(*)::int as people from ${peopleInScope(scope, day)} as reached`.execute(db)
  return rows[0]?.people ?? 0
}
