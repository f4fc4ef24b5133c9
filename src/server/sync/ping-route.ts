import { Object, String } from 'typebox'
import { PingReply } from '#contract/exchange.ts'
import type { App, House } from '../http/house.ts'
import { speakerOf } from '../http/signed-in.ts'

const schema = {
  summary: 'Repeats the nonce, which a captive portal can not; says who speaks, if anybody does',
  tags: ['sync'],
  security: [{}, { session: [] }],
  querystring: Object({ nonce: String({ minLength: 1, maxLength: 100 }) }),
  response: { 200: PingReply },
}

/** Whether a real server is there. */
export function pingRoutes(app: App, { clock }: House): void {
  app.get('/api/ping', { schema }, (request, reply) => {
    void reply.header('cache-control', 'no-store')
    return {
      nonce: request.query.nonce,
      serverTime: clock().toISOString(),
      account: speakerOf(request)?.accountId ?? null,
    }
  })
}
