import type { FastifyReply, FastifyRequest } from 'fastify'
import type { App } from '../house.ts'
import { Refusal } from '../refusal.ts'

interface KnownRoute {
  readonly path: RegExp
  readonly methods: readonly string[]
}

/** What no route answers: a page of the app gets the shell, the rest its problem. Call it before any route is made. */
export function answerUnknown(app: App, hasShell: boolean): void {
  const known: KnownRoute[] = []
  app.addHook('onRoute', ({ url, method }) => {
    known.push({ path: patternOf(url), methods: [method].flat() })
  })
  app.setNotFoundHandler((request, reply) => {
    if (hasShell && isNavigation(request)) return reply.sendFile('index.html')
    return refuse(request, reply, known)
  })
}

function refuse(request: FastifyRequest, reply: FastifyReply, known: readonly KnownRoute[]): never {
  const path = pathOf(request)
  const methods = known.filter((route) => route.path.test(path)).flatMap((route) => route.methods)
  if (methods.length === 0) throw new Refusal('request.not-found')
  reply.header('allow', [...new Set(methods)].join(', '))
  throw new Refusal('request.method')
}

/** A browser that opens an address of the app; never the API's, nor a file that is gone. */
function isNavigation(request: FastifyRequest): boolean {
  const isPage = request.method === 'GET' || request.method === 'HEAD'
  const accepts = request.headers.accept?.includes('text/html') ?? false
  return isPage && accepts && !/^\/(api|healthz|readyz|assets)(\/|$)/.test(pathOf(request))
}

function pathOf(request: FastifyRequest): string {
  return request.url.split('?')[0] ?? '/'
}

function patternOf(url: string): RegExp {
  const literal = url.replace(/[.+?^${}()|[\]\\]/g, '\\$&')
  return new RegExp(`^${literal.replace(/:[^/]+/g, '[^/]+').replace(/\*/g, '.*')}$`)
}
