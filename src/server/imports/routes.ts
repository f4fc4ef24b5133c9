import type { FastifyReply, FastifyRequest } from 'fastify'
import { Integer, Object, Optional, String, Unknown } from 'typebox'
import { ImportList, ImportPage, ImportRows, RosterName, RowKindName } from '#contract/imports.ts'
import { Identifier } from '#contract/words.ts'
import { dayOf } from '#domain/day.ts'
import type { App, House } from '../http/house.ts'
import { found, Refusal } from '../http/refusal.ts'
import { signedIn } from '../http/signed-in.ts'
import { fileOf, mediaTypes } from '../records/imports/written-table.ts'
import { importList, importPage, importRows } from './pages.ts'
import { limits } from './reading/table.ts'
import { administered, upload } from './upload.ts'
import { wrongRows } from './wrong-rows.ts'

const tags = ['imports']
const params = Object({ id: Identifier })

const uploadSchema = {
  summary: 'Reads a file of units or people and compares it with what stands; writes none of it',
  tags,
  querystring: Object({ what: RosterName, name: String({ minLength: 1, maxLength: 300 }) }),
  consumes: ['application/octet-stream'],
  response: { 200: Object({ id: Identifier }) },
}

const rowsSchema = {
  summary: 'The rows of an import that came to one thing, page by page',
  tags,
  params,
  querystring: Object({
    kind: RowKindName,
    page: Optional(Integer({ minimum: 1, maximum: 10_000 })),
  }),
  response: { 200: ImportRows },
}

const wrongSchema = {
  summary: 'The rows that need mending, as a file with the reason in its last column',
  tags,
  params,
  response: { 200: Unknown() },
}

/** Files that are read in; what they come to is written by commands of the office. */
export function importRoutes(app: App, house: House): void {
  void app.register((inner: App, _: unknown, ready: () => void) => {
    uploads(inner, house)
    ready()
  })
  app.get(
    '/api/imports',
    { schema: { summary: 'Imports of this administrator', tags, response: { 200: ImportList } } },
    (request, reply) => {
      void reply.header('cache-control', 'no-store')
      return importList(house.db, rootsOf(house, request))
    },
  )
  const schema = {
    summary: 'An import: its columns, counts, progress',
    tags,
    params,
    response: { 200: ImportPage },
  }
  app.get('/api/imports/:id', { schema }, (request, reply) => {
    void reply.header('cache-control', 'no-store')
    return theirs(house, request, request.params.id)
  })
  app.get('/api/imports/:id/rows', { schema: rowsSchema }, async (request, reply) => {
    void reply.header('cache-control', 'no-store')
    const { id } = await theirs(house, request, request.params.id)
    return importRows(house.db, { id, kind: request.query.kind, page: request.query.page ?? 1 })
  })
  app.get('/api/imports/:id/wrong.xlsx', { schema: wrongSchema }, async (request, reply) => {
    const { id, header } = await theirs(house, request, request.params.id)
    return sendFile(reply, await fileOf('xlsx', await wrongRows(house.db, id, header)))
  })
}

function uploads(app: App, house: House): void {
  // A moment above what is taken, so that a file that is too large gets its own sentence.
  const bodyLimit = limits.bytes + 1
  app.addContentTypeParser(
    'application/octet-stream',
    { parseAs: 'buffer', bodyLimit },
    (_, body, done) => {
      done(null, body)
    },
  )
  app.post(
    '/api/imports',
    {
      schema: uploadSchema,
      bodyLimit,
      errorHandler: (problem) => {
        throw tooLarge(problem)
      },
    },
    async (request) => ({ id: await upload(house, request, request.query) }),
  )
}

function tooLarge(problem: Error & { code?: string }): Error {
  const isTooLarge = problem.code === 'FST_ERR_CTP_BODY_TOO_LARGE'
  return isTooLarge
    ? new Refusal('import.too-large', { limit: limits.bytes / 1024 / 1024 })
    : problem
}

function rootsOf(house: House, request: FastifyRequest): string[] {
  return administered(signedIn(request).actor, dayOf(house.clock().toISOString()))
}

async function theirs(house: House, request: FastifyRequest, id: string) {
  return found(await importPage(house.db, rootsOf(house, request), id), 'import.not-found')
}

function sendFile(reply: FastifyReply, file: Buffer) {
  return reply
    .header('content-type', mediaTypes.xlsx)
    .header('content-disposition', 'attachment; filename="dong-can-sua.xlsx"')
    .header('cache-control', 'no-store')
    .send(file)
}
