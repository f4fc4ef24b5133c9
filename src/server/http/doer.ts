import type { FastifyRequest } from 'fastify'
import type { Doer } from '../records/audit.ts'
import { speakerOf } from './signed-in.ts'

/** Who asks, as the audit writes it: account and person where there is a session, address, kind of device. */
export function doerOf(request: FastifyRequest): Doer {
  const speaker = speakerOf(request)
  return {
    accountId: speaker?.accountId ?? null,
    personId: speaker?.personId ?? null,
    address: request.ip,
    device: deviceOf(request.headers['user-agent']),
  }
}

// In order: Android says Linux too, and Edge says Chrome, which says Safari.
const systems = ['Android', 'iPhone', 'iPad', 'Windows', 'Macintosh', 'CrOS', 'Linux']
const browsers = ['Edg', 'SamsungBrowser', 'coc_coc', 'Firefox', 'Chrome', 'Safari']

/** 'Android, Chrome': enough to tell one's devices apart, too little to follow anybody. */
export function deviceOf(userAgent: string | undefined): string {
  const said = userAgent ?? ''
  const parts = [systems, browsers].map((names) => names.find((name) => said.includes(name)))
  return parts.filter((part) => part !== undefined).join(', ')
}
