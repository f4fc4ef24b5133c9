import type { PushReply } from '#contract/exchange.ts'
import { dayOf } from '#domain/day.ts'
import type { House } from '../http/house.ts'
import { found } from '../http/refusal.ts'
import type { SignedIn } from '../http/signed-in.ts'
import type { Doer } from '../records/audit.ts'
import { planOf } from '../records/plans.ts'
import { loadSetting } from '../records/setting.ts'
import { loadSessions } from '../records/training-sessions.ts'
import { accept } from './accept.ts'
import { readCommand, type Reading } from './read-command.ts'

interface Arrival {
  readonly planId: string
  readonly sender: SignedIn
  readonly doer: Doer
  readonly values: readonly unknown[]
  readonly report: (accident: unknown) => void
}

/** Takes what a device sends: reads each command on its own, then accepts what can be read. */
export async function push(
  house: House,
  { planId, sender, doer, values, report }: Arrival,
): Promise<PushReply> {
  const at = house.clock().toISOString()
  const { actor, accountId } = sender
  const plan = found(await planOf(house.db, planId, { actor, day: dayOf(at) }), 'plan.not-found')
  const readings = values.map((value) => readCommand(value, { planId, accountId }))
  const sessions = await loadSessions(house.db, readings.flatMap(sessionOf))
  const setting = {
    ...(await loadSetting(house.db, planId, actor)),
    trainingSession: (id: string) => sessions.get(id),
  }
  const results = await accept(house, { planId, sender, doer, at, setting, readings, report })
  return { epoch: plan.epoch, serverTime: at, durableThrough: plan.durableThrough, results }
}

/** The training session that a command names. */
function sessionOf(reading: Reading): readonly string[] {
  const input = reading.ok ? reading.command.input : undefined
  const { trainingSessionId: id } = (input ?? {}) as { trainingSessionId?: unknown }
  return typeof id === 'string' ? [id] : []
}
