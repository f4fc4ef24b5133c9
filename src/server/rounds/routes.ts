import { Object } from 'typebox'
import type { Static } from 'typebox'
import {
  BehindFigure,
  DryRun,
  DryRunQuery,
  DryRunReply,
  InstrumentList,
  RoundList,
  RoundPage,
  UnsentQuery,
  type RoundLine,
} from '#contract/rounds.ts'
import { Identifier } from '#contract/words.ts'
import type { Round } from '#domain/submission/round.ts'
import { faultOf, tidyTerms, type RoundTerms } from '#domain/rounds/terms.ts'
import type { App, Connection, House } from '../http/house.ts'
import { found, Refusal } from '../http/refusal.ts'
import { signedIn, type SignedIn } from '../http/signed-in.ts'
import { loadAllManagement } from '../records/management.ts'
import { termsOf } from '../records/office/round-keeper.ts'
import { handOf, type Hand } from './authority.ts'
import { listBehind, listUnsent } from './behind-figures.ts'
import { figuresOf, tryOut, type Trial } from './dry-run.ts'
import { linesOf } from './round-lines.ts'

const tags = ['rounds']

const listSchema = {
  summary: 'The rounds of the departments that the reader administers, with who was asked and sent',
  tags,
  response: { 200: RoundList },
}

const pageSchema = {
  summary: 'One round; "not yours" and "not there" are the same answer',
  tags,
  params: Object({ id: Identifier }),
  response: { 200: RoundPage },
}

const unsentSchema = {
  summary: 'Those whom a round asks and of whom nothing has come, page after page',
  tags,
  params: Object({ id: Identifier }),
  querystring: UnsentQuery,
  response: { 200: BehindFigure },
}

const dryRunSchema = {
  summary: 'Who would get a round, who would have nobody to confirm, no instrument, no account',
  tags,
  body: DryRun,
  querystring: DryRunQuery,
  response: { 200: DryRunReply },
}

const instrumentSchema = {
  summary: 'The published instruments and their versions',
  tags: ['instruments'],
  response: { 200: InstrumentList },
}

/** What an administrator reads of rounds; they are written by the office's door. */
export function roundRoutes(app: App, house: House): void {
  app.get('/api/rounds', { schema: listSchema }, (request) => list(house, signedIn(request)))
  app.get('/api/rounds/:id', { schema: pageSchema }, (request) =>
    one(house, signedIn(request), request.params.id),
  )
  app.get('/api/rounds/:id/unsent', { schema: unsentSchema }, async (request) => {
    const hand = await handOf(house, signedIn(request))
    const { round } = await lineOf(house, hand, request.params.id)
    return listUnsent(house.db, round as Round, { ...hand, from: request.query.from ?? 0 })
  })
  app.post('/api/rounds/dry-run', { schema: dryRunSchema }, async (request) => {
    const trial = await trialOf(house, signedIn(request), request.body)
    const came = await tryOut(house.db, trial)
    const figures = figuresOf(came, trial)
    const { list: name, from = 0 } = request.query
    if (name === undefined) return figures
    const behind = await listBehind(house.db, { name, from }, { trial, found: came })
    return { ...figures, list: behind }
  })
  app.get('/api/instruments', { schema: instrumentSchema }, () => instruments(house.db))
}

async function list(house: House, speaker: SignedIn): Promise<RoundList> {
  const hand = await handOf(house, speaker)
  return {
    departments: hand.departments as RoundList['departments'],
    plans: [...hand.plans],
    tasks: await tasksOf(house.db, hand),
    rounds: await linesOf(house.db, hand),
  }
}

async function tasksOf(db: Connection, { plans }: Hand): Promise<RoundList['tasks']> {
  if (plans.length === 0) return []
  const ids = plans.map(({ id }) => id)
  return db
    .selectFrom('task')
    .select(['id', 'planId', 'title'])
    .where('planId', 'in', ids)
    .orderBy('position')
    .orderBy('id')
    .execute()
}

async function one(house: House, speaker: SignedIn, id: string): Promise<RoundPage> {
  const hand = await handOf(house, speaker)
  const line = await lineOf(house, hand, id)
  const units = line.round.unitIds.flatMap((unitId) => hand.units.get(unitId) ?? [])
  return { ...line, units: units as RoundPage['units'] }
}

async function lineOf(house: House, hand: Hand, id: string): Promise<RoundLine> {
  const lines = await linesOf(house.db, hand, id)
  return found(lines[0], 'round.not-found')
}

async function trialOf(
  house: House,
  speaker: SignedIn,
  { planId, ...body }: Static<typeof DryRun>,
): Promise<Trial> {
  const hand = await handOf(house, speaker)
  const plan = found(
    hand.plans.find(({ id }) => id === planId),
    'plan.not-found',
  )
  const terms: RoundTerms = tidyTerms(body)
  const fault = faultOf(terms, { plan, ...(await termsOf(house.db, planId)) }, hand)
  // What a round may not be is said by the form; a way that ends nowhere is just what is looked for here.
  if (fault && fault.problem.code !== 'round.route-ends-nowhere') {
    throw new Refusal(fault.problem.code, fault.problem)
  }
  return {
    terms,
    day: terms.opensOn > hand.day ? terms.opensOn : hand.day,
    units: hand.units,
    management: await loadAllManagement(house.db),
    instrument: await instrumentOf(house.db, terms),
  }
}

async function instrumentOf(
  db: Connection,
  { instrumentId, instrumentVersion }: Pick<RoundTerms, 'instrumentId' | 'instrumentVersion'>,
) {
  const row = await db
    .selectFrom('instrument')
    .select('body')
    .where('id', '=', instrumentId)
    .where('version', '=', instrumentVersion)
    .executeTakeFirst()
  return row?.body
}

async function instruments(db: Connection): Promise<InstrumentList> {
  const rows = await db
    .selectFrom('instrument')
    .select('body')
    .orderBy('id')
    .orderBy('version')
    .execute()
  const newest = new Map(rows.map(({ body }) => [body.id, body]))
  return {
    instruments: [...newest.values()].map(({ id, titleVi, titleEn, levels = [] }) => ({
      id,
      titleVi,
      titleEn,
      levels: [...levels],
      versions: rows.flatMap(({ body }) => (body.id === id ? [body.version] : [])),
    })),
  }
}
