import { Integer, Object, Optional, String } from 'typebox'
import { Push } from '#contract/command.ts'
import { ChangesPage, PingReply, PushReply } from '#contract/exchange.ts'
import { Identifier } from '#contract/words.ts'
import { doerOf } from '../http/doer.ts'
import type { App, House } from '../http/house.ts'
import { signedIn, speakerOf } from '../http/signed-in.ts'
import { pull } from './pull.ts'
import { push } from './push.ts'
import { recordReceiptKey } from './receipts.ts'

const tags = ['sync']
const params = Object({ plan: Identifier })

const pushSchema = {
  summary: 'Send what was written: 200 once signed in and parsed, one answer a command, in order',
  tags,
  params,
  body: Push,
  response: { 200: PushReply },
}

const pullSchema = {
  summary: 'What this person holds and what left their hands since the cursor, in commit order',
  tags,
  params,
  querystring: Object({
    cursor: Optional(String({ maxLength: 16_000 })),
    /** 200 unless told. */
    limit: Optional(Integer({ minimum: 1, maximum: 500 })),
  }),
  response: { 200: ChangesPage },
}

const pingSchema = {
  summary: 'Repeats the nonce, which a captive portal can not; says who speaks, if anybody does',
  tags,
  security: [{}, { session: [] }],
  querystring: Object({ nonce: String({ minLength: 1, maxLength: 100 }) }),
  response: { 200: PingReply },
}

/** Where devices send what people wrote, and learn what became of what they hold. */
export function syncRoutes(app: App, house: House): void {
  pingRoute(app, house)
  app.addHook('onReady', () => recordReceiptKey(house.db, house.receiptKey))
  app.post('/api/plans/:plan/commands', { schema: pushSchema }, (request) =>
    push(house, {
      planId: request.params.plan,
      sender: signedIn(request),
      doer: doerOf(request),
      values: request.body.commands,
      report: (accident) => {
        request.log.error(nameOf(accident), 'a command met an accident')
      },
    }),
  )
  app.get('/api/plans/:plan/changes', { schema: pullSchema }, (request, reply) => {
    void reply.header('cache-control', 'no-store')
    const { cursor: sealed, limit = 200 } = request.query
    return pull(house, { planId: request.params.plan, sealed, limit, reader: signedIn(request) })
  })
}

function pingRoute(app: App, { clock }: House) {
  app.get('/api/ping', { schema: pingSchema }, (request, reply) => {
    void reply.header('cache-control', 'no-store')
    return {
      nonce: request.query.nonce,
      serverTime: clock().toISOString(),
      account: speakerOf(request)?.accountId ?? null,
    }
  })
}

/** Messages may quote what people wrote, so the log gets none. */
function nameOf(accident: unknown) {
  if (!(accident instanceof Error)) return { accident: typeof accident }
  const { name, stack } = accident
  const code = 'code' in accident ? accident.code : undefined
  return {
    accident: name,
    code,
    at: stack?.split('\n').filter((line) => line.startsWith('    at ')),
  }
}
