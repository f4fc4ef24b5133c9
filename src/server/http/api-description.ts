import swagger from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import { Integer, Object, String, Unknown } from 'typebox'
import { ProblemRecord } from '#contract/records.ts'
import type { App } from './house.ts'

const ProblemReply = Object({
  type: String(),
  title: String(),
  status: Integer(),
  /** In Vietnamese. */
  detail: String(),
  detailEn: String(),
  ...ProblemRecord.properties,
})

const anyProblem = {
  description: 'A problem with a stable code, said in Vietnamese and English',
  content: { 'application/problem+json': { schema: ProblemReply } },
}

const described = /^\/(api\/(?!docs)|healthz$|readyz$)/

/** Gathers the description from the schemas of the routes that follow. */
export async function describeApi(app: App): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Sổ tay số',
        version: '1',
        description: 'What devices and the server say to each other.',
      },
      components: {
        securitySchemes: {
          session: {
            type: 'apiKey',
            in: 'cookie',
            name: 'session-{accountId}',
            description: 'One cookie an account; the header x-account chooses which one speaks.',
          },
        },
      },
    },
    transform: ({ schema, url }) => ({
      schema: described.test(url) ? withProblems(schema) : hidden,
      url,
    }),
  })
}

/** The description itself, and a page to read it on, whose policy is its own. */
export async function showApi(app: App): Promise<void> {
  const schema = {
    summary: 'This description',
    tags: ['api'],
    security: [],
    response: { 200: Unknown() },
  }
  app.get('/api/openapi.json', { schema }, (_, reply) => reply.send(app.swagger()))
  await app.register(swaggerUi, {
    routePrefix: '/api/docs',
    staticCSP: {
      'default-src': ["'self'"],
      'img-src': ["'self'", 'data:'],
      'object-src': ["'none'"],
      'base-uri': ["'none'"],
      'form-action': ["'none'"],
      'frame-ancestors': ["'none'"],
    },
  })
}

const hidden = { hide: true }

function withProblems(schema: object | undefined) {
  const response = schema && 'response' in schema ? (schema.response as object) : {}
  return { ...schema, response: { ...response, default: anyProblem } }
}
