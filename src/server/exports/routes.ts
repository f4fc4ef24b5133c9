import type { FastifyReply, FastifyRequest } from 'fastify'
import { Literal, Object, Optional, Union, Unknown } from 'typebox'
import { Identifier } from '#contract/words.ts'
import { RosterName } from '#contract/imports.ts'
import { dayOf } from '#domain/day.ts'
import { administers } from '#domain/people/authority.ts'
import { postsOn } from '#domain/people/person.ts'
import { columnsOf } from '#domain/roster/titles.ts'
import { doerOf } from '../http/doer.ts'
import type { App, House } from '../http/house.ts'
import { found, Refusal } from '../http/refusal.ts'
import { signedIn } from '../http/signed-in.ts'
import { appendAudit } from '../records/audit.ts'
import { rosterOfPeople, rosterOfUnits } from '../records/imports/rosters.ts'
import { fileOf, mediaTypes, type FileFormat } from '../records/imports/written-table.ts'
import { loadAllUnits } from '../records/units.ts'

const Format = Union([Literal('xlsx'), Literal('csv')])

const schema = {
  summary: 'Units or people below a unit as a file, in the columns of an import',
  tags: ['imports'],
  params: Object({ what: RosterName, format: Format }),
  querystring: Object({ under: Optional(Identifier) }),
  response: { 200: Unknown() },
}

const templateSchema = {
  summary: 'An empty file with the columns of an import',
  tags: ['imports'],
  params: Object({ what: RosterName, format: Format }),
  response: { 200: Unknown() },
}

/** Lists to take away: for whoever administers them. */
export function exportRoutes(app: App, house: House): void {
  app.get('/api/exports/:what/:format', { schema }, async (request, reply) => {
    const { what, format } = request.params
    const under = await below(house, request, request.query.under)
    const at = house.clock().toISOString()
    const table =
      what === 'people'
        ? await rosterOfPeople(house.db, under, dayOf(at))
        : await rosterOfUnits(house.db, under)
    const facts = { what, rows: table.rows.length }
    const deed = {
      kind: 'roster.export',
      recordType: 'unit',
      recordId: under,
      unitId: under,
      facts,
    }
    await appendAudit(house.db, [deed], { by: doerOf(request), at })
    return send(reply, { name: `${what}.${format}`, format, file: await fileOf(format, table) })
  })
  app.get('/api/templates/:what/:format', { schema: templateSchema }, async (request, reply) => {
    const { what, format } = request.params
    const table = { titles: columnsOf[what].map(({ title }) => title), rows: [] }
    const name = `mau-${what}.${format}`
    return send(reply, { name, format, file: await fileOf(format, table) })
  })
}

async function below(house: House, request: FastifyRequest, asked: string | undefined) {
  const { actor } = signedIn(request)
  const day = dayOf(house.clock().toISOString())
  const own = postsOn(actor, day).find(({ role }) => role === 'administrator')
  const under = asked ?? own?.unitId
  if (under === undefined) throw new Refusal('import.not-yours')
  const units = await loadAllUnits(house.db)
  const may = administers(under, { by: actor, day, units })
  return found(may ? under : undefined, 'unit.not-found')
}

interface Sent {
  readonly name: string
  readonly format: FileFormat
  readonly file: Buffer
}

function send(reply: FastifyReply, { name, format, file }: Sent) {
  return reply
    .header('content-type', mediaTypes[format])
    .header('content-disposition', `attachment; filename="${name}"`)
    .header('cache-control', 'no-store')
    .send(file)
}
