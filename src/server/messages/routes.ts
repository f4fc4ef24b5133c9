import { Reach, ReachQuery, SentMessages } from '#contract/messages.ts'
import { dayOf } from '#domain/day.ts'
import { maySee, mayWrite } from '#domain/messages/message.ts'
import type { Actor, Role } from '#domain/people/person.ts'
import { isWithin } from '#domain/people/unit.ts'
import type { App, House } from '../http/house.ts'
import { Refusal } from '../http/refusal.ts'
import { signedIn } from '../http/signed-in.ts'
import { reachOf, selectMessages } from '../records/messages.ts'
import { loadAllUnits } from '../records/units.ts'

const shown = 50

const sentSchema = {
  summary: 'Messages that this person sent, or that went to units which they administer',
  tags: ['messages'],
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
    return sent(house, signedIn(request).actor)
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

async function sent(house: House, actor: Actor): Promise<SentMessages> {
  const { by, day } = writing(house, actor)
  const units = await loadAllUnits(house.db)
  const rows = await selectMessages(house.db)
    .leftJoin('person', 'person.id', 'message.byId')
    .select('person.name as by')
    .orderBy('sentAt', 'desc')
    .orderBy('message.id')
    .limit(1_000)
    .execute()
  const seen = rows.filter((row) => maySee(row, { by, day, units }))
  const messages = await Promise.all(
    seen.slice(0, shown).map(async ({ byId: _, ...row }) => {
      return { ...row, people: await reachOf(house.db, row, day) }
    }),
  )
  const named = [...new Set(messages.flatMap(({ unitIds }) => unitIds))]
  const list = { messages, units: named.flatMap((id) => units.get(id) ?? []) }
  return { ...list, hasMore: seen.length > shown } as SentMessages
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
