import { Readable } from 'node:stream'
import { String } from 'typebox'
import { AuditPage, AuditQuery } from '#contract/audit.ts'
import { dayOf, isDay } from '#domain/day.ts'
import { oversightOf, type Oversight } from '#domain/office/oversight.ts'
import { doerOf } from '../http/doer.ts'
import type { App, House } from '../http/house.ts'
import { found, Refusal } from '../http/refusal.ts'
import { signedIn, type SignedIn } from '../http/signed-in.ts'
import { appendAudit, type Deed } from '../records/audit.ts'
import { loadAllUnits } from '../records/units.ts'
import { csvOf } from './export.ts'
import { lineQuery, type LinesAsked } from './line-rows.ts'

const pageSize = 50

const listSchema = {
  summary: 'Who did what, when and from where, for administrators and auditors in their subtree',
  tags: ['audit'],
  querystring: AuditQuery,
  response: { 200: AuditPage },
}

const exportSchema = {
  summary: 'The same lines as CSV, all of them; taking them is itself written down',
  tags: ['audit'],
  querystring: AuditQuery,
  produces: ['text/csv'],
  response: { 200: { content: { 'text/csv': { schema: String() } } } },
}

/** The audit, read; nobody writes it by a door. */
export function auditRoutes(app: App, house: House): void {
  app.get('/api/audit', { schema: listSchema }, async (request, reply) => {
    void reply.header('cache-control', 'no-store')
    return pageOf(house, await asked(house, signedIn(request), request.query))
  })
  app.get('/api/audit.csv', { schema: exportSchema }, async (request, reply) => {
    const lines = await asked(house, signedIn(request), request.query)
    const at = house.clock().toISOString()
    await appendAudit(house.db, [exportDeed(lines)], { by: doerOf(request), at })
    void reply.headers({
      'cache-control': 'no-store',
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="nhat-ky-${dayOf(at)}.csv"`,
    })
    // A stream of the text that the schema speaks of.
    return reply.send(Readable.from(csvOf(house.db, lines)) as unknown as string)
  })
}

/** Whoever oversees nothing doesn't learn that there is an audit. */
async function asked(house: House, { actor }: SignedIn, filters: AuditQuery): Promise<LinesAsked> {
  const { q = '', from, until } = filters
  const days = [from, until].filter((day) => day !== undefined)
  // PostgreSQL has no NUL in its text.
  if (q.includes('\0') || !days.every(isDay)) throw new Refusal('request.malformed')
  const day = dayOf(house.clock().toISOString())
  const sight = oversightOf(actor, { day, units: await loadAllUnits(house.db) })
  return { sight: found<Oversight>(sight, 'request.not-found'), filters }
}

async function pageOf({ db, clock }: House, lines: LinesAsked): Promise<AuditPage> {
  const { page = 1 } = lines.filters
  const rows = await lineQuery(db, lines, (chosen) =>
    chosen
      .orderBy('audit.number', 'desc')
      .limit(pageSize + 1)
      .offset((page - 1) * pageSize),
  )
    .orderBy('audit.number', 'desc')
    .execute()
  return {
    lines: rows.slice(0, pageSize) as AuditPage['lines'],
    page,
    hasMore: rows.length > pageSize,
    serverTime: clock().toISOString(),
  }
}

/** Which part was taken: the ids and days of the filters, never the words of a search. */
function exportDeed({ sight, filters }: LinesAsked): Deed {
  const { q, page: _, ...named } = filters
  const unitId = filters.unit ?? sight.unitIds[0] ?? null
  const facts = { ...named, ...(q ? { searched: true } : {}) }
  return { kind: 'audit.export', recordType: 'audit', recordId: 'audit', unitId, facts }
}
