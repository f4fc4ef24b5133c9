import type { RegistrationResponseJSON } from '@simplewebauthn/server'
import {
  FactorAdded,
  FactorList,
  PasskeyConfirm,
  PasskeyOffer,
  RecoveryCodes,
  TotpConfirm,
  TotpOffer,
} from '#contract/factors.ts'
import { doerOf } from '../http/doer.ts'
import type { App, House } from '../http/house.ts'
import { Refusal } from '../http/refusal.ts'
import { newTicket } from '../http/session/step.ts'
import { signedIn } from '../http/signed-in.ts'
import { appendAudit } from '../records/audit.ts'
import { confirmTotp, countFactor, listFactors, mayAdd } from './own-factors.ts'
import { askForNewKey, keepKey } from './passkeys.ts'
import { placeOf } from '../http/place.ts'
import { policyRoutes } from './policy-routes.ts'
import { renewCodes } from './recovery-codes.ts'
import { stepRoutes } from './step-routes.ts'
import { findTicket, keepChallenge, takeChallenge, useTicket } from './tickets.ts'
import { offerTotp, takeCode } from './totp.ts'
import { beginTry, forgetTries } from './tries.ts'

const tags = ['factors']
/** Whoever needs a second factor and has none may come as far as here. */
const security = [{ session: ['without-factor'] }]

/** One's own second factors: seeing, adding; naming and removing are commands of the office. */
export function factorRoutes(app: App, house: House): void {
  listRoute(app, house)
  totpRoutes(app, house)
  offerKeyRoute(app, house)
  confirmKeyRoute(app, house)
  recoveryRoute(app, house)
  stepRoutes(app, house)
  policyRoutes(app, house)
}

function listRoute(app: App, house: House) {
  const schema = {
    summary: 'One’s own second factors, and whether one is needed',
    tags,
    security,
    response: { 200: FactorList },
  }
  app.get('/api/factors', { schema }, (request) => listFactors(house, signedIn(request)))
}

function totpRoutes(app: App, house: House) {
  const { db, clock, sealKey } = house
  const offer = {
    summary: 'A code generator with a new secret; it counts once its first code has come',
    tags,
    security,
    response: { 200: TotpOffer },
  }
  app.post('/api/factors/totp', { schema: offer }, async (request) => {
    const speaker = signedIn(request)
    await mayAdd(db, speaker)
    const { username } = await ownerOf(house, speaker.accountId)
    const { accountId } = speaker
    return offerTotp(db, sealKey, { accountId, username, now: clock() })
  })

  const confirm = {
    summary: 'The first code of a generator',
    tags,
    security,
    body: TotpConfirm,
    response: { 200: FactorAdded },
  }
  app.post('/api/factors/totp/confirm', { schema: confirm }, async (request, reply) => {
    const speaker = signedIn(request)
    const { id: waiting, code, name } = request.body
    const { accountId } = speaker
    const now = clock()
    await mayAdd(db, speaker)
    await beginTry(db, accountId, { now, reply })
    return db.transaction().execute(async (trx) => {
      const id = await takeCode(trx, sealKey, { accountId, code, now, waiting })
      if (id === undefined) throw new Refusal('factor.not-verified')
      await forgetTries(trx, accountId)
      await confirmTotp(trx, id, { name, now })
      return countFactor(trx, house, { speaker, doer: doerOf(request), id, kind: 'totp' })
    })
  })
}

function offerKeyRoute(app: App, house: House) {
  const { db, clock, config } = house
  const offer = {
    summary: 'What a device is asked, so that it makes a key',
    tags,
    security,
    response: { 200: PasskeyOffer },
  }
  app.post('/api/factors/passkey', { schema: offer }, async (request) => {
    const speaker = signedIn(request)
    await mayAdd(db, speaker)
    const { accountId } = speaker
    const owner = await ownerOf(house, accountId)
    const ticket = await newTicket(db, { accountId, purpose: 'enrol', now: clock() })
    const options = await askForNewKey(db, { accountId, ...owner }, placeOf(request, config))
    await keepChallenge(db, ticket, options.challenge)
    return { ticket, options }
  })
}

function confirmKeyRoute(app: App, house: House) {
  const { db, clock, config } = house
  const confirm = {
    summary: 'A key that a device has made',
    tags,
    security,
    body: PasskeyConfirm,
    response: { 200: FactorAdded },
  }
  app.post('/api/factors/passkey/confirm', { schema: confirm }, async (request) => {
    const speaker = signedIn(request)
    const { accountId } = speaker
    const now = clock()
    const { ticket: text, name, response } = request.body
    await mayAdd(db, speaker)
    const ticket = await findTicket(db, text, { purpose: 'enrol', now })
    if (ticket.accountId !== accountId) throw new Refusal('session.ticket-over')
    const challenge = await takeChallenge(db, ticket)
    await useTicket(db, ticket)
    const answered = {
      response: response as RegistrationResponseJSON,
      challenge,
      place: placeOf(request, config),
      now,
    }
    return db.transaction().execute(async (trx) => {
      const id = await keepKey(trx, { accountId, name }, answered)
      return countFactor(trx, house, { speaker, doer: doerOf(request), id, kind: 'passkey' })
    })
  })
}

function recoveryRoute(app: App, house: House) {
  const { db, clock, sealKey } = house
  const schema = {
    summary: 'New recovery codes in place of the old ones; shown once',
    tags,
    response: { 200: RecoveryCodes },
  }
  app.post('/api/factors/recovery-codes', { schema }, async (request) => {
    const { accountId } = signedIn(request)
    const { length } = (await listFactors(house, signedIn(request))).factors
    if (length === 0) throw new Refusal('factor.not-found')
    return db.transaction().execute(async (trx) => {
      const recoveryCodes = await renewCodes(trx, sealKey, accountId)
      const deed = { kind: 'factor.renew-codes', recordType: 'account', recordId: accountId }
      const at = clock().toISOString()
      await appendAudit(trx, [deed], { by: doerOf(request), at })
      return { recoveryCodes }
    })
  })
}

function ownerOf({ db }: House, accountId: string) {
  return db
    .selectFrom('account')
    .innerJoin('person', 'person.id', 'account.personId')
    .select(['account.username', 'person.name'])
    .where('account.id', '=', accountId)
    .executeTakeFirstOrThrow()
}
