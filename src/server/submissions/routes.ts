import type { FastifyRequest } from 'fastify'
import { Object } from 'typebox'
import { RecordReply } from '#contract/exchange.ts'
import { QueuePage, QueueQuery } from '#contract/queue.ts'
import { Identifier } from '#contract/words.ts'
import { dayOf } from '#domain/day.ts'
import { keysOf } from '#domain/people/access.ts'
import { doerOf } from '../http/doer.ts'
import type { App, Connection, House } from '../http/house.ts'
import { found, Refusal } from '../http/refusal.ts'
import { signedIn, type SignedIn } from '../http/signed-in.ts'
import { appendAudit } from '../records/audit.ts'
import { keyList } from '../records/key-list.ts'
import { namesIn } from '../records/names.ts'
import { planOf } from '../records/plans.ts'
import { asRecord, loadSubmissions } from '../records/submissions.ts'
import { queuePage } from './queue.ts'

const queueSchema = {
  summary: "Others' submissions that this person may read, filtered, counted and paged",
  tags: ['submissions'],
  params: Object({ plan: Identifier }),
  querystring: QueueQuery,
  response: { 200: QueuePage },
}

const recordSchema = {
  summary: 'One submission with its history; "not yours" and "not there" are the same answer',
  tags: ['submissions'],
  params: Object({ plan: Identifier, id: Identifier }),
  response: { 200: RecordReply },
}

/** What is too much for a device to hold, asked for by name. */
export function submissionRoutes(app: App, house: House): void {
  app.get('/api/plans/:plan/queue', { schema: queueSchema }, (request, reply) => {
    void reply.header('cache-control', 'no-store')
    return queue(house, signedIn(request), { planId: request.params.plan, filters: request.query })
  })
  app.get('/api/plans/:plan/submissions/:id', { schema: recordSchema }, (request, reply) => {
    void reply.header('cache-control', 'no-store')
    return readByName(house, request, request.params)
  })
}

async function queue(
  house: House,
  { actor, personId }: SignedIn,
  { planId, filters }: { planId: string; filters: QueueQuery },
): Promise<QueuePage> {
  const words = [filters.q, filters.programme].join('')
  // PostgreSQL has no NUL in its text.
  if (words.includes('\0')) throw new Refusal('request.malformed')
  const at = house.clock().toISOString()
  const day = dayOf(at)
  return inSnapshot(house, async (db) => {
    found(await planOf(db, planId, { actor, day }), 'plan.not-found')
    return queuePage(db, { planId, personId, keys: keysOf(actor, day), filters }, at)
  })
}

/** What somebody reads of another person by name is written down; own work is one's own. */
async function readByName(
  house: House,
  request: FastifyRequest,
  asked: { plan: string; id: string },
): Promise<RecordReply> {
  const speaker = signedIn(request)
  const reply = await record(house, speaker, asked)
  const { id, authorId, unitId } = reply.record
  if (authorId === speaker.personId) return reply
  const deed = { kind: 'submission.read', recordType: 'submission', recordId: id, unitId }
  const at = house.clock().toISOString()
  await appendAudit(house.db, [deed], { by: doerOf(request), at })
  return reply
}

async function record(
  house: House,
  { actor }: SignedIn,
  { plan: planId, id }: { plan: string; id: string },
): Promise<RecordReply> {
  const day = dayOf(house.clock().toISOString())
  return inSnapshot(house, async (db) => {
    found(await planOf(db, planId, { actor, day }), 'plan.not-found')
    const readable = await db
      .selectFrom('submission')
      .select('id')
      .where('id', '=', id)
      .where('planId', '=', planId)
      .where('readers', '&&', keyList(keysOf(actor, day)))
      .execute()
    const ids = readable.map((row) => row.id)
    const stored = found((await loadSubmissions(db, ids)).get(id), 'submission.not-found')
    const { people, units } = await namesIn(db, [stored.submission], day)
    const { event, submission } = stored
    return { event, record: asRecord(submission), people, units: units as RecordReply['units'] }
  })
}

/** Rows, counts and names of one moment. */
function inSnapshot<T>(house: House, read: (db: Connection) => Promise<T>): Promise<T> {
  return house.db
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute(read)
}
