import compress from '@fastify/compress'
import rateLimit from '@fastify/rate-limit'
import { constants } from 'node:zlib'
import type { FastifyReply } from 'fastify'
import { pushLimits } from '#contract/words.ts'
import type { App } from './house.ts'
import { Refusal } from './refusal.ts'

/** Bytes of a request's body, unpacked: a full push and the braces around it. */
export const bodyLimit = pushLimits.bytes + 4096

/** Requests a minute from one address; a whole school may stand behind one. */
const perMinute = 3000

/** Slows floods, packs replies and unpacks gzip bodies; Fastify counts what comes out against `bodyLimit`. */
export async function limitTraffic(app: App): Promise<void> {
  await app.register(rateLimit, { global: false })
  const ofAddress = app.createRateLimit({ max: perMinute, timeWindow: 60_000 })
  app.addHook('onRequest', async (request, reply) => {
    const state = await ofAddress(request)
    if (!state.isAllowed && state.isExceeded) refuseFlood(reply, state.ttlInSeconds)
  })
  await app.register(compress, {
    threshold: 1024,
    encodings: ['br', 'gzip'],
    requestEncodings: ['gzip'],
    brotliOptions: { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } },
  })
}

function refuseFlood(reply: FastifyReply, seconds: number): never {
  reply.header('retry-after', seconds)
  throw new Refusal('request.too-many')
}
