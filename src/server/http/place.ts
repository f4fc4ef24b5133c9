import type { FastifyRequest } from 'fastify'
import type { Config } from '../config.ts'

/** Where people open the notebook: keys are bound to it, and a provider sends people back to it. */
export interface Place {
  readonly origin: string
  readonly host: string
}

/** As a browser writes it: without the port that its scheme implies. */
export function placeOf(request: FastifyRequest, { publicOrigin }: Config): Place {
  const { origin, hostname } = new URL(publicOrigin ?? `${request.protocol}://${request.host}`)
  return { origin, host: hostname }
}
