import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from 'fastify'
import type { FactorAdded, TotpOffer } from '#contract/factors.ts'
import type { FactorStep } from '#domain/problems.ts'
import { demoPassword } from '../../builders/people.ts'
import { codeAt } from '../../support/code-generator.ts'

type Ask = (options: InjectOptions) => Promise<LightMyRequestResponse>

/** Adds a code generator to the account that asks; `at` is the server's clock. */
export async function addGenerator(ask: Ask, at: Date) {
  const offer = (await ask(post('/api/factors/totp'))).json<TotpOffer>()
  const payload = { id: offer.id, code: codeAt(offer.secret, at), name: 'Điện thoại' }
  const reply = await ask(post('/api/factors/totp/confirm', payload))
  if (reply.statusCode !== 200) throw new Error(reply.body)
  const { recoveryCodes = [] } = reply.json<FactorAdded>()
  return { ...offer, recoveryCodes }
}

/** The ticket that a right password gives to an account with a second factor. */
export async function beginSignIn(app: FastifyInstance, username: string): Promise<FactorStep> {
  const payload = { username, password: demoPassword }
  const reply = await app.inject(post('/api/session', payload))
  const { step } = reply.json<{ step?: FactorStep }>()
  if (!step) throw new Error(reply.body)
  return step
}

export function post(url: string, payload: object = {}): InjectOptions {
  return { method: 'POST', url, payload }
}
