import { Object, String } from 'typebox'
import { SessionReply } from '#contract/plans.ts'
import { doerOf } from '../http/doer.ts'
import type { App, House } from '../http/house.ts'
import { giveCookie } from '../http/session/cookie.ts'
import { writeSessionLine } from '../http/session/session-lines.ts'
import { sessionReply } from '../http/session/session-reply.ts'
import { beginSession } from '../http/session/sessions.ts'
import { firstAdministratorPage } from './first-administrator-page.ts'
import { makeFirstAdministrator } from './first-administrator.ts'

const FirstAdministratorBody = Object(
  {
    token: String({ minLength: 20, maxLength: 100 }),
    department: String({ maxLength: 200, pattern: '\\S' }),
    name: String({ maxLength: 200, pattern: '\\S' }),
    username: String({ pattern: '^[A-Za-z0-9][A-Za-z0-9._-]{2,99}$' }),
    password: String({ minLength: 1, maxLength: 200 }),
  },
  { additionalProperties: false },
)

/** Turns the one-time link of an empty database into its first administrator, signed in. */
export function firstAdministratorRoutes(app: App, { db, clock, config }: House): void {
  firstAdministratorPage(app)
  const schema = {
    summary: 'Make the first administrator of an empty database, with the one-time link',
    tags: ['session'],
    security: [],
    body: FirstAdministratorBody,
    response: { 201: SessionReply },
  }
  app.post('/api/first-administrator', { schema }, async (request, reply) => {
    const now = clock()
    const accountId = await makeFirstAdministrator(db, request.body, now)
    const at = now.toISOString()
    const from = doerOf(request)
    await writeSessionLine(db, { kind: 'account.first-administrator', accountId, at, from })
    const token = await beginSession(db, accountId, {
      now,
      days: config.sessionDays,
      from,
    })
    giveCookie(reply, { accountId, token }, config)
    return reply.status(201).send(await sessionReply(db, accountId))
  })
}
