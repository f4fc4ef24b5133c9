import type { Command } from '#contract/command.ts'
import type { PlanBundle } from '#contract/plans.ts'
import type { Unit } from '#domain/people/unit.ts'
import type { Act, Setting } from '#domain/submission/submission.ts'
import type { Ground } from '../ground.ts'
import { unsealAll } from '../store/codec.ts'

/** What rules need to know of rounds, instruments and units, from the plans kept here. */
export async function settingOf({ db, session }: Ground): Promise<Setting> {
  const plans = await unsealAll<PlanBundle>(await db.plans.toArray())
  const instruments = plans.flatMap((plan) => plan.instruments)
  const sessions = plans.flatMap((plan) => plan.trainingSessions ?? [])
  const units: readonly Unit[] = [...session.units, ...plans.flatMap((plan) => plan.units)]
  return {
    units: new Map(units.map((unit) => [unit.id, unit])),
    rounds: new Map(plans.flatMap((plan) => plan.rounds).map((round) => [round.id, round])),
    management: plans.flatMap((plan) => plan.management ?? []),
    instrument: (id, version) =>
      instruments.find((one) => one.id === id && one.version === version),
    // Read from a code at a door it may be one that has not travelled here yet.
    trainingSession: (id) => sessions.find((one) => one.id === id) ?? 'unknown',
  }
}

/** A command as its rule sees it. It is judged at the time when it was made, however often it is run again. */
export function actOf({ session }: Ground, command: Omit<Command, 'hash'>, setting: Setting): Act {
  const { personId, posts } = session
  return {
    by: { personId, posts },
    at: command.occurredAt,
    planId: command.plan,
    recordId: command.record.id,
    commandId: command.id,
    occurredAt: command.occurredAt,
    base: command.base,
    ...(command.instrumentVersion !== undefined && {
      instrumentVersion: command.instrumentVersion,
    }),
    setting,
  }
}
