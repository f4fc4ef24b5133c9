import { STATUS_CODES } from 'node:http'
import type { Socket } from 'node:net'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { problems, type Problem } from '#domain/problems.ts'
import type { App } from './house.ts'
import { problemOf } from './problem-of.ts'
import { sentencesOf } from './sentences.ts'

const mediaType = 'application/problem+json; charset=utf-8'
const retrySeconds = 5

/** The one gate by which refusals and accidents leave. */
export function replyWithProblems(app: App): void {
  app.setErrorHandler(replyWithProblem)
}

export function replyWithProblem(error: unknown, request: FastifyRequest, reply: FastifyReply) {
  const problem = problemOf(error)
  if (problem.code === 'server.broken') request.log.error(accidentOf(error, request), 'broken')
  if (problem.code === 'server.busy' || problem.code === 'request.too-many') retryLater(reply)
  return reply
    .status(problems[problem.code].status)
    .headers({ 'content-type': mediaType, 'cache-control': 'no-store', 'x-request-id': request.id })
    .send(JSON.stringify(bodyOf(problem)))
}

/** What can't become a request at all: headers too long, no HTTP, too slow. */
export function answerBrokenRequest(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) return
  const code = error.code === 'HPE_HEADER_OVERFLOW' ? 'request.too-large' : 'request.malformed'
  const { status } = problems[code]
  const body = JSON.stringify(bodyOf({ code }))
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`,
    `content-type: ${mediaType}`,
    `content-length: ${Buffer.byteLength(body)}`,
    'connection: close',
  ]
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`)
}

function bodyOf(problem: Problem) {
  const { status } = problems[problem.code]
  const { vi, en } = sentencesOf(problem)
  return {
    type: `urn:so-tay-so:problem:${problem.code}`,
    title: STATUS_CODES[status],
    status,
    detail: vi,
    detailEn: en,
    ...problem,
  }
}

function retryLater(reply: FastifyReply) {
  if (!reply.hasHeader('retry-after')) reply.header('retry-after', retrySeconds)
}

/** What the log may keep: where it broke. Messages may quote what people wrote, so only our own slips keep theirs. */
function accidentOf(error: unknown, request: FastifyRequest) {
  const { name, message, code, stack } = asError(error)
  const isSlip = error instanceof TypeError || error instanceof ReferenceError
  return {
    requestId: request.id,
    method: request.method,
    route: request.routeOptions.url,
    accident: name,
    code,
    message: isSlip ? message : undefined,
    at: stack?.split('\n').filter((line) => line.startsWith('    at ')),
  }
}

function asError(error: unknown): NodeJS.ErrnoException {
  return error instanceof Error ? error : new Error(typeof error)
}
