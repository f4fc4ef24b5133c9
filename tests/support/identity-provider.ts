import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import Provider from 'oidc-provider'

/** A real OpenID Connect provider on this machine. Whoever gives a name is signed in there as that name. */
export interface IdentityHouse {
  readonly issuer: string
  readonly clientId: string
  readonly clientSecret: string
  /** What it says in the claim `ma_dinh_danh`, by subject. */
  readonly identifiers: Map<string, string>
  /** Goes through its pages as a browser would; gives the address that it sends the person back to. */
  visit(url: string, how: { as: string } | 'cancel'): Promise<string>
  close(): Promise<void>
}

const clientId = 'so-tay-so'
const clientSecret = 'a-secret-of-the-tests-and-of-nothing-else'

export async function anIdentityHouse(redirectUris: readonly string[]): Promise<IdentityHouse> {
  const identifiers = new Map<string, string>()
  let answer: RequestListener = (_, response) => response.end()
  const server = createServer((request, response) => {
    answer(request, response)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const provider = new Provider(issuer, settings(redirectUris, identifiers))
  answer = provider.callback()
  return {
    issuer,
    clientId,
    clientSecret,
    identifiers,
    visit: (url, how) => walk(url, { how, issuer }),
    close: async () => {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

function settings(redirectUris: readonly string[], identifiers: Map<string, string>) {
  return {
    clients: [
      {
        client_id: clientId,
        client_secret: clientSecret,
        redirect_uris: redirectUris,
        token_endpoint_auth_method: 'client_secret_post',
      },
    ],
    claims: { openid: ['sub'], profile: ['ma_dinh_danh'] },
    pkce: { required: () => true },
    // Said, so that it doesn't remark on its defaults.
    ttl: { AccessToken: 600, Grant: 600, IdToken: 600, Interaction: 600, Session: 600 },
    cookies: { keys: ['a-key-of-the-tests'] },
    findAccount: (_: unknown, sub: string) => ({
      accountId: sub,
      claims: () => ({ sub, ma_dinh_danh: identifiers.get(sub) }),
    }),
    // Nobody is asked what may be told: the department's people have agreed to that long ago.
    loadExistingGrant: async (ctx: Context) => {
      const { session, client, provider } = ctx.oidc
      const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId })
      grant.addOIDCScope('openid profile')
      await grant.save()
      return grant
    },
  }
}

interface Context {
  readonly oidc: {
    readonly session: { readonly accountId: string }
    readonly client: { readonly clientId: string }
    readonly provider: Provider
  }
}

/** Follows its redirects, fills its one form, and stops where it lets go. */
async function walk(
  url: string,
  { how, issuer }: { how: { as: string } | 'cancel'; issuer: string },
): Promise<string> {
  const cookies = new Map<string, string>()
  const go = async (to: string, form?: Record<string, string>) => {
    const cookie = [...cookies].map((pair) => pair.join('=')).join('; ')
    const body = form && new URLSearchParams(form)
    const method = form ? 'POST' : 'GET'
    const reply = await fetch(to, {
      redirect: 'manual',
      headers: { cookie },
      method,
      body: body ?? null,
    })
    for (const text of reply.headers.getSetCookie()) {
      const [name = '', ...value] = (text.split(';')[0] ?? '').split('=')
      cookies.set(name, value.join('='))
    }
    return reply
  }
  let at = url
  for (let steps = 0; steps < 12; steps += 1) {
    if (!at.startsWith(issuer)) return at
    const isPage = at.includes('/interaction/')
    const to = isPage && how === 'cancel' ? `${at}/abort` : at
    const form =
      isPage && how !== 'cancel' ? { prompt: 'login', login: how.as, password: 'x' } : undefined
    const reply = await go(to, form)
    const next = reply.headers.get('location')
    if (next === null) throw new Error(`${to}: ${reply.status} ${await reply.text()}`)
    at = new URL(next, at).href
  }
  throw new Error('The provider never let go.')
}
