import { Object } from 'typebox'
import { ManagementList } from '#contract/management.ts'
import { MergerQuery, MergerReply, UnitPage, UnitQuery, UnitReply } from '#contract/units.ts'
import { Identifier } from '#contract/words.ts'
import { dayOf, type Day } from '#domain/day.ts'
import { seesUnit } from '#domain/units/unit-checks.ts'
import type { App, Connection, House } from '../http/house.ts'
import { found } from '../http/refusal.ts'
import { signedIn } from '../http/signed-in.ts'
import { loadManagementOf } from '../records/management.ts'
import { loadOfficeUnits } from '../records/unit-book.ts'
import { loadAllUnits } from '../records/units.ts'
import { mergerReply } from './merger.ts'
import { unitReply } from './one-unit.ts'
import { pageOf, topsOf, type Tree } from './unit-list.ts'

const tags = ['units']

const listSchema = {
  summary: "The units of the reader's part of the tree, by name without marks or by code",
  tags,
  querystring: UnitQuery,
  response: { 200: UnitPage },
}

const oneSchema = {
  summary: 'A unit: what it is and was, what it came from, who manages it and by which rule',
  tags,
  params: Object({ id: Identifier }),
  response: { 200: UnitReply },
}

const mergerSchema = {
  summary: 'Who would be head of a unit if others went into it',
  tags,
  params: Object({ id: Identifier }),
  querystring: MergerQuery,
  response: { 200: MergerReply },
}

const managementSchema = {
  summary: 'Who manages which schools, in the departments that the reader sees',
  tags,
  response: { 200: ManagementList },
}

/** The tree of units, for those whose work needs it. */
export function unitRoutes(app: App, { db, clock }: House): void {
  const today = () => dayOf(clock().toISOString())
  app.get('/api/units', { schema: listSchema }, async (request) => {
    const day = today()
    const tops = topsOf(signedIn(request).actor, day)
    return pageOf(await loadTree(db, day), request.query, tops)
  })
  app.get('/api/units/:id', { schema: oneSchema }, async (request) => {
    const day = today()
    const tree = await loadTree(db, day)
    const asked = { by: signedIn(request).actor, day, units: tree.units }
    const { id } = request.params
    const unit = found(seesUnit(id, asked) ? tree.units.get(id) : undefined, 'unit.not-found')
    return unitReply(db, { unit, tree, asked })
  })
  app.get('/api/units/:id/merger', { schema: mergerSchema }, async (request, reply) => {
    void reply.header('cache-control', 'no-store')
    const { from, day } = request.query
    const asked = { by: signedIn(request).actor, day: today(), units: await loadAllUnits(db) }
    const ids = from.split(',').filter(Boolean)
    return mergerReply(db, { into: request.params.id, from: ids, day }, asked)
  })
  app.get('/api/management', { schema: managementSchema }, async (request) => {
    const units = await loadOfficeUnits(db)
    const asked = { by: signedIn(request).actor, day: today(), units }
    const departments = [...units.values()].filter(
      ({ id, kind }) => kind === 'department' && seesUnit(id, asked),
    )
    const rules = await loadManagementOf(
      db,
      departments.map(({ id }) => id),
    )
    const named = rules.flatMap(({ unitId }) => units.get(unitId ?? '') ?? [])
    return { rules, departments: departments.map(nameOf), units: named.map(nameOf) }
  })
}

function nameOf({ id, name }: { readonly id: string; readonly name: string }) {
  return { id, name }
}

/** A person counts once, where their main post is. */
async function loadTree(db: Connection, day: Day): Promise<Tree> {
  const units = await loadOfficeUnits(db)
  const counts = await db
    .selectFrom('post')
    .select('unitId')
    .select(({ fn }) => fn.count<number>('personId').distinct().as('count'))
    .where('main', '=', true)
    .where('fromOn', '<=', day)
    .where(({ or, eb }) => or([eb('untilOn', 'is', null), eb('untilOn', '>=', day)]))
    .groupBy('unitId')
    .execute()
  return { units, people: new Map(counts.map(({ unitId, count }) => [unitId, count])) }
}
