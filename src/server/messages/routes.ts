import { sql } from 'kysely'
import { Reach, ReachQuery, SentMessages, SentQuery } from '#contract/messages.ts'
import { dayOf, type Day } from '#domain/day.ts'
import { mayWrite } from '#domain/messages/message.ts'
import { postsOn, type Actor, type Role } from '#domain/people/person.ts'
import { isWithin } from '#domain/people/unit.ts'
import type { App, House } from '../http/house.ts'
import { Refusal } from '../http/refusal.ts'
import { signedIn } from '../http/signed-in.ts'
import { reachOf, selectMessages } from '../records/messages.ts'
import { loadAllUnits, loadUnits } from '../records/units.ts'

const shown = 20

const sentSchema = {
  summary: 'Messages that this person sent, or that went to units which they administer',
  tags: ['messages'],
  querystring: SentQuery,
  response: { 200: SentMessages },
}

const reachSchema = {
  summary: 'How many people a message to these units and roles would reach',
  tags: ['messages'],
  querystring: ReachQuery,
  response: { 200: Reach },
}

/** Messages for those who may write them; readers have them in their plans. */
export function messageRoutes(app: App, house: House): void {
  app.get('/api/messages/sent', { schema: sentSchema }, (request) => {
    return sent(house, signedIn(request).actor, request.query.page ?? 1)
  })
  app.get('/api/messages/reach', { schema: reachSchema }, async (request) => {
    const { units, roles } = request.query
    const scope = { unitIds: listOf(units), roles: listOf(roles) as Role[] }
    return { people: await reach(house, signedIn(request).actor, scope) }
  })
}

function listOf(text: string): string[] {
  return text.split(',').filter(Boolean)
}

/** Whoever may write to nobody doesn't learn what was sent. */
function writing({ clock }: House, by: Actor) {
  const day = dayOf(clock().toISOString())
  if (!mayWrite(by, day)) throw new Refusal('request.not-found')
  return { by, day }
}

/** By whoever wrote it, and for whoever administers all units that it went to; `maySee` in SQL. */
function inSight({ by, day }: { by: Actor; day: Day }) {
  const own = postsOn(by, day).filter(({ role }) => role === 'administrator')
  const tops = own.map(({ unitId }) => unitId)
  return sql<boolean>`(message.by_id = ${by.personId} or not exists (
    select from unnest(message.unit_ids) as went where went not in (
      with recursive branch as (
        select id from unit where id = any(${tops}::text[])
        union select unit.id from unit join branch on unit.parent_id = branch.id)
      select id from branch)))`
}

async function sent(house: House, actor: Actor, page: number): Promise<SentMessages> {
  const rows = await selectMessages(house.db)
    .leftJoin('person', 'person.id', 'message.byId')
    .leftJoin('round', 'round.id', 'message.roundId')
    .select(['person.name as by', 'message.people', 'round.title as reminds'])
    .where(inSight(writing(house, actor)))
    .orderBy('sentAt', 'desc')
    .orderBy('message.id')
    .limit(shown + 1)
    .offset((page - 1) * shown)
    .execute()
  const messages = rows.slice(0, shown).map(({ byId: _, ...row }) => row)
  const named = [...new Set(messages.flatMap(({ unitIds }) => unitIds))]
  const units = [...(await loadUnits(house.db, named)).values()]
  return { messages, units, page, hasMore: rows.length > shown } as SentMessages
}

/** Only what is at or below their own units is counted, so nobody learns how many work elsewhere. */
async function reach(
  house: House,
  actor: Actor,
  scope: { unitIds: readonly string[]; roles: readonly Role[] },
): Promise<number> {
  const { by, day } = writing(house, actor)
  const units = await loadAllUnits(house.db)
  const own = by.posts.map(({ unitId }) => unitId)
  const unitIds = scope.unitIds.filter((id) => own.some((above) => isWithin(id, above, units)))
  return reachOf(house.db, { ...scope, unitIds }, day)
}
