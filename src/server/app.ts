import cookie from '@fastify/cookie'
import { TypeBoxValidatorCompiler, type TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import Fastify, {
  LogController,
  type FastifyHttpOptions,
  type FastifyInstance,
  type FastifyServerOptions,
  type RawServerDefault,
} from 'fastify'
import { randomUUID } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import { describeApi, showApi } from './http/api-description.ts'
import { healthRoutes } from './http/health.ts'
import type { App, House } from './http/house.ts'
import { bodyLimit, limitTraffic } from './http/limits.ts'
import { secureReplies } from './http/pages/security-headers.ts'
import { readShell, serveFiles } from './http/pages/static-files.ts'
import { answerUnknown } from './http/pages/unknown-routes.ts'
import { answerBrokenRequest, replyWithProblem, replyWithProblems } from './http/problem-replies.ts'
import { guardRequests } from './http/request-gates.ts'
import { requireSessions } from './http/signed-in.ts'
import { auditRoutes } from './audit/routes.ts'
import { factorRoutes } from './factors/routes.ts'
import { identityRoutes } from './identity/routes.ts'
import { deskRoutes } from './desk/routes.ts'
import { pushRoutes } from './messages/push-routes.ts'
import { messageRoutes } from './messages/routes.ts'
import { exportRoutes } from './exports/routes.ts'
import { importRoutes } from './imports/routes.ts'
import { officeRoutes } from './office/routes.ts'
import { accountRoutes } from './accounts/routes.ts'
import { peopleRoutes } from './people/routes.ts'
import { roundRoutes } from './rounds/routes.ts'
import { planRoutes } from './plans/routes.ts'
import { submissionRoutes } from './submissions/routes.ts'
import { syncRoutes } from './sync/routes.ts'
import { unitRoutes } from './units/routes.ts'
import { trainingSessionRoutes } from './training-sessions/routes.ts'

export interface AppOptions {
  /** Where the built client lies. */
  readonly dist?: string
  readonly logger?: FastifyServerOptions['logger']
}

type Settings = FastifyHttpOptions<RawServerDefault>

const ownDist = fileURLToPath(new URL('../../dist', import.meta.url))

/** The whole server but its listening. */
export async function buildApp(house: House, options: AppOptions = {}): Promise<FastifyInstance> {
  const dist = options.dist ?? ownDist
  const shell = readShell(dist)
  const app: App = Fastify(settings(house, options)).withTypeProvider<TypeBoxTypeProvider>()
  app.setValidatorCompiler(TypeBoxValidatorCompiler)
  replyWithProblems(app)
  answerUnknown(app, shell !== undefined)
  await secureReplies(app, house, shell ?? '')
  await limitTraffic(app)
  guardRequests(app, house)
  await app.register(cookie)
  requireSessions(app, house)
  await describeApi(app)
  for (const door of doors) door(app, house)
  await showApi(app)
  if (shell !== undefined) await serveFiles(app, dist)
  return app
}

const doors = [
  importRoutes,
  exportRoutes,
  factorRoutes,
  identityRoutes,
  deskRoutes,
  roundRoutes,
  trainingSessionRoutes,
  unitRoutes,
  peopleRoutes,
  auditRoutes,
  messageRoutes,
  pushRoutes,
  healthRoutes,
  accountRoutes,
  planRoutes,
  syncRoutes,
  submissionRoutes,
  officeRoutes,
]

function settings({ config }: House, { logger }: AppOptions): Settings {
  return {
    logger: logger ?? { level: config.logLevel },
    // Addresses and queries may hold names: what broke is logged by problem-replies.ts alone.
    logController: new LogController({ disableRequestLogging: true }),
    // The last `trustProxy` machines before us are the operator's own proxies.
    trustProxy: config.trustProxy > 0 && ((_: string, hop: number) => hop < config.trustProxy),
    bodyLimit,
    requestTimeout: 60_000,
    genReqId: () => randomUUID(),
    frameworkErrors: replyWithProblem,
    clientErrorHandler: answerBrokenRequest,
  }
}
