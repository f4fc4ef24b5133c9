import type { FastifyReply, FastifyRequest } from 'fastify'
import { protocolHeader } from '#contract/words.ts'
import type { App, House } from './house.ts'
import { Refusal } from './refusal.ts'

/** The oldest protocol whose questions are still answered; pushes of any age are taken (SYNC.md). */
const oldestProtocol = 1

/** What every request must pass before anything else looks at it. */
export function guardRequests(app: App, { config }: House): void {
  app.addHook('onRequest', (request: FastifyRequest, _: FastifyReply, next: () => void) => {
    if (isWrite(request) && isForeign(request, config.publicOrigin)) {
      throw new Refusal('request.foreign-origin')
    }
    if (!isWrite(request) && isTooOld(request)) throw new Refusal('app.too-old')
    next()
  })
}

function isWrite({ method }: FastifyRequest): boolean {
  return method !== 'GET' && method !== 'HEAD'
}

/** Another site's page may not write in our people's name (with SameSite=Lax, the second lock). */
function isForeign(request: FastifyRequest, publicOrigin: string | undefined): boolean {
  const { origin, 'sec-fetch-site': site } = request.headers
  if (origin === undefined) return site !== undefined && site !== 'same-origin' && site !== 'none'
  if (publicOrigin !== undefined) return origin !== publicOrigin
  return !URL.canParse(origin) || new URL(origin).host !== request.host
}

function isTooOld(request: FastifyRequest): boolean {
  const given = request.headers[protocolHeader]
  return (
    request.url.startsWith('/api/') && given !== undefined && !(Number(given) >= oldestProtocol)
  )
}
