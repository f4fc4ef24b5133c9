import { Object } from 'typebox'
import { LoansPage, PeoplePage, PeopleQuery, PersonPage } from '#contract/people.ts'
import { Identifier } from '#contract/words.ts'
import { dayOf } from '#domain/day.ts'
import { homePost } from '#domain/people/dossier.ts'
import type { Actor } from '#domain/people/person.ts'
import { seesPerson, staffUnitsOf } from '#domain/people/person-authority.ts'
import { doerOf } from '../http/doer.ts'
import type { App, House } from '../http/house.ts'
import { found, Refusal } from '../http/refusal.ts'
import { signedIn } from '../http/signed-in.ts'
import { appendAudit, type Doer } from '../records/audit.ts'
import { loadDossier } from '../records/dossiers.ts'
import { loadAllUnits } from '../records/units.ts'
import { loansPage } from './loans.ts'
import { peoplePage } from './people-list.ts'
import { personPage } from './person-page.ts'

const tags = ['people']

const listSchema = {
  summary: 'People of the units that the reader administers or whose school they head',
  tags,
  querystring: PeopleQuery,
  response: { 200: PeoplePage },
}

const loansSchema = {
  summary: "The reader's own roles that can be lent for a time, and to whom",
  tags,
  response: { 200: LoansPage },
}

const personSchema = {
  summary: 'A person with posts and account; reading it is written in the audit',
  tags,
  params: Object({ id: Identifier }),
  response: { 200: PersonPage },
}

/** People, to those who look after them. */
export function peopleRoutes(app: App, house: House): void {
  app.get('/api/people', { schema: listSchema }, (request, reply) => {
    void reply.header('cache-control', 'no-store')
    return readList(house, signedIn(request).actor, request.query)
  })
  app.get('/api/people/loans', { schema: loansSchema }, (request, reply) => {
    void reply.header('cache-control', 'no-store')
    return loansPage(house.db, signedIn(request).personId, dayOf(house.clock().toISOString()))
  })
  app.get('/api/people/:id', { schema: personSchema }, (request, reply) => {
    void reply.header('cache-control', 'no-store')
    const { actor } = signedIn(request)
    return readPerson(house, request.params.id, { by: actor, doer: doerOf(request) })
  })
}

async function readList(house: House, actor: Actor, filters: PeopleQuery): Promise<PeoplePage> {
  // PostgreSQL has no NUL in its text.
  if (filters.q?.includes('\0')) throw new Refusal('request.malformed')
  const at = house.clock().toISOString()
  const tops = staffUnitsOf(actor, dayOf(at))
  if (tops.length === 0) throw new Refusal('request.not-found')
  return peoplePage(house.db, { tops, filters, at })
}

interface Reader {
  readonly by: Actor
  readonly doer: Doer
}

async function readPerson(house: House, id: string, { by, doer }: Reader): Promise<PersonPage> {
  const at = house.clock().toISOString()
  return house.db.transaction().execute(async (trx) => {
    const asked = { by, day: dayOf(at), units: await loadAllUnits(trx) }
    const dossier = found(await loadDossier(trx, id), 'person.not-found')
    if (!seesPerson(dossier, asked)) throw new Refusal('person.not-found')
    const page = await personPage(trx, dossier, { asked, at })
    const unitId = homePost(dossier.posts, asked.day)?.unitId ?? null
    const deed = { kind: 'person.read', recordType: 'person', recordId: id, unitId }
    if (by.personId !== id) await appendAudit(trx, [deed], { by: doer, at })
    return page
  })
}
