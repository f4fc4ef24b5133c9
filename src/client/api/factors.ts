import type { Reply } from '#contract/exchange.ts'
import type {
  FactorAdded,
  FactorAnswer,
  IdentityLink,
  IdentityReply,
  PasskeyConfirm,
  PasskeyOffer,
  RecoveryCodes,
  TotpConfirm,
  TotpOffer,
} from '#contract/factors.ts'
import type { SessionReply } from '#contract/plans.ts'
import { ask } from './request.ts'

const post = <T>(path: string, body: unknown, account?: string): Promise<Reply<T>> =>
  ask(path, { method: 'POST', account, body })

export const askProvider = (): Promise<Reply<IdentityReply>> => ask('/identity')

/** What a key is asked at sign-in; without a ticket the key says whose it is. */
export const askKey = (ticket?: string): Promise<Reply<PasskeyOffer>> =>
  post('/session/passkey', ticket === undefined ? {} : { ticket })

export const answerStep = (body: FactorAnswer): Promise<Reply<SessionReply>> =>
  post('/session/factor', body)

export const offerTotp = (account: string): Promise<Reply<TotpOffer>> =>
  post('/factors/totp', {}, account)

export const confirmTotp = (account: string, body: TotpConfirm): Promise<Reply<FactorAdded>> =>
  post('/factors/totp/confirm', body, account)

export const offerKey = (account: string): Promise<Reply<PasskeyOffer>> =>
  post('/factors/passkey', {}, account)

export const confirmKey = (account: string, body: PasskeyConfirm): Promise<Reply<FactorAdded>> =>
  post('/factors/passkey/confirm', body, account)

export const renewCodes = (account: string): Promise<Reply<RecoveryCodes>> =>
  post('/factors/recovery-codes', {}, account)

export const linkProvider = (account: string): Promise<Reply<IdentityLink>> =>
  post('/identity/link', {}, account)
