import type { PlanBundle } from '#contract/plans.ts'
import { isDay, schoolYearOf, type Day, type SchoolYear } from '#domain/day.ts'
import {
  answerMeaning,
  itemMeaning,
  type Answers,
  type Instrument,
} from '#domain/instrument/instrument.ts'
import { mainPost } from '#domain/people/person.ts'
import { isFor, type Round } from '#domain/submission/round.ts'
import { currentRevision } from '#domain/submission/submission.ts'
import type { TrainingRecord } from '#domain/training.ts'
import type { Device, Shown } from '../device/door.ts'

/** The training ledger: the round in which sessions are logged, with its form in the newest version. */
export interface Ledger {
  readonly planId: string
  readonly round: Round
  readonly instrument: Instrument
  readonly versions: readonly Instrument[]
}

/** The ledger among the plans: the round whose form asks for periods. The newest one, where plans follow each other. */
export function ledgerOf(plans: readonly PlanBundle[]): Ledger | undefined {
  const ledgers = plans.flatMap(({ rounds, instruments }) =>
    rounds.flatMap((round) => {
      const versions = instruments.filter(({ id }) => id === round.instrumentId)
      const instrument = versions.find(({ version }) => version === round.instrumentVersion)
      if (!instrument || !itemMeaning(instrument, 'periods')) return []
      return [{ planId: round.planId, round, instrument, versions }]
    }),
  )
  return ledgers.reduce<Ledger | undefined>(
    (newest, ledger) => (newest && ageOf(newest) >= ageOf(ledger) ? newest : ledger),
    undefined,
  )
}

/** A round that closes is no ledger while there is one that does not. */
function ageOf({ round }: Ledger): string {
  return (round.closesOn === null ? '1' : '0') + round.opensOn
}

/** Whether the ledger asks this person to write; who has written in it goes on seeing it. */
export function isAsked(ledger: Ledger, device: Device): boolean {
  const { session } = device
  const post = mainPost(session, device.today())
  const units = new Map(session.units.map((unit) => [unit.id, unit]))
  return !!post && isFor(ledger.round, post, units)
}

/** The form in the version with which something was written. */
export function versionOf(ledger: Ledger, version: number | undefined): Instrument {
  return ledger.versions.find((one) => one.version === version) ?? ledger.instrument
}

/** A training record as lists and sums see it. */
export interface OwnRecord extends TrainingRecord {
  readonly id: string
  readonly shown: Shown
  readonly title: string
  readonly periods: number | undefined
  readonly programme: string
  /** Its last day; nothing while a draft has none. */
  readonly lastDay: Day | undefined
  readonly year: SchoolYear | undefined
}

/** The training records among what a person wrote, in the same order. */
export function recordsIn(ledger: Ledger, mine: readonly Shown[]): readonly OwnRecord[] {
  return mine
    .filter(({ roundId }) => roundId === ledger.round.id)
    .map((shown) => recordOf(ledger, shown))
}

export function recordOf(ledger: Ledger, shown: Shown): OwnRecord {
  const answers = answersOf(shown)
  const meaning = (name: Parameters<typeof answerMeaning>[2]) =>
    answerMeaning(formOf(ledger, shown), answers, name)
  const last = meaning('last-day')
  const lastDay = isDay(last) ? last : undefined
  const periods = meaning('periods')
  return {
    id: shown.id,
    shown,
    standing: shown.standing,
    answers,
    title: String(meaning('title') ?? ''),
    periods: typeof periods === 'number' ? periods : undefined,
    programme: String(meaning('programme') ?? ''),
    lastDay,
    year: lastDay === undefined ? undefined : schoolYearOf(lastDay),
  }
}

/** The answers that count now: what was sent last, or the draft while nothing was. */
export function answersOf(shown: Shown): Answers {
  const sent = shown.submission && currentRevision(shown.submission)
  return sent?.answers ?? shown.draft?.answers ?? {}
}

function formOf(ledger: Ledger, { submission, draft }: Shown): Instrument {
  const sent = submission && currentRevision(submission)
  return versionOf(ledger, sent?.instrumentVersion ?? draft?.instrumentVersion)
}
