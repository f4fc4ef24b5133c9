import type { FastifyInstance } from 'fastify'
import type { Command } from '#contract/command.ts'
import type { ChangesPage, CommandResult, PushReply } from '#contract/exchange.ts'
import { accountHeader } from '#contract/words.ts'
import { buildApp } from '../../../src/server/app.ts'
import type { House } from '../../../src/server/http/house.ts'
import { beginSession } from '../../../src/server/http/session/sessions.ts'
import { aCommand } from '../../builders/commands.ts'
import { aDepartment, type TestDepartment } from '../../builders/department.ts'
import type { Someone } from '../../builders/people.ts'
import { aTraining } from '../../builders/training.ts'
import { aHouse, testNow } from '../../support/house.ts'
import { aDatabase, type TestDatabase } from '../../support/postgres.ts'

export interface World extends TestDepartment {
  readonly db: TestDatabase['db']
  readonly url: string
  readonly app: FastifyInstance
  readonly house: House
  /** Lets the server's clock stand at another instant. */
  setNow(instant: string): void
  as(someone: Someone): Promise<Device>
  close(): Promise<void>
}

/** A department with nobody's work in it, behind the real app on a real PostgreSQL. */
export async function aWorld(): Promise<World> {
  const { db, url, drop } = await aDatabase()
  const department = await aDepartment(db)
  let now = testNow
  const house = aHouse(db, { clock: () => new Date(now) })
  const app = await buildApp(house, { logger: false })
  return {
    ...department,
    db,
    url,
    app,
    house,
    setNow: (instant) => {
      now = instant
    },
    as: (someone) =>
      aDevice({ app, house, planId: department.plan.id, roundId: department.round.id }, someone),
    close: async () => {
      await app.close()
      await drop()
    },
  }
}

interface Line {
  readonly app: FastifyInstance
  readonly house: House
  readonly planId: string
  readonly roundId: string
}

export type Device = Awaited<ReturnType<typeof aDevice>>

async function aDevice({ app, house, planId, roundId }: Line, someone: Someone) {
  const { accountId } = someone
  const token = await beginSession(house.db, accountId, {
    now: house.clock(),
    days: 90,
    from: { address: '', device: '' },
  })
  const headers = { cookie: `session-${accountId}=${token}`, [accountHeader]: accountId }
  const command = (given: Partial<Omit<Command, 'record'>> & { record?: string } = {}) =>
    aCommand({ plan: planId, account: accountId, ...given })
  const raw = (commands: readonly unknown[], plan = planId) =>
    app.inject({
      method: 'POST',
      url: `/api/plans/${plan}/commands`,
      headers,
      payload: { commands },
    })
  const get = (path: string) => app.inject({ method: 'GET', url: path, headers })
  const push = async (...commands: readonly unknown[]) => {
    const reply = await raw(commands)
    if (reply.statusCode !== 200) throw new Error(`${reply.statusCode} ${reply.body}`)
    return reply.json<PushReply>().results
  }
  return {
    headers,
    command,
    raw,
    get,
    push,
    sending: (given: Parameters<typeof command>[0] & { answers?: object } = {}) => {
      const { answers = aTraining(), ...rest } = given
      return command({ input: { roundId, answers }, ...rest })
    },
    deciding: (record: string, given: object = {}, base = 1) =>
      command({
        kind: 'submission.decide',
        record,
        base,
        input: {
          revision: 1,
          step: 0,
          verdict: 'accepted',
          comment: '',
          itemComments: [],
          ...given,
        },
      }),
    pull: async (cursor?: string, limit?: number): Promise<ChangesPage> => {
      const query = new URLSearchParams({
        ...(cursor === undefined ? {} : { cursor }),
        ...(limit === undefined ? {} : { limit: String(limit) }),
      })
      const reply = await get(`/api/plans/${planId}/changes?${query.toString()}`)
      if (reply.statusCode !== 200) throw new Error(`${reply.statusCode} ${reply.body}`)
      return reply.json<ChangesPage>()
    },
  }
}

/** A result's word, with the problem's code where there is one. */
export function word(result: CommandResult | undefined): string {
  if (!result) return 'nothing'
  return 'problem' in result ? `${result.result} ${result.problem.code}` : result.result
}

export function codeOf(reply: { body: string }): string {
  return (JSON.parse(reply.body) as { code: string }).code
}
