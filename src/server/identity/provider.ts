import * as oidc from 'openid-client'
import type { IdentityProvider } from '../config.ts'
import { Refusal } from '../http/refusal.ts'

const scope = 'openid profile'
const patienceSeconds = 10

/** What is kept of an attempt while its person is away at the provider. */
export interface Secrets {
  readonly state: string
  readonly verifier: string
  readonly nonce: string
}

/** Whom the provider says that it is. */
export interface Claims {
  readonly subject: string
  /** The claim that is held against the codes of people. */
  readonly identifier: string | undefined
}

/** The provider as this server sees it; asked for its address book when somebody first needs it. */
export class Provider {
  readonly #of: IdentityProvider
  #found: Promise<oidc.Configuration> | undefined

  constructor(of: IdentityProvider) {
    this.#of = of
  }

  /** Where the person goes, and what must come back with them. */
  async begin(redirectUri: string): Promise<Secrets & { readonly url: URL }> {
    const found = await this.#configuration()
    const secrets = {
      state: oidc.randomState(),
      verifier: oidc.randomPKCECodeVerifier(),
      nonce: oidc.randomNonce(),
    }
    const url = oidc.buildAuthorizationUrl(found, {
      redirect_uri: redirectUri,
      scope,
      state: secrets.state,
      nonce: secrets.nonce,
      code_challenge: await oidc.calculatePKCECodeChallenge(secrets.verifier),
      code_challenge_method: 'S256',
    })
    return { ...secrets, url }
  }

  /** Who came back; refuses whatever does not fit what was sent. */
  async finish(here: URL, { state, verifier, nonce }: Secrets): Promise<Claims> {
    const found = await this.#configuration()
    const checks = { pkceCodeVerifier: verifier, expectedState: state, expectedNonce: nonce }
    try {
      const tokens = await oidc.authorizationCodeGrant(found, here, checks)
      const claims = tokens.claims()
      if (!claims) throw new Refusal('identity.not-trusted')
      const { sub: subject } = claims
      const more = async () => oidc.fetchUserInfo(found, tokens.access_token, subject)
      return { subject, identifier: await this.#identifierIn(claims, found, more) }
    } catch (problem) {
      throw refusalOf(problem)
    }
  }

  /** Some providers put it into the ID token, some tell it when asked. */
  async #identifierIn(
    claims: Readonly<Record<string, unknown>>,
    found: oidc.Configuration,
    more: () => Promise<Readonly<Record<string, unknown>>>,
  ): Promise<string | undefined> {
    const { identifierClaim } = this.#of
    const said = claims[identifierClaim]
    if (said !== undefined || !found.serverMetadata().userinfo_endpoint) return textOf(said)
    return textOf((await more())[identifierClaim])
  }

  /** What was found is kept; what was not is looked for again. */
  #configuration(): Promise<oidc.Configuration> {
    this.#found ??= this.#discover().catch((problem: unknown) => {
      this.#found = undefined
      throw refusalOf(problem)
    })
    return this.#found
  }

  async #discover(): Promise<oidc.Configuration> {
    const { issuer, clientId, clientSecret } = this.#of
    const proof = clientSecret === undefined ? oidc.None() : undefined
    // Only an address of this machine may be without TLS; the configuration has seen to it.
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- marked so as a warning, not as going
    const execute = issuer.startsWith('http:') ? [oidc.allowInsecureRequests] : []
    return oidc.discovery(new URL(issuer), clientId, clientSecret, proof, {
      execute,
      timeout: patienceSeconds,
    })
  }
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined
}

/** What the library says, in our words. */
function refusalOf(problem: unknown): Refusal {
  if (problem instanceof Refusal) return problem
  if (problem instanceof oidc.AuthorizationResponseError) {
    const isAway = /^(server_error|temporarily_unavailable)$/.test(problem.error)
    if (isAway) return new Refusal('identity.away')
    const isWish = /^(access_denied|login_required|interaction_required)$/.test(problem.error)
    return new Refusal(isWish ? 'identity.cancelled' : 'identity.not-trusted')
  }
  return new Refusal(isAway(problem) ? 'identity.away' : 'identity.not-trusted')
}

/** No connection, no answer in time, or an answer that is the provider's own trouble. */
function isAway(problem: unknown): boolean {
  if (!(problem instanceof Error)) return false
  if (problem instanceof TypeError || /^(TimeoutError|AbortError)$/.test(problem.name)) return true
  const { code, status, cause } = problem as { code?: string; status?: number; cause?: unknown }
  if (code === 'OAUTH_TIMEOUT' || code === 'OAUTH_RESPONSE_IS_NOT_CONFORM') return true
  const from = cause instanceof Response ? cause.status : status
  return (from ?? 0) >= 500 || isAway(cause)
}
