import type { RoundDesk } from '#domain/rounds/round-desk.ts'
import type { Round } from '#domain/submission/round.ts'
import type { Connection } from '../../database/tables.ts'
import { asRound } from '../rounds.ts'
import type { Asked, Keeper } from './keeper.ts'
import { planBy } from './plan-keeper.ts'

/** A round with its plan, what has come for it, and what its terms may name. */
export const roundKeeper: Keeper<RoundDesk> = {
  async load(trx, asked) {
    const row = await trx
      .selectFrom('round')
      .selectAll()
      .where('id', '=', asked.act.recordId)
      .executeTakeFirst()
    const planId = row?.planId ?? planNamedIn(asked)
    return {
      plan: await planBy(trx, 'id', planId),
      round: row && asRound(row),
      withdrawn: row !== undefined && row.withdrawnOn !== null,
      arrived: await countArrived(trx, asked.act.recordId),
      ...(await termsOf(trx, planId)),
    }
  },

  async save(trx, { before, after }, { act }) {
    const round = after.round as Round
    const row = { ...rowOf(round), withdrawnOn: after.withdrawn ? act.day : null }
    if (before.round) await trx.updateTable('round').set(row).where('id', '=', round.id).execute()
    else await trx.insertInto('round').values(row).execute()
    const { planId, opensOn, closesOn } = round
    const facts = { planId, opensOn, closesOn }
    return { version: round.version ?? 1, unitId: after.plan?.unitId ?? null, facts }
  },
}

function planNamedIn({ input }: Asked): string {
  return (input as { planId?: string }).planId ?? ''
}

async function countArrived(db: Connection, roundId: string): Promise<number> {
  const { count } = await db
    .selectFrom('submission')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('roundId', '=', roundId)
    .executeTakeFirstOrThrow()
  return count
}

/** The instruments and tasks that a round of the plan may have. */
export async function termsOf(db: Connection, planId: string) {
  const instruments = await db.selectFrom('instrument').select(['id', 'version']).execute()
  const tasks = await db.selectFrom('task').select('id').where('planId', '=', planId).execute()
  return { instruments, taskIds: tasks.map(({ id }) => id) }
}

function rowOf(round: Round) {
  const { routes, expected = [], levels = [], reminders = [], ...rest } = round
  return {
    ...rest,
    unitIds: [...round.unitIds],
    roles: [...round.roles],
    levels: [...levels],
    reminders: [...reminders],
    routes: JSON.stringify(routes),
    expected: JSON.stringify(expected),
  }
}
