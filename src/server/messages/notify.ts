import { sql } from 'kysely'
import webPush from 'web-push'
import { dayOf } from '#domain/day.ts'
import type { Message } from '#domain/messages/message.ts'
import type { Connection, House, PushKeys } from '../http/house.ts'
import { peopleInScope } from '../records/messages.ts'
import type { Post } from './push-post.ts'

/** It says that there is something, never what: a lock screen is read by anybody. */
const payload = JSON.stringify({ kind: 'message' })
const aDay = 24 * 60 * 60
const batch = 500
const atOnce = 8

type Due = Pick<Message, 'id' | 'unitIds' | 'roles'> & { readonly roundId: string | null }
interface Target {
  readonly endpoint: string
  readonly p256dh: string
  readonly auth: string
}

/**
 * Hands on the notifications of all messages that were sent since the last time. A message is taken
 * from the queue before its first notification leaves, so several servers share the work and none is
 * notified twice; what a crash cuts short is still in the app itself.
 */
export async function notifyDue(house: House, post: Post): Promise<number> {
  const { db, clock, pushKeys } = house
  if (!pushKeys) return 0
  let notified = 0
  for (let due = await takeOne(db, clock()); due; due = await takeOne(db, clock()))
    notified += await notifyAll(house, due, { post, pushKeys })
  return notified
}

async function takeOne(db: Connection, now: Date): Promise<Due | undefined> {
  const at = now.toISOString()
  const next = sql<string>`(select id from message
    where pushed_at is null and taken_back_at is null and until_on >= ${dayOf(at)}::date
    order by sent_at limit 1 for update skip locked)`
  return db
    .updateTable('message')
    .set({ pushedAt: at })
    .where('id', '=', next)
    .returning(['id', 'unitIds', 'roles', 'roundId'])
    .executeTakeFirst()
}

interface Means {
  readonly post: Post
  readonly pushKeys: PushKeys
}

async function notifyAll(house: House, due: Due, means: Means): Promise<number> {
  let notified = 0
  let after = ''
  for (;;) {
    const targets = await targetsOf(house, due, after)
    const queue = [...targets]
    const work = async () => {
      for (let target = queue.pop(); target; target = queue.pop())
        if (await notifyOne(house, target, means)) notified += 1
    }
    await Promise.all(Array.from({ length: atOnce }, work))
    if (targets.length < batch) return notified
    after = targets.at(-1)?.endpoint ?? ''
  }
}

function targetsOf({ db, clock }: House, due: Due, after: string): Promise<Target[]> {
  const people = peopleInScope(due, dayOf(clock().toISOString()))
  return db
    .selectFrom('pushSubscription')
    .innerJoin('account', 'account.id', 'pushSubscription.accountId')
    .select(['endpoint', 'p256dh', 'auth'])
    .where('endpoint', '>', after)
    .where('account.disabledAt', 'is', null)
    .where('account.personId', 'in', people)
    .$if(due.roundId !== null, (query) => query.where(hasNotSent(due.roundId ?? '')))
    .orderBy('endpoint')
    .limit(batch)
    .execute()
}

function hasNotSent(roundId: string) {
  return sql<boolean>`not exists (select from submission where submission.round_id = ${roundId}
    and author_id = account.person_id and sent_at is not null and standing <> 'returned')`
}

/** Whether it was taken. A browser that is gone for good is forgotten. */
async function notifyOne({ db, config }: House, target: Target, means: Means): Promise<boolean> {
  const status = await sendTo(target, config.publicOrigin, means).catch(() => 0)
  if (status === 404 || status === 410)
    await db.deleteFrom('pushSubscription').where('endpoint', '=', target.endpoint).execute()
  return status >= 200 && status < 300
}

function sendTo({ endpoint, ...keys }: Target, origin: string | undefined, means: Means) {
  const { publicKey, privateKey } = means.pushKeys
  // Push services want to know whom to tell of trouble; without an origin of our own there is nobody.
  const subject = origin?.startsWith('https:') ? origin : 'https://so-tay-so.invalid'
  const { headers, body } = webPush.generateRequestDetails({ endpoint, keys }, payload, {
    vapidDetails: { subject, publicKey, privateKey },
    TTL: aDay,
    topic: 'message',
  })
  const said = Object.entries(headers as Record<string, string | number>)
  return means.post(endpoint, {
    headers: Object.fromEntries(said.map(([name, value]) => [name, String(value)])),
    body,
  })
}
