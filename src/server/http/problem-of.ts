import { errorCodes } from 'fastify'
import type { Problem, ProblemCode } from '#domain/problems.ts'
import { Refusal } from './refusal.ts'

/** What an error means to whoever asked; anything unknown is an accident of ours. */
export function problemOf(error: unknown): Problem {
  if (error instanceof Refusal) return error.problem
  if (isBusy(error)) return { code: 'server.busy' }
  const status = statusOf(error)
  return {
    code: codes[status] ?? (status >= 400 && status < 500 ? 'request.malformed' : 'server.broken'),
  }
}

/** What Fastify and its plugins say by status, in our words. */
const codes: Readonly<Record<number, ProblemCode>> = {
  404: 'request.not-found',
  405: 'request.method',
  413: 'request.too-large',
  414: 'request.too-large',
  415: 'request.unsupported-type',
  429: 'request.too-many',
  431: 'request.too-large',
  503: 'server.busy',
}

function statusOf(error: unknown): number {
  if (error instanceof errorCodes.FST_ERR_VALIDATION) return 400
  const { validation, statusCode } = error as { validation?: unknown; statusCode?: unknown }
  if (validation) return 400
  return typeof statusCode === 'number' ? statusCode : 500
}

/** PostgreSQL away, starting, stopping, full, or a transaction that lost every race. */
const busyCodes = /^(ECONNREFUSED|ECONNRESET|ENOENT|EPIPE|ETIMEDOUT|08...|57P0.|53...|40001|40P01)$/
const busyWords = /Connection terminated|timeout exceeded when trying to connect|connection timeout/

function isBusy(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const { code } = error as NodeJS.ErrnoException
  // An AggregateError holds one refusal for each address that was tried.
  if (error instanceof AggregateError) return error.errors.some(isBusy)
  return (code !== undefined && busyCodes.test(code)) || busyWords.test(error.message)
}
