import type { InjectOptions } from 'fastify'
import type { CommandResult } from '#contract/exchange.ts'
import { buildApp } from '../../src/server/app.ts'
import { aCommand } from '../builders/commands.ts'
import { aDepartment } from '../builders/department.ts'
import { aTraining } from '../builders/training.ts'
import { noDist } from './app.ts'
import { signIn, type Browsing } from './browsing.ts'
import { aHouse } from './house.ts'
import { aDatabase } from './postgres.ts'

export type Who = keyof Awaited<ReturnType<typeof aDepartment>>['people']
export type Asker = Who | 'nobody'

/** Records and those who may read them (PRODUCT.md, "Who may see what"); nobody else. */
const readers = {
  'of-teacher': ['teacher', 'groupHead', 'deputy', 'principal', 'reviewer'],
  'of-stranger': ['stranger', 'otherPrincipal', 'reviewer'],
  'of-principal': ['principal', 'officer'],
  'of-other-principal': ['otherPrincipal', 'otherOfficer'],
  'of-high-teacher': ['highTeacher', 'reviewer'],
  'of-officer': ['officer', 'reviewer'],
  'of-teacher-withdrawn': ['teacher'],
} as const satisfies Record<string, readonly Who[]>

export type Canary = keyof typeof readers

const authors: Record<Canary, Who> = {
  'of-teacher': 'teacher',
  'of-stranger': 'stranger',
  'of-principal': 'principal',
  'of-other-principal': 'otherPrincipal',
  'of-high-teacher': 'highTeacher',
  'of-officer': 'officer',
  'of-teacher-withdrawn': 'teacher',
}

/** What stands in a record and nowhere else. */
export function canaryText(canary: Canary): string {
  return `CANARY[${canary}]`
}

type Write = Partial<Parameters<typeof aCommand>[0]>

/** A department with everybody signed in, and a record of each kind that only some may read. */
export async function aGuardedWorld() {
  const database = await aDatabase()
  const { people, plan, round } = await aDepartment(database.db)
  const app = await buildApp(aHouse(database.db), { dist: noDist })
  const everybody = Object.keys(people) as Who[]
  const browsing = new Map<Asker, Browsing>()
  for (const who of everybody) browsing.set(who, await signIn(app, people[who].username))

  const ask = async (who: Asker, options: InjectOptions) =>
    (await browsing.get(who)?.ask(options)) ?? app.inject(options)
  const pushed = (who: Asker, write: Write): InjectOptions => {
    const account = who === 'nobody' ? 'account-of-nobody' : people[who].accountId
    const commands = [aCommand({ plan: plan.id, account, instrumentVersion: 1, ...write })]
    return { method: 'POST', url: `/api/plans/${plan.id}/commands`, payload: { commands } }
  }
  const apply = async (who: Who, write: Write) => {
    const reply = await ask(who, pushed(who, write))
    const [result] = reply.json<{ results?: CommandResult[] }>().results ?? []
    if (result?.result !== 'applied') throw new Error(reply.body)
  }

  const canaries = Object.keys(readers) as Canary[]
  for (const canary of canaries) {
    const answers = aTraining({ ten: canaryText(canary), donVi: canaryText(canary) })
    await apply(authors[canary], { record: canary, input: { roundId: round.id, answers } })
  }
  const withdrawal = { kind: 'submission.withdraw', base: 1, input: {} }
  await apply('teacher', { record: 'of-teacher-withdrawn', ...withdrawal })

  const mayRead = (who: Asker, canary: Canary) =>
    (readers[canary] as readonly Asker[]).includes(who)
  const close = async () => {
    await app.close()
    await database.drop()
  }
  return { people, plan, round, everybody, canaries, authors, mayRead, ask, pushed, close }
}
