import type { InjectOptions } from 'fastify'
import type { OfficeReply, OfficeResult } from '#contract/office/envelope.ts'
import { buildApp } from '../../src/server/app.ts'
import { aDepartment } from '../builders/department.ts'
import { anOfficeCommand, type OfficeWrite } from '../builders/office-commands.ts'
import { noDist } from './app.ts'
import { signIn, type Browsing } from './browsing.ts'
import type { Asker, Who } from './guarded-world.ts'
import { aHouse } from './house.ts'
import { aDatabase } from './postgres.ts'

/** A department with everybody signed in, for tests of the office: who writes what, and what came of it. */
export async function anOfficeWorld(given: Parameters<typeof aHouse>[1] = {}) {
  const database = await aDatabase()
  const department = await aDepartment(database.db)
  const { people } = department
  const house = aHouse(database.db, given)
  const app = await buildApp(house, { dist: noDist })
  const browsing = new Map<Asker, Browsing>()

  const ask = async (who: Asker, options: InjectOptions) => {
    if (who === 'nobody') return app.inject(options)
    const held = browsing.get(who) ?? (await signIn(app, people[who].username))
    browsing.set(who, held)
    return held.ask(options)
  }
  /** One write of one person; gives its answer. */
  const send = async (who: Who, write: OfficeWrite): Promise<OfficeResult> => {
    const command = anOfficeCommand({ account: people[who].accountId, ...write })
    const reply = await ask(who, officePush([command]))
    const [result] = reply.json<OfficeReply>().results
    if (!result) throw new Error(reply.body)
    return result
  }
  /** The code of the refusal, or 'applied'. */
  const answer = async (who: Who, write: OfficeWrite): Promise<string> => {
    const result = await send(who, write)
    return result.result === 'applied' ? 'applied' : result.problem.code
  }
  const close = async () => {
    await app.close()
    await database.drop()
  }
  return { ...department, database, db: database.db, house, app, ask, send, answer, close }
}

export type OfficeWorld = Awaited<ReturnType<typeof anOfficeWorld>>

export function officePush(commands: readonly unknown[]): InjectOptions {
  return { method: 'POST', url: '/api/office/commands', payload: { commands } }
}
