import type { PlanBundle } from '#contract/plans.ts'
import { dayOf } from '#domain/day.ts'
import type { Instrument } from '#domain/instrument/instrument.ts'
import type { Outcome } from '#domain/outcome.ts'
import type { Step } from '#domain/submission/round.ts'
import { routeOf } from '#domain/submission/route.ts'
import { currentRevision } from '#domain/submission/submission.ts'
import type { Device, Names, Shown } from '../../device/door.ts'
import { ledgerOf, recordOf, versionOf, type Ledger, type OwnRecord } from '../../state/ledger.ts'

/** All that the page of one record shows. */
export interface OpenRecord {
  readonly record: OwnRecord
  readonly ledger: Ledger
  readonly instrument: Instrument
  readonly names: Names
  readonly route: readonly Step[]
}

export async function readRecord(device: Device, id: string): Promise<OpenRecord | undefined> {
  const { read } = device
  const [plans, shown, names] = await Promise.all([read.plans(), read.one(id), read.names()])
  const ledger = ledgerOf(plans)
  if (!ledger || !shown || !isOwn(device, shown)) return
  const sent = shown.submission && currentRevision(shown.submission)
  return {
    record: recordOf(ledger, shown),
    ledger,
    instrument: versionOf(ledger, sent?.instrumentVersion ?? shown.draft?.instrumentVersion),
    names,
    route: shown.submission?.route ?? routeAhead(device, ledger, plans),
  }
}

function isOwn(device: Device, { submission }: Shown): boolean {
  return !submission || submission.authorId === device.session.personId
}

/** The way that a draft would take today. */
function routeAhead(
  device: Device,
  { round }: Ledger,
  plans: readonly PlanBundle[],
): readonly Step[] {
  const known = [...plans.flatMap((plan) => plan.units), ...device.session.units]
  return routeOf(round, device.session, {
    day: dayOf(device.now()),
    units: new Map(known.map((unit) => [unit.id, unit])),
    management: plans.flatMap((plan) => plan.management ?? []),
  })
}

/** How far a record has come: on this device, at a step of its route, or through. */
export function placeOnWay({ standing, shown }: OwnRecord): number {
  const { submission } = shown
  if (!submission) return 0
  if (standing === 'accepted' || standing === 'published') return submission.route.length + 1
  return standing === 'received' ? submission.step + 1 : 0
}

/** What its author may do with it now. */
export function actsOn({ standing, shown }: OwnRecord) {
  const isDecided = (shown.submission?.decisions ?? []).some(
    ({ revision }) => revision === shown.submission?.revisions.length,
  )
  return {
    mayGoOn: standing === 'draft' || shown.draft !== undefined,
    mayMend: standing === 'returned' || standing === 'withdrawn' || standing === 'failed',
    mayTakeBack: standing === 'queued',
    mayWithdraw: standing === 'received' && !isDecided,
  }
}

/** Takes it back before anybody has decided; its text stays. */
export function withdraw(
  device: Device,
  { submission, id, planId }: Shown,
): Promise<Outcome<Shown>> {
  return device.perform({
    kind: 'submission.withdraw',
    planId,
    recordId: id,
    base: submission?.revisions.length ?? 0,
    input: {},
  })
}
