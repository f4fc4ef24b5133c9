import { Null } from 'typebox'
import { PushEnd, PushKey, PushTarget } from '#contract/messages.ts'
import type { App, Connection, House } from '../http/house.ts'
import { found, Refusal } from '../http/refusal.ts'
import { signedIn } from '../http/signed-in.ts'
import { isPushEndpoint } from './push-post.ts'

const tags = ['messages']

/** Browsers of one account; the oldest makes room. */
const perAccount = 20

/** Where a person's browsers take notifications. */
export function pushRoutes(app: App, { db, clock, pushKeys }: House): void {
  const key = { summary: 'The key to subscribe with', tags, response: { 200: PushKey } }
  app.get('/api/push/key', { schema: key }, () => ({
    key: found(pushKeys, 'request.not-found').publicKey,
  }))

  const add = { summary: 'Subscribe', tags, body: PushTarget, response: { 204: Null() } }
  app.post('/api/push/subscriptions', { schema: add }, async (request, reply) => {
    if (!isPushEndpoint(request.body.endpoint)) throw new Refusal('push.not-https')
    const { accountId } = signedIn(request)
    await keep(db, request.body, { accountId, createdAt: clock().toISOString() })
    return reply.status(204).send(null)
  })

  const end = { summary: 'Unsubscribe', tags, body: PushEnd, response: { 204: Null() } }
  app.delete('/api/push/subscriptions', { schema: end }, async (request, reply) => {
    await db
      .deleteFrom('pushSubscription')
      .where('endpoint', '=', request.body.endpoint)
      .where('accountId', '=', signedIn(request).accountId)
      .execute()
    return reply.status(204).send(null)
  })
}

/** A browser is whoever's subscribed with it last. */
async function keep(
  db: Connection,
  { endpoint, keys }: PushTarget,
  whose: { accountId: string; createdAt: string },
): Promise<void> {
  const row = { ...whose, ...keys }
  await db
    .insertInto('pushSubscription')
    .values({ endpoint, ...row })
    .onConflict((conflict) => conflict.column('endpoint').doUpdateSet(row))
    .execute()
  const kept = db
    .selectFrom('pushSubscription')
    .select('endpoint')
    .where('accountId', '=', whose.accountId)
    .orderBy('createdAt', 'desc')
    .limit(perAccount)
  await db
    .deleteFrom('pushSubscription')
    .where('accountId', '=', whose.accountId)
    .where('endpoint', 'not in', kept)
    .execute()
}
